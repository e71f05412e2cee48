#pragma once

#include "commands/command.hpp"

namespace tenbin::cli {

/// tenbin tornado
std::unique_ptr<Command> make_tornado_command();

}  // namespace tenbin::cli
