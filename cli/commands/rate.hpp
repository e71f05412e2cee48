#pragma once

#include "commands/command.hpp"

namespace tenbin::cli {

/// tenbin rate
std::unique_ptr<Command> make_rate_command();

}  // namespace tenbin::cli
