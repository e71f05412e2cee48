# What every target of the project has in common.
#   tenbin_target(NAME): C++20, warnings as errors, and arithmetic that gives the same bits on every processor.
function(tenbin_target name)
  target_compile_features(${name} PUBLIC cxx_std_20)
  set_target_properties(${name} PROPERTIES CXX_EXTENSIONS OFF)
  # No contraction into fused multiply-add, no -march: results must not depend on the processor (docs/adr/0003, 0005).
  target_compile_options(${name} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
                                         -Wnon-virtual-dtor -Wold-style-cast -Werror -ffp-contract=off
                                         # g++ 12 warns of std::string's own operator+ (GCC bug 105651).
                                         $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
  if(TENBIN_SANITIZE)
    target_compile_options(${name} PRIVATE -fsanitize=address,undefined -fno-sanitize-recover=all
                                           -fno-omit-frame-pointer
                                           # With them g++ 12 takes std::regex for uninitialised (GCC bug 105562).
                                           $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
    target_compile_definitions(${name} PRIVATE _GLIBCXX_ASSERTIONS)
    target_link_options(${name} PUBLIC $<BUILD_INTERFACE:-fsanitize=address,undefined>)
  endif()
  if(TENBIN_COVERAGE)
    # Atomic counters: the simulation runs in several threads, and torn counts make gcov fail.
    target_compile_options(${name} PRIVATE --coverage -fprofile-update=atomic)
    target_link_options(${name} PUBLIC $<BUILD_INTERFACE:--coverage>)
  endif()
endfunction()
