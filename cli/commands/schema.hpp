#pragma once

#include "commands/command.hpp"

namespace tenbin::cli {

/// tenbin schema
std::unique_ptr<Command> make_schema_command();

}  // namespace tenbin::cli
