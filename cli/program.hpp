#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "environment.hpp"

namespace tenbin::cli {

/// The whole program but for the process: reads the command line, runs one command, returns the exit code.
/// @param arguments without the program's name
int run_cli(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err,
            Environment environment);

}  // namespace tenbin::cli
