#pragma once

#include "commands/command.hpp"

namespace tenbin::cli {

/// tenbin allocate
std::unique_ptr<Command> make_allocate_command();

}  // namespace tenbin::cli
