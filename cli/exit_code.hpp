#pragma once

namespace tenbin::cli {

/// What the program tells its caller (docs/commands.md).
enum class ExitCode : int {
  done = 0,
  failure = 1,
  usage = 2,
  invalid_input = 3,
  target_not_reached = 4,
};

}  // namespace tenbin::cli
