#pragma once

#include <memory>

#include "commands/command.hpp"

namespace tenbin::cli {

/// `tenbin completion SHELL`: teaches a shell the commands and options.
std::unique_ptr<Command> make_completion_command();

/// `tenbin man`: the manual page in roff.
std::unique_ptr<Command> make_man_command();

}  // namespace tenbin::cli
