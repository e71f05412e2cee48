#pragma once

#include "commands/command.hpp"

namespace tenbin::cli {

/// tenbin verify
std::unique_ptr<Command> make_verify_command();

}  // namespace tenbin::cli
