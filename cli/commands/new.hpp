#pragma once

#include "commands/command.hpp"

namespace tenbin::cli {

/// tenbin new
std::unique_ptr<Command> make_new_command();

}  // namespace tenbin::cli
