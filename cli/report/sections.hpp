#pragma once

#include <string>
#include <utility>
#include <vector>

#include "report/document.hpp"
#include "report/report_context.hpp"

/// The sections of the report on a run, in the order in which a reader asks.
namespace tenbin::cli {

Section findings_section(const ReportContext& context);   ///< In short
Section price_section(const ReportContext& context);      ///< What does each policy cost?
Section factor_section(const ReportContext& context);     ///< Rating factors; on a page only
Section buyer_section(const ReportContext& context);      ///< What does each design cost its buyer?
Section gap_section(const ReportContext& context);        ///< What does each design not pay?
Section loss_section(const ReportContext& context);       ///< How bad can it get?
Section retained_section(const ReportContext& context);   ///< What stays with whom?
Section certainty_section(const ReportContext& context);  ///< How sure are we?
Section unknown_section(const ReportContext& context);    ///< What this program does not know

/// What a design leaves unpaid and why, a sentence for each insured and policy.
std::vector<std::string> gap_findings(const ReportContext& context, const std::string& design);

/// A column of a table of figures: its heading, subject and basis.
struct FigureColumn {
  std::string heading, subject, basis = "aep";
};

/// Mean, standard deviation, probabilities, VaR and TVaR as rows, subjects as columns; in several tables
/// where there are more columns than fit beside each other.
std::vector<Table> figure_tables(const ReportContext& context, const std::string& caption,
                                 const std::vector<FigureColumn>& columns);

/// Subjects as rows; mean and the tail at the headline level as columns.
Table who_table(const ReportContext& context, const std::string& caption,
                const std::vector<std::pair<std::string, std::string>>& name_and_subject);

/// Probability that the quality is above the mean of its class, the posterior being normal (design of the
/// audit model).
double better_than_class(const result::AuditPosterior& audit);

}  // namespace tenbin::cli
