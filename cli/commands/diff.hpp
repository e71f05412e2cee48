#pragma once

#include "commands/command.hpp"

namespace tenbin::cli {

/// `tenbin diff`: why the figures of two results differ.
std::unique_ptr<Command> make_diff_command();

}  // namespace tenbin::cli
