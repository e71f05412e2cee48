#pragma once

#include "report/document.hpp"
#include "report/report_context.hpp"

namespace tenbin::cli {

/// What a design's policies say beside their amounts: trigger, occurrence, defence cost, exclusion of AI,
/// fines and audits. Sections that differ are named.
Table conditions_table(const ReportContext& context, const scenario::CoverageDesign& design);

}  // namespace tenbin::cli
