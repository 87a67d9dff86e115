# Builds tree-sitter and the grammars of tools/grammars.lock, an object library each, from the cache that
# tools/fetch_grammars fills, and turns the queries into source text: the binary needs neither later.
if(DEFINED ENV{PREREQ_GRAMMARS})
  set(default_grammars "$ENV{PREREQ_GRAMMARS}")
elseif(DEFINED ENV{XDG_CACHE_HOME})
  set(default_grammars "$ENV{XDG_CACHE_HOME}/prereq/grammars")
else()
  set(default_grammars "$ENV{HOME}/.cache/prereq/grammars")
endif()
set(PREREQ_GRAMMARS "${default_grammars}" CACHE PATH "Where tools/fetch_grammars put the grammars")

# Sets `sources` to FOLDER inside the pinned version of PACKAGE.
macro(prereq_find_package_folder package folder)
  set(lock ${PROJECT_SOURCE_DIR}/tools/grammars.lock)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${lock})
  file(STRINGS ${lock} line REGEX "^${package} ")
  string(REGEX REPLACE "^([^ ]+) ([^ ]+) .*" "\\1-\\2" versioned "${line}")
  set(sources "${PREREQ_GRAMMARS}/${versioned}/${folder}")
  if(NOT EXISTS "${sources}")
    message(FATAL_ERROR "no ${versioned} in ${PREREQ_GRAMMARS}: run tools/fetch_grammars")
  endif()
endmacro()

# prereq_grammar(LANGUAGE PACKAGE FOLDER [compile option...]): FOLDER holds parser.c inside PACKAGE.
function(prereq_grammar language package folder)
  prereq_find_package_folder(${package} ${folder})
  set(files "${sources}/parser.c")
  if(EXISTS "${sources}/scanner.c")
    list(APPEND files "${sources}/scanner.c")
  elseif(EXISTS "${sources}/scanner.cc")
    list(APPEND files "${sources}/scanner.cc")
  endif()
  add_library(grammar_${language} OBJECT ${files})
  target_include_directories(grammar_${language} SYSTEM PRIVATE "${sources}")
  # Generated code of huge tables: warnings say nothing, and optimising or instrumenting it takes long.
  target_compile_options(grammar_${language} PRIVATE -w -O1 ${ARGN})
  if(PREREQ_SANITIZE OR PREREQ_FUZZ)
    target_compile_options(grammar_${language} PRIVATE -fno-sanitize=all)
  endif()
  target_sources(prereq_core PRIVATE $<TARGET_OBJECTS:grammar_${language}>)
endfunction()

# The library itself; -O2 also when debugging, since every parse runs in it.
prereq_find_package_folder(tree-sitter vendor/tree-sitter/lib)
add_library(tree_sitter OBJECT "${sources}/src/lib.c")
target_include_directories(tree_sitter SYSTEM PRIVATE "${sources}/src" PUBLIC "${sources}/include")
target_compile_definitions(tree_sitter PRIVATE _POSIX_C_SOURCE=200112L _DEFAULT_SOURCE)
target_compile_options(tree_sitter PRIVATE -w -O2)
if(PREREQ_SANITIZE)
  # query.c indexes one before an array on purpose; AddressSanitizer stays on.
  target_compile_options(tree_sitter PRIVATE -fno-sanitize=undefined)
endif()
target_sources(prereq_core PRIVATE $<TARGET_OBJECTS:tree_sitter>)
set_source_files_properties(${CMAKE_CURRENT_LIST_DIR}/syntax_tree.cc TARGET_DIRECTORY prereq_core
                            PROPERTIES INCLUDE_DIRECTORIES "${sources}/include")

prereq_grammar(c tree-sitter-c src)
prereq_grammar(cpp tree-sitter-cpp src -O0) # 40 s at -O1
prereq_grammar(go tree-sitter-go src)
prereq_grammar(javascript tree-sitter-javascript src)
prereq_grammar(python tree-sitter-python src)
prereq_grammar(rust tree-sitter-rust src)
prereq_grammar(tsx tree-sitter-typescript tsx/src)
prereq_grammar(typescript tree-sitter-typescript typescript/src)

# queries/LANGUAGE.scm → one function that returns its text.
set(query_cases "")
foreach(language c cpp go javascript python rust typescript)
  set(file ${CMAKE_CURRENT_LIST_DIR}/queries/${language}.scm)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  file(READ ${file} query)
  string(APPEND query_cases "  if (language == \"${language}\") return R\"scm(${query})scm\";\n")
endforeach()
file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/queries.cc @ONLY CONTENT
"// Generated from src/languages/queries/.
#include \"languages/queries.h\"

namespace prereq {

std::string_view ImportQuery(std::string_view language) {
@query_cases@  return {};
}

}  // namespace prereq
")
target_sources(prereq_core PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/queries.cc)
