#pragma once

#include <string>

#include "report/document.hpp"
#include "tenbin/compare/comparison.hpp"
#include "tenbin/language/catalogue.hpp"

namespace tenbin::cli {

/// The report on a comparison: sentences first, then every difference, then each variant by itself.
/// @param command to run it again
Document comparison_document(const compare::Comparison& comparison, const std::string& command,
                             language::Language language);

/// The comparison as a JSON document (docs/commands.md).
std::string comparison_json(const compare::Comparison& comparison, const std::string& source_file);

}  // namespace tenbin::cli
