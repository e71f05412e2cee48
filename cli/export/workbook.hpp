#pragma once

#include <string>

#include "tenbin/language/catalogue.hpp"
#include "tenbin/result/result.hpp"

namespace tenbin::cli {

/// Writes the result as a workbook (Office Open XML) with sheets for summary, exceedance curves with charts,
/// designs, liability, prices, assumptions and all measures. Amounts are full amounts of the scenario's
/// currency; cells that cannot be told are empty.
/// @param path where it is written; `shown` is what a message calls it
/// @throw Failure (exit code 1)
void write_workbook(const result::Result& result, language::Language language, const std::string& path,
                    const std::string& shown);

/// The same as bytes, for a file that must appear whole.
std::string workbook_bytes(const result::Result& result, language::Language language);

}  // namespace tenbin::cli
