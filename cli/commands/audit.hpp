#pragma once

#include "commands/command.hpp"

namespace tenbin::cli {

/// tenbin audit
std::unique_ptr<Command> make_audit_command();

}  // namespace tenbin::cli
