#pragma once

#include <string>

#include "report/document.hpp"
#include "tenbin/language/catalogue.hpp"

namespace tenbin::cli {

/// The document as one self-contained page: no network, readable on a phone, printable on A4. Its charts are
/// drawn by a script in the page; what they show stands in tables too.
std::string html_report(const Document& document, language::Language language);

}  // namespace tenbin::cli
