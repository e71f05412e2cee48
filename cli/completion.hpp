#pragma once

#include <string>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): the name of CLI11
class App;
}

namespace tenbin::cli {

/// Shells that completion_script() knows.
const std::vector<std::string>& completion_shells();

/// A script that teaches a shell the commands and options of the program, from the definitions that --help
/// shows.
/// @param shell one of completion_shells()
std::string completion_script(const CLI::App& program, const std::string& shell);

}  // namespace tenbin::cli
