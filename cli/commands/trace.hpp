#pragma once

#include "commands/command.hpp"

namespace tenbin::cli {

/// `tenbin trace`: the worst years of a result, event by event.
std::unique_ptr<Command> make_trace_command();

}  // namespace tenbin::cli
