#pragma once

#include "commands/command.hpp"

namespace tenbin::cli {

/// tenbin batch
std::unique_ptr<Command> make_batch_command();

}  // namespace tenbin::cli
