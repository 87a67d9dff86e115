# Installs the build into a fresh prefix, builds the stranger's project against it and runs it.
# Needs: BUILD (our build folder), SOURCE (this folder), WORK (scratch), GENERATOR, COMPILER, FLAGS.
function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE out ERROR_VARIABLE out)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${ARGN}\n${out}")
  endif()
  set(out "${out}" PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE ${WORK})
run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${WORK}/prefix)
run(${CMAKE_COMMAND} -G ${GENERATOR} -S ${SOURCE} -B ${WORK}/build -DCMAKE_PREFIX_PATH=${WORK}/prefix
    -DCMAKE_CXX_COMPILER=${COMPILER} -DCMAKE_CXX_FLAGS=${FLAGS})
run(${CMAKE_COMMAND} --build ${WORK}/build)
run(${WORK}/build/uses_prereq ${SOURCE}/../../graphs/course)
if(NOT out MATCHES "^queries \\(05\\) must come before ranking \\(04\\)\n.*04_queries\n05_ranking\n.*4 renames, 12 files\n$")
  message(FATAL_ERROR "the stranger's program printed:\n${out}")
endif()
run(${WORK}/prefix/bin/prereq --version)
file(REMOVE_RECURSE ${WORK})
