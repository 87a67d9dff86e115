# Builds tree-sitter and the grammars of tools/grammars.lock, an object library each, from the cache that
# tools/fetch_grammars fills: the binary needs neither later.
if(DEFINED ENV{PREREQ_GRAMMARS})
  set(default_grammars "$ENV{PREREQ_GRAMMARS}")
elseif(DEFINED ENV{XDG_CACHE_HOME})
  set(default_grammars "$ENV{XDG_CACHE_HOME}/prereq/grammars")
else()
  set(default_grammars "$ENV{HOME}/.cache/prereq/grammars")
endif()
set(PREREQ_GRAMMARS "${default_grammars}" CACHE PATH "Where tools/fetch_grammars put the grammars")
set(lock ${PROJECT_SOURCE_DIR}/tools/grammars.lock)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${lock})

# The tables of large grammars are kept compressed (packed_tables.h), where the tools of ELF files are.
# CMAKE_OBJCOPY may be LLVM's, which was not tried.
find_program(PREREQ_GZIP gzip)
find_program(PREREQ_OBJCOPY objcopy)
if(PREREQ_OBJCOPY AND PREREQ_GZIP AND CMAKE_EXECUTABLE_FORMAT STREQUAL ELF)
  option(PREREQ_PACK_GRAMMARS "Keep the tables of large grammars compressed in the program" ON)
else()
  option(PREREQ_PACK_GRAMMARS "Keep the tables of large grammars compressed in the program" OFF)
endif()

# Sources of more bytes than this are packed. A program that people download packs nearly all.
if(PREREQ_STATIC)
  set(PREREQ_PACK_FROM 1000000)
else()
  set(PREREQ_PACK_FROM 6000000)
endif()

# prereq_pack(NAME OBJECT): adds the object file OBJECT to the library with its parse tables taken
# out, so that they take no memory until they are used, and the gzip files of these tables. Two bytes
# stay where each was, to be pointed to.
function(prereq_pack name object)
  set(folder ${CMAKE_CURRENT_BINARY_DIR}/packed)
  file(MAKE_DIRECTORY ${folder})
  file(WRITE ${folder}/place "ts")
  set(arguments "")
  set(packed "")
  set(tables "")
  foreach(table parse_table small_parse_table parse_actions)
    list(APPEND arguments --dump-section .rodata.ts_${table}=${folder}/${name}_${table}
         --update-section .rodata.ts_${table}=${folder}/place
         --redefine-sym ts_${table}=${name}_${table} --globalize-symbol ${name}_${table})
    list(APPEND tables ${folder}/${name}_${table})
    list(APPEND packed ${folder}/${name}_${table}.gz)
    string(APPEND table_symbols "extern const unsigned char ${name}_${table}[];\n"
           "extern const unsigned char ${name}_${table}_gz[], ${name}_${table}_gz_end[];\n"
           "asm(\".pushsection .rodata\\n.globl ${name}_${table}_gz, ${name}_${table}_gz_end\\n\"\n"
           "    \"${name}_${table}_gz:\\n.incbin \\\"${folder}/${name}_${table}.gz\\\"\\n\"\n"
           "    \"${name}_${table}_gz_end:\\n.popsection\\n\");\n")
    string(APPEND table_rows "    {\"${name}\", ${name}_${table}, ${name}_${table}_gz, "
           "${name}_${table}_gz_end},\n")
  endforeach()
  add_custom_command(
    OUTPUT ${folder}/${name}.o ${packed}
    COMMAND ${PREREQ_OBJCOPY} ${arguments} ${object} ${folder}/${name}.o
    COMMAND ${PREREQ_GZIP} -9nf ${tables}
    DEPENDS ${object} VERBATIM)
  set_source_files_properties(${folder}/${name}.o TARGET_DIRECTORY prereq_core
                              PROPERTIES GENERATED ON EXTERNAL_OBJECT ON)
  target_sources(prereq_core PRIVATE ${folder}/${name}.o)
  set(packed_files ${packed_files} ${packed} PARENT_SCOPE)
  set(table_symbols "${table_symbols}" PARENT_SCOPE)
  set(table_rows "${table_rows}" PARENT_SCOPE)
endfunction()

