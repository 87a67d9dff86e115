# With PREREQ_STATIC: the libraries of Debian 12 in their static form, and what these ask for in turn.
# Only the C library stays shared, because it loads parts of itself when it looks up users.
set(PREREQ_FMT fmt::fmt-header-only)
set(archives "")
foreach(name git2 mbedcrypto http_parser pcre2-8 yaml-cpp yaml crypto utf8proc z)
  find_library(PREREQ_ARCHIVE_${name} lib${name}.a REQUIRED)
  list(APPEND archives ${PREREQ_ARCHIVE_${name}})
endforeach()
find_package(Threads REQUIRED)
add_library(prereq_without_connections STATIC tools/packages/without_connections.c)
list(POP_FRONT archives git2)
target_link_libraries(prereq_core PRIVATE ${git2} $<BUILD_INTERFACE:prereq_without_connections>
                                          ${archives} Threads::Threads)
# Not for the grammars, whose tables are needed as a whole.
add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-ffunction-sections>
                    # Nothing is thrown through the C of tree-sitter.
                    $<$<COMPILE_LANGUAGE:C>:-fno-asynchronous-unwind-tables>
                    $<$<COMPILE_LANGUAGE:CXX>:-ffile-prefix-map=${PROJECT_SOURCE_DIR}=.>)
add_link_options(-static-libstdc++ -static-libgcc -Wl,--gc-sections -Wl,-O2)
