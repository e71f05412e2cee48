#pragma once

#include <string>

#include "report/allocation_words.hpp"

namespace tenbin::cli {

/// One event for programs: burdens, victim, fund, friction and every step, each figure under its name in
/// words and under its symbol of docs/methods/liability.md.
std::string allocation_json(const AllocationReport& report, language::Language language);

}  // namespace tenbin::cli
