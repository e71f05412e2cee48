#pragma once

#include <optional>

namespace tenbin::cli {

/// Columns to write in: what the variable COLUMNS says where it is a number of at least 20, else the
/// terminal's width up to 120, beyond which lines are hard to read; 80 where neither is known.
/// @param variable null where it is not set
int columns_of(const char* variable, std::optional<int> terminal);

}  // namespace tenbin::cli
