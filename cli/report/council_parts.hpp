#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/document.hpp"
#include "report/report_context.hpp"

/// What the pages for a council share.
namespace tenbin::cli {

/// The assumptions of a scenario, as its run would state them; none where it cannot be computed.
std::vector<result::Assumption> assumptions_of(const scenario::Scenario& input);

/// "name: what it leaves out"
std::string left_out_words(const ReportContext& context, const std::string& name, const std::string& words);

/// Variants in a sentence: the first three, and how many more there are.
std::string some_of(const ReportContext& context, const std::vector<std::string>& items);

/// What nobody knows, from the provenance of the assumptions.
/// @param leading parameters that move the result most, the first first
/// @param left_out what each rule leaves out
Section unknowns_section(const ReportContext& context, const std::vector<result::Assumption>& assumptions,
                         const std::vector<std::string>& leading, BulletList left_out);

/// Words that a reader who is no actuary needs.
Section words_section(const ReportContext& context);

inline constexpr const char* byte_order_mark = "\xEF\xBB\xBF";

/// A number that reads back as the same, or nothing where it cannot be told.
std::string csv_number(double value);
std::string csv_number(const std::optional<double>& value);

/// The assumptions of a scenario as CSV.
std::string assumptions_csv(const scenario::Scenario& input);

}  // namespace tenbin::cli
