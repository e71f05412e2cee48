# What every target of the project has in common.
#   tenbin_target(NAME): C++20, warnings as errors, and arithmetic that gives the same bits on every processor.
function(tenbin_target name)
  target_compile_features(${name} PUBLIC cxx_std_20)
  set_target_properties(${name} PROPERTIES CXX_EXTENSIONS OFF)
  # No contraction into fused multiply-add: results must not depend on the processor (docs/methods/random-numbers.md).
  target_compile_options(${name} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
                                         -Wnon-virtual-dtor -Wold-style-cast -Werror -ffp-contract=off)
  if(TENBIN_SANITIZE)
    target_compile_options(${name} PRIVATE -fsanitize=address,undefined -fno-sanitize-recover=all
                                           -fno-omit-frame-pointer)
    target_link_options(${name} PUBLIC -fsanitize=address,undefined)
  endif()
  if(TENBIN_COVERAGE)
    target_compile_options(${name} PRIVATE --coverage -O1)
    target_link_options(${name} PUBLIC --coverage)
  endif()
endfunction()
