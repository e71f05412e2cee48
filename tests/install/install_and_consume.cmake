set(prefix ${WORK}/prefix)
set(build ${WORK}/consumer)
file(REMOVE_RECURSE ${prefix} ${build})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${prefix} --component engine
                OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
# No path of the build may be left in the package, or it would work on this machine only.
file(GLOB_RECURSE package_files ${prefix}/*.cmake)
foreach(file ${package_files})
  file(READ ${file} text)
  string(FIND "${text}" "${BUILD}" at)
  if(NOT at EQUAL -1)
    message(FATAL_ERROR "${file} names the build folder")
  endif()
endforeach()
# Moved: a package must work wherever it is put.
file(RENAME ${prefix} ${prefix}-moved)
set(prefix ${prefix}-moved)
execute_process(COMMAND ${CMAKE_COMMAND} -S ${CONSUMER} -B ${build} -G Ninja -DCMAKE_PREFIX_PATH=${prefix}
                        -DCMAKE_CXX_COMPILER=${COMPILER} -DCMAKE_BUILD_TYPE=${CONFIG}
                COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} --build ${build} COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${build}/consumer COMMAND_ERROR_IS_FATAL ANY)
file(REMOVE_RECURSE ${prefix} ${build})
