#pragma once

#include <memory>
#include <vector>

#include "console.hpp"
#include "exit_code.hpp"

namespace CLI {  // NOLINT(readability-identifier-naming): the name of CLI11
class App;
}

namespace tenbin::cli {

/// One command of the program: declares its options, then does its work.
class Command {
 public:
  virtual ~Command() = default;
  /// Adds the command to the program's command line; texts in the language.
  virtual CLI::App* declare(CLI::App& program, language::Language language) = 0;
  /// @throw Failure
  virtual ExitCode execute(Console& console) = 0;
};

}  // namespace tenbin::cli
