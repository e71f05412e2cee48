#pragma once

#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "program.hpp"

namespace tenbin::cli {

/// What a command has done, without a process of its own.
struct Outcome {
  int exit_code;
  std::string out, err;
};

inline Outcome run(const std::vector<std::string>& arguments, Environment environment = {}) {
  std::ostringstream out, err;
  const int exit_code = run_cli(arguments, out, err, std::move(environment));
  return {exit_code, out.str(), err.str()};
}

}  // namespace tenbin::cli
