#pragma once

#include "commands/command.hpp"

namespace tenbin::cli {

/// `tenbin compare`: variants of a scenario on the same years.
std::unique_ptr<Command> make_compare_command();

}  // namespace tenbin::cli