# prereq_grammar(NAME SOURCES): SOURCES holds parser.c. Generated tables: warnings say nothing, and
# optimising or instrumenting them takes long. The scanner is code, and small.
function(prereq_grammar name sources)
  file(SIZE "${sources}/parser.c" bytes)
  set(parser "${sources}/parser.c")
  if(PREREQ_STATIC)
    # Large parsers ask g++ not to optimise them, which spares the build half a minute. Without that a
    # program that people download is half a megabyte smaller.
    set(parser ${CMAKE_CURRENT_BINARY_DIR}/optimised/${name}.c)
    file(MAKE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/optimised)
    add_custom_command(OUTPUT ${parser}
                       COMMAND sed "/^#pragma GCC optimize/d" "${sources}/parser.c" > ${parser}
                       DEPENDS "${sources}/parser.c" VERBATIM)
    set_source_files_properties(${parser} PROPERTIES COMPILE_OPTIONS "-Os")
  elseif(bytes GREATER 9000000)
    # -O1 makes parsing an eighth faster; it costs the largest tables most and little elsewhere.
    set_source_files_properties(${parser} PROPERTIES COMPILE_OPTIONS "-O0")
  endif()
  add_library(grammar_${name} OBJECT ${parser})
  set(objects grammar_${name})
  if(EXISTS "${sources}/scanner.c")
    add_library(scanner_${name} OBJECT "${sources}/scanner.c")
    list(APPEND objects scanner_${name})
    target_sources(prereq_core PRIVATE $<TARGET_OBJECTS:scanner_${name}>)
  endif()
  foreach(object IN LISTS objects)
    target_include_directories(${object} SYSTEM PRIVATE "${sources}")
    target_compile_options(${object} PRIVATE -w -O1 -g0)
    if(PREREQ_SANITIZE OR PREREQ_FUZZ)
      target_compile_options(${object} PRIVATE -fno-sanitize=all)
    endif()
  endforeach()
  if(PREREQ_PACK_GRAMMARS AND bytes GREATER PREREQ_PACK_FROM)
    target_compile_options(grammar_${name} PRIVATE -fdata-sections)
    prereq_pack(${name} $<TARGET_OBJECTS:grammar_${name}>)
  else()
    target_sources(prereq_core PRIVATE $<TARGET_OBJECTS:grammar_${name}>)
  endif()
  set(packed_files ${packed_files} PARENT_SCOPE)
  set(table_symbols "${table_symbols}" PARENT_SCOPE)
  set(table_rows "${table_rows}" PARENT_SCOPE)
endfunction()

# The library itself; -O2 also when debugging, since every parse runs in it.
function(prereq_tree_sitter sources)
  add_library(tree_sitter OBJECT "${sources}/src/lib.c")
  target_include_directories(tree_sitter SYSTEM PRIVATE "${sources}/src" PUBLIC "${sources}/include")
  target_compile_definitions(tree_sitter PRIVATE _POSIX_C_SOURCE=200112L _DEFAULT_SOURCE)
  target_compile_options(tree_sitter PRIVATE -w -O2)
  if(PREREQ_SANITIZE)
    # query.c indexes one before an array on purpose; AddressSanitizer stays on.
    target_compile_options(tree_sitter PRIVATE -fno-sanitize=undefined)
  endif()
  target_sources(prereq_core PRIVATE $<TARGET_OBJECTS:tree_sitter>)
  set_source_files_properties(${CMAKE_CURRENT_LIST_DIR}/syntax_tree.cc
                              ${CMAKE_CURRENT_LIST_DIR}/syntax_tree_watch.cc TARGET_DIRECTORY prereq_core
                              PROPERTIES INCLUDE_DIRECTORIES "${sources}/include")
  set_source_files_properties(${CMAKE_CURRENT_LIST_DIR}/packed_tables.cc TARGET_DIRECTORY prereq_core
                              PROPERTIES INCLUDE_DIRECTORIES "${sources}/include;${sources}/src")
endfunction()

# A row of the lock: package, version, integrity, then the folder of each grammar as NAME=FOLDER.
file(STRINGS ${lock} rows REGEX "^[^#]")
foreach(row IN LISTS rows)
  separate_arguments(columns UNIX_COMMAND "${row}")
  list(POP_FRONT columns package version integrity)
  set(folder "${PREREQ_GRAMMARS}/${package}-${version}")
  if(NOT EXISTS "${folder}")
    message(FATAL_ERROR "no ${package}-${version} in ${PREREQ_GRAMMARS}: run tools/fetch_grammars")
  endif()
  foreach(column IN LISTS columns)
    string(REPLACE "=" ";" column "${column}")
    list(GET column 0 name)
    list(GET column 1 below)
    if(name STREQUAL "library")
      prereq_tree_sitter("${folder}/${below}")
    else()
      prereq_grammar(${name} "${folder}/${below}")
    endif()
  endforeach()
endforeach()

# The rules that pack belong to this folder, prereq_core to the one above.
add_custom_target(packed_grammars DEPENDS ${packed_files})
add_dependencies(prereq_core packed_grammars)
set(packed_source ${CMAKE_CURRENT_BINARY_DIR}/packed_grammars.cc)
file(CONFIGURE OUTPUT ${packed_source} @ONLY CONTENT
"// Generated by grammars.cmake: the compressed tables of large grammars.
#include \"languages/packed_tables.h\"

extern \"C\" {
@table_symbols@}

namespace prereq {

std::span<const PackedTable> PackedTables() {
  static const PackedTable kTables[] = {
@table_rows@    {{}, nullptr, nullptr, nullptr},
  };
  return std::span(kTables).first(std::size(kTables) - 1);
}

}  // namespace prereq
")
set_source_files_properties(${packed_source} TARGET_DIRECTORY prereq_core
                            PROPERTIES OBJECT_DEPENDS "${packed_files}")
target_sources(prereq_core PRIVATE ${packed_source})
