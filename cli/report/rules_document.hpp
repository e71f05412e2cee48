#pragma once

#include <string>

#include "report/document.hpp"
#include "tenbin/compare/council.hpp"
#include "tenbin/language/catalogue.hpp"

namespace tenbin::cli {

/// The comparison of liability presets as pages to read: both runs of claims side by side.
/// @param command to run it again
Document rules_document(const compare::Council& council, const std::string& command,
                        language::Language language);

/// The same as a JSON document (docs/commands.md).
std::string rules_json(const compare::Council& council, const std::string& source_file);

}  // namespace tenbin::cli
