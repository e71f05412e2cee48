#pragma once

#include <memory>

#include "commands/command.hpp"

namespace tenbin::cli {

/// `tenbin explain ID`: where a number or a word of the library comes from.
std::unique_ptr<Command> make_explain_command();

}  // namespace tenbin::cli
