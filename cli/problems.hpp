#pragma once

#include <vector>

#include "console.hpp"
#include "tenbin/scenario/problem.hpp"

namespace tenbin::cli {

/// Each problem as a line "FILE: /json/pointer: problem (why); remedy" on stderr.
void print_problems(const std::vector<scenario::Problem>& problems, Console& console);

}  // namespace tenbin::cli
