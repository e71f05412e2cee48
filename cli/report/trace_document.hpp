#pragma once

#include <string>

#include "report/document.hpp"
#include "tenbin/compare/trace.hpp"
#include "tenbin/language/catalogue.hpp"

namespace tenbin::cli {

/// How the years of a trace were chosen.
enum class TracedYears { worst, given };

/// What makes the years bad, then each year with its largest events.
Document trace_document(const compare::Trace& trace, const result::Result& stored,
                        language::Language language, TracedYears years);

/// Every event of every year as a JSON document (docs/commands.md).
std::string trace_json(const compare::Trace& trace, const result::Result& stored,
                       const std::string& result_file);

}  // namespace tenbin::cli
