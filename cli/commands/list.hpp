#pragma once

#include <memory>

#include "commands/command.hpp"

namespace tenbin::cli {

std::unique_ptr<Command> make_list_command();

}  // namespace tenbin::cli
