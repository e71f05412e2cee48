#pragma once

#include <string>

#include "report/document.hpp"
#include "tenbin/language/catalogue.hpp"

namespace tenbin::cli {

/// The document as one self-contained page: no script, no network, readable on a phone, printable on A4.
std::string html_report(const Document& document, language::Language language);

}  // namespace tenbin::cli
