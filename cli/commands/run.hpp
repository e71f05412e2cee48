#pragma once

#include "commands/command.hpp"

namespace tenbin::cli {

/// tenbin run
std::unique_ptr<Command> make_run_command();

}  // namespace tenbin::cli
