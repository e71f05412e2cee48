#pragma once

#include <string>

#include "report/document.hpp"
#include "report/report_context.hpp"
#include "tenbin/language/catalogue.hpp"
#include "tenbin/result/result.hpp"

namespace tenbin::cli {

/// How far the stated range reaches, as a ratio: what can move the result most comes first. 1 without one.
double reach(const result::Assumption& assumption);

/// What the library says of the number; empty where it does not know it.
std::string meaning_of(const result::Assumption& assumption, language::Language language);

/// "0.3 per year (0.1 .. 1)"
std::string value_words(const result::Assumption& assumption, language::Language language);

/// A number of the library by what it means, with its id for `tenbin explain`: below it on a page, in
/// brackets on a terminal.
Cell number_cell(const ReportContext& context, const std::string& meaning, const std::string& id);

}  // namespace tenbin::cli
