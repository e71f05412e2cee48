#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "report/document.hpp"
#include "report/report_context.hpp"
#include "tenbin/compare/stored_comparison.hpp"
#include "tenbin/compare/stored_council.hpp"

namespace tenbin::cli {

/// A comparison for readers who are not actuaries. Every sentence is made from the figures, their intervals,
/// the provenance of the assumptions and, where it is given, the tornado.
Document council_document(const compare::StoredComparison& stored,
                          const std::optional<compare::Tornado>& tornado, language::Language language);

/// The figures of the page as CSV (RFC 4180, UTF-8 with a byte order mark, which Excel needs): names and
/// contents of the files.
std::vector<std::pair<std::string, std::string>> council_tables(
    const compare::StoredComparison& stored, const std::optional<compare::Tornado>& tornado);

/// What each assumption alone does at the ends of its range: a picture and a table for each figure.
std::vector<Block> tornado_blocks(const compare::Tornado& tornado, const ReportContext& context);

/// What presets of liability do, as `tenbin compare --across liability` has worked it out, for the same
/// readers.
Document council_document(const compare::StoredCouncil& council, language::Language language);
std::vector<std::pair<std::string, std::string>> council_tables(const compare::StoredCouncil& council);

/// A tornado as a report of its own.
Document tornado_document(const compare::Tornado& tornado, language::Language language);

}  // namespace tenbin::cli
