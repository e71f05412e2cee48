#pragma once

#include <string>

#include "report/document.hpp"
#include "tenbin/compare/attribution.hpp"
#include "tenbin/language/catalogue.hpp"

namespace tenbin::cli {

/// The two results that an attribution explains.
struct ComparedResults {
  const std::string& first_file;
  const std::string& second_file;
  const result::Result& first;
  const result::Result& second;
};

/// Sentences first, then what differs in the input, then the parts of each change.
Document attribution_document(const compare::Attribution& attribution, const ComparedResults& results,
                              language::Language language);

/// The attribution as a JSON document (docs/commands.md).
std::string attribution_json(const compare::Attribution& attribution, const ComparedResults& results);

}  // namespace tenbin::cli
