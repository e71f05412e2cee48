#pragma once

#include "commands/command.hpp"

namespace tenbin::cli {

/// tenbin validate
std::unique_ptr<Command> make_validate_command();

}  // namespace tenbin::cli
