#pragma once

#include <string_view>

#include "console.hpp"

namespace tenbin::cli {

/// The result, at once. @throw Failure (exit code 1) if it could not be written whole
void write_standard_output(std::string_view result, Console& console);

}  // namespace tenbin::cli
