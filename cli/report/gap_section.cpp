#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "report/sections.hpp"
#include "report/verdict.hpp"
#include "tenbin/language/messages/gaps.hpp"
#include "tenbin/language/messages/pages.hpp"
#include "tenbin/language/messages/products.hpp"
#include "tenbin/language/messages/report.hpp"

namespace tenbin::cli {
namespace {

using language::Message;
using result::GapFigure;

/// Reasons in the order of the terms.
constexpr std::array<std::pair<std::string_view, Message>, 18> reasons = {{
    {"not_covered", message::gap_reason_not_covered},
    {"condition_not_met", message::gap_reason_condition_not_met},
    {"excluded", message::gap_reason_excluded},
    {"outside_trigger", message::gap_reason_outside_trigger},
    {"waiting_time", message::case_term_waiting_hours},
    {"deductible", message::terms_deductible},
    {"self_insured_retention", message::gap_reason_self_insured_retention},
    {"indemnity_period", message::gap_reason_indemnity_period},
    {"limit", message::gap_reason_limit},
    {"share", message::gap_reason_share},
    {"aggregate_deductible", message::gap_reason_aggregate_deductible},
    {"aggregate_limit", message::gap_reason_aggregate_limit},
    {"policy_deductible", message::gap_reason_policy_deductible},
    {"policy_self_insured_retention", message::gap_reason_policy_self_insured_retention},
    {"policy_limit", message::gap_reason_policy_limit},
    {"policy_share", message::gap_reason_policy_share},
    {"policy_aggregate_deductible", message::gap_reason_policy_aggregate_deductible},
    {"policy_aggregate_limit", message::gap_reason_policy_aggregate_limit},
}};
constexpr std::size_t most_terminal_rows = 12;

std::string reason_words(const ReportContext& context, const std::string& reason) {
  if (reason == "paid") return context.say(message::gap_paid);
  for (const auto& [word, message] : reasons) {
    if (word == reason) return context.say(message);
  }
  return reason;
}

/// What rounding leaves of nothing, against what it is a part of.
bool is_dust(double part, double whole) { return std::fabs(part) < 1e-9 * whole; }

bool is_total(const GapFigure& gap) { return gap.peril.empty() && gap.head.empty(); }

/// Figures over all perils and heads, for each insured and policy of the design.
std::vector<std::vector<const GapFigure*>> insured_totals(const ReportContext& context,
                                                          const std::string& design) {
  std::vector<std::vector<const GapFigure*>> all;
  for (const GapFigure& gap : context.result().gaps) {
    if (gap.design != design || !is_total(gap)) continue;
    const bool is_next =
        all.empty() || all.back().front()->policy != gap.policy || all.back().front()->insured != gap.insured;
    if (is_next) all.emplace_back();
    all.back().push_back(&gap);
  }
  return all;
}

std::string policy_words(const ReportContext& context, const GapFigure& gap) {
  if (!gap.policy.empty()) return gap.policy;
  return gap.insured.empty() ? context.say(message::gap_several)
                             : context.word(gap.insured) + ": " + context.say(message::gap_several);
}

/// From the insured's loss down to the payment.
void add_waterfall(const ReportContext& context, const std::string& design,
                   const std::vector<const GapFigure*>& totals, Section& section) {
  double loss = 0;
  for (const GapFigure* gap : totals) loss += gap->mean;
  if (!(loss > 0)) return;
  const std::string caption =
      context.say(message::gap_caption, {{"design", context.design_name(design)},
                                         {"policy", policy_words(context, *totals.front())},
                                         {"unit", context.unit().name}});
  BarChart chart{caption, context.unit().name, BarLayout::waterfall, {}, {{"", {}, {}}}};
  Table table{caption,
              {{context.say(message::gap_step), ColumnKind::sentence},
               {context.say(message::gap_amount), ColumnKind::number},
               {context.say(message::gap_share), ColumnKind::number}},
              {},
              {}};
  const auto bar = [&](const std::string& name, double value, double error) {
    chart.categories.push_back(name);
    chart.series.front().values.push_back(value / context.unit().size);
    chart.series.front().standard_errors.push_back(error / context.unit().size);
  };
  bar(context.say(message::gap_loss), loss, std::nan(""));
  table.rows.push_back({context.say(message::gap_loss), context.amount(loss), percent(1.0)});
  const GapFigure* paid = nullptr;
  for (const GapFigure* gap : totals) {
    if (gap->reason == "paid") {
      paid = gap;
      continue;
    }
    if (is_dust(gap->mean, loss)) continue;
    bar(reason_words(context, gap->reason), -gap->mean, gap->standard_error);
    table.rows.push_back({reason_words(context, gap->reason),
                          Cell(context.amount(-gap->mean, gap->standard_error)), percent(-gap->mean / loss)});
  }
  bar(context.say(message::gap_paid), paid == nullptr ? 0 : paid->mean,
      paid == nullptr ? 0 : paid->standard_error);
  table.rows.push_back({context.say(message::gap_paid),
                        paid == nullptr ? Cell("0") : Cell(context.amount(paid->mean, paid->standard_error)),
                        percent(paid == nullptr ? 0.0 : paid->mean / loss)});
  table.strong_rows = {0, table.rows.size() - 1};
  section.blocks.emplace_back(std::move(chart));
  section.blocks.emplace_back(std::move(table));
}

/// What the design does not pay, from the simulated causes and their size.
void add_list(const ReportContext& context, const std::string& design, Section& section) {
  std::vector<const GapFigure*> unpaid;
  double loss = 0;
  for (const GapFigure& gap : context.result().gaps) {
    if (gap.design == design && !gap.policy.empty() && is_total(gap)) loss += gap.mean;
  }
  for (const GapFigure& gap : context.result().gaps) {
    if (gap.design != design || gap.policy.empty() || is_total(gap)) continue;
    if (gap.reason != "paid" && !is_dust(gap.mean, loss)) unpaid.push_back(&gap);
  }
  std::stable_sort(unpaid.begin(), unpaid.end(),
                   [](const GapFigure* a, const GapFigure* b) { return a->mean > b->mean; });
  if (unpaid.empty()) return;
  Table table{context.say(message::gap_list_caption,
                          {{"design", context.design_name(design)}, {"unit", context.unit().name}}),
              {{context.say(message::terms_policy), ColumnKind::words},
               {context.say(message::gap_what), ColumnKind::sentence},
               {context.say(message::gap_why), ColumnKind::sentence},
               {context.say(message::gap_amount), ColumnKind::number}},
              {},
              {},
              most_terminal_rows};
  // What is less than a thousandth of the loss stands in one row.
  double rest = 0;
  for (const GapFigure* gap : unpaid) {
    if (gap->mean < 1e-3 * loss) {
      rest += gap->mean;
      continue;
    }
    const std::string peril = context.peril(gap->peril), head = context.word(gap->head);
    const std::string what =
        peril == head ? head : context.say(message::gap_peril_head, {{"peril", peril}, {"head", head}});
    table.rows.push_back({gap->policy, what, reason_words(context, gap->reason),
                          Cell(context.amount(gap->mean, gap->standard_error))});
  }
  if (rest > 0) table.rows.push_back({"", context.say(message::gap_rest), "", context.amount(rest)});
  section.blocks.emplace_back(std::move(table));
}

}  // namespace

namespace {

/// Share that is not paid of the loss of one insured, and the largest reason where the errors tell it.
std::string gap_finding(const ReportContext& context, const std::vector<const GapFigure*>& totals) {
  double loss = 0, paid = 0;
  std::vector<const GapFigure*> unpaid;
  for (const GapFigure* gap : totals) {
    loss += gap->mean;
    if (gap->reason == "paid") {
      paid += gap->mean;
    } else if (gap->mean > 0) {
      unpaid.push_back(gap);
    }
  }
  if (unpaid.empty() || !(loss > 0)) return "";
  std::stable_sort(unpaid.begin(), unpaid.end(),
                   [](const GapFigure* a, const GapFigure* b) { return a->mean > b->mean; });
  language::Arguments arguments = {{"design", context.design_name(totals.front()->design)},
                                   {"policy", policy_words(context, *totals.front())},
                                   {"share", percent((loss - paid) / loss)},
                                   {"reason", reason_words(context, unpaid[0]->reason)}};
  if (unpaid.size() == 1) return context.say(message::finding_gap, arguments);
  // Reasons of one loss: the errors are added, which bounds that of the difference whatever their dependence.
  const double error = unpaid[0]->standard_error + unpaid[1]->standard_error;
  if (unpaid[0]->mean - unpaid[1]->mean > half_width_of_batches(1) * error)
    return context.say(message::finding_gap, arguments);
  arguments.emplace_back("second", reason_words(context, unpaid[1]->reason));
  return context.say(message::finding_gap_unclear, arguments);
}

}  // namespace

std::vector<std::string> gap_findings(const ReportContext& context, const std::string& design) {
  std::vector<std::string> findings;
  for (const auto& totals : insured_totals(context, design)) {
    if (std::string finding = gap_finding(context, totals); !finding.empty())
      findings.push_back(std::move(finding));
  }
  return findings;
}

Section gap_section(const ReportContext& context) {
  Section section{context.say(message::report_gaps), {}};
  const result::Result& result = context.result();
  if (result.gaps.empty()) return section;
  for (const scenario::CoverageDesign& design : context.designs()) {
    for (const auto& totals : insured_totals(context, design.id))
      add_waterfall(context, design.id, totals, section);
    add_list(context, design.id, section);
  }
  section.blocks.emplace_back(
      Note{context.say(message::gap_note, {{"years", grouped(static_cast<double>(result.gap_years), 0)}})});
  return section;
}

}  // namespace tenbin::cli
