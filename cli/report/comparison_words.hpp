#pragma once

#include <string>
#include <vector>

#include "report/report_context.hpp"
#include "tenbin/compare/comparison.hpp"

namespace tenbin::cli {

/// A result that holds what all variants share and every amount that is shown, so that the unit of money does
/// not depend on which variant is the reference.
result::Result shared_result(const compare::Comparison& comparison);

/// A variant by its values: "audit.score 50, autonomy assist"; designs and liability presets by their names.
std::string variant_name(const ReportContext& context, const compare::Comparison& comparison,
                         std::size_t variant);

/// The command that makes the comparison again.
std::string command_to_compare_again(const compare::Comparison& comparison, const std::string& source_file);

language::Message verdict_words(compare::Verdict verdict);

/// The row of the same subject, measure and level, or null.
const result::MeasureRow* find_like(const std::vector<result::MeasureRow>& rows,
                                    const result::MeasureRow& like);

}  // namespace tenbin::cli
