#pragma once

#include <memory>

#include "commands/command.hpp"

namespace tenbin::cli {

std::unique_ptr<Command> make_import_command();

}  // namespace tenbin::cli
