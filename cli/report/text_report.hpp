#pragma once

#include <string>

#include "environment.hpp"
#include "report/document.hpp"

namespace tenbin::cli {

/// The document for a terminal or a text file.
std::string text_report(const Document& document, const Environment& environment);

}  // namespace tenbin::cli
