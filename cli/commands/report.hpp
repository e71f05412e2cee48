#pragma once

#include <memory>

#include "commands/command.hpp"

namespace tenbin::cli {

/// `tenbin report RESULT`: a result document as text or as a page.
std::unique_ptr<Command> make_report_command();

}  // namespace tenbin::cli
