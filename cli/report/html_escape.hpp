#pragma once

#include <string>
#include <string_view>

namespace tenbin::cli {

/// The text with &, <, >, " and ' written so that HTML and SVG show them.
std::string html_escaped(std::string_view text);

}  // namespace tenbin::cli
