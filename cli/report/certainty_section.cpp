#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>
#include <utility>

#include "report/assumption_words.hpp"
#include "report/sections.hpp"
#include "tenbin/language/messages/book.hpp"
#include "tenbin/language/messages/export.hpp"
#include "tenbin/language/messages/pages.hpp"
#include "tenbin/language/messages/report.hpp"

namespace tenbin::cli {
namespace {

using language::Message;
using result::Assumption;

constexpr double few_tail_years = 100;  // the relative error of a tail frequency is then 10 %

bool cannot_tell_somewhere(const ReportContext& context) {
  return std::any_of(context.result().measures.begin(), context.result().measures.end(),
                     [](const result::MeasureRow& row) { return !std::isfinite(row.standard_error); });
}

BulletList errors_list(const ReportContext& context) {
  const result::Result& result = context.result();
  BulletList list;
  const auto years = static_cast<double>(result.years_done);
  list.items.push_back(context.say(message::certainty_errors, {{"years", grouped(years, 0)}}));
  if (const result::MeasureRow* mean = context.find("ground_up", "aep", "mean");
      mean != nullptr && mean->value > 0 && std::isfinite(mean->standard_error)) {
    list.items.push_back(context.say(message::certainty_relative,
                                     {{"share", "±" + percent(mean->standard_error / mean->value)}}));
  }
  if (!context.levels().empty()) {
    const double level = context.levels().back();
    const double beyond = years * (1 - level);
    std::string sentence = context.say(message::certainty_tail, {{"years", return_period_words(level)},
                                                                 {"count", significant_digits(beyond, 3)}});
    if (beyond < few_tail_years) {
      sentence += (context.language() == language::Language::english ? " " : "") +
                  context.say(message::certainty_few);
    }
    list.items.push_back(sentence);
  }
  if (cannot_tell_somewhere(context)) list.items.push_back(context.say(message::certainty_cannot_tell));
  if (result.target_met.value_or(false)) list.items.push_back(context.say(message::certainty_target_met));
  return list;
}

Table audit_table(const ReportContext& context) {
  Table table{context.say(message::audit_caption),
              {{context.say(message::audit_deployment), ColumnKind::words},
               {context.say(message::audit_method), ColumnKind::words},
               {context.say(message::audit_score), ColumnKind::number},
               {context.say(message::audit_quality), ColumnKind::number},
               {context.say(message::audit_credibility), ColumnKind::number},
               {context.say(message::audit_better), ColumnKind::number}},
              {},
              {}};
  for (const result::AuditPosterior& audit : context.result().audits) {
    table.rows.push_back({audit.deployment, context.word(audit.method), significant_digits(audit.score, 3),
                          Cell(Estimate{grouped(audit.mean, 1), grouped(audit.sd, 1)}),
                          grouped(audit.credibility, 2), percent(better_than_class(audit))});
  }
  return table;
}

/// Small is weak.
int strength(const Assumption& assumption) {
  const int confidence = assumption.confidence == "low" ? 0 : assumption.confidence == "medium" ? 1 : 2;
  return 2 * confidence + (assumption.judgement ? 0 : 1);
}

/// Of an own number, what it stands in place of.
std::string own_words(const Assumption& assumption, const ReportContext& context) {
  if (assumption.standard) {
    return ", " + context.say(message::assumption_in_place_of,
                              {{"value", significant_digits(*assumption.standard, 4)}});
  }
  return assumption.own ? ", " + context.say(message::assumption_own) : "";
}

/// Where the spread of a year's loss comes from, before insurance and for each policy.
std::optional<Table> variance_table(const ReportContext& context) {
  Table table{context.say(message::variance_caption, {{"unit", context.unit().name}}),
              {{context.say(message::variance_subject), ColumnKind::sentence},
               {context.say(message::variance_process), ColumnKind::number},
               {context.say(message::variance_parameter), ColumnKind::number},
               {context.say(message::variance_simulation), ColumnKind::number}},
              {},
              {}};
  const auto add = [&](const std::string& subject, const std::string& name) {
    const auto* process = context.find(subject, "aep", "process_variance");
    const auto* parameter = context.find(subject, "aep", "parameter_variance");
    const auto* mean = context.find(subject, "aep", "mean");
    if (process == nullptr || parameter == nullptr || mean == nullptr) return;
    const auto root = [](double variance) { return std::sqrt(std::max(variance, 0.0)); };
    table.rows.push_back({name, context.amount(root(process->value)), context.amount(root(parameter->value)),
                          context.amount(mean->standard_error)});
  };
  add("ground_up", context.say(message::variance_ground_up));
  for (const scenario::CoverageDesign& design : context.designs()) {
    for (const scenario::Policy& policy : design.policies)
      add("design/" + design.id + "/policy/" + policy.id, context.design_name(design.id) + ": " + policy.id);
  }
  if (table.rows.empty()) return std::nullopt;
  return table;
}

Table assumptions_table(const ReportContext& context) {
  Table table{context.say(message::assumptions_caption),
              {{context.say(message::assumptions_name), ColumnKind::sentence},
               {context.say(message::assumptions_value), ColumnKind::sentence},
               {context.say(message::assumptions_confidence), ColumnKind::words},
               {context.say(message::assumptions_basis), ColumnKind::sentence}},
              {},
              {},
              15};
  std::vector<const Assumption*> ordered;
  for (const Assumption& assumption : context.result().assumptions) ordered.push_back(&assumption);
  std::stable_sort(ordered.begin(), ordered.end(), [](const Assumption* a, const Assumption* b) {
    return std::tuple(!a->own, strength(*a), -reach(*a)) < std::tuple(!b->own, strength(*b), -reach(*b));
  });
  for (const Assumption* assumption : ordered) {
    const Message basis =
        assumption->judgement ? message::assumptions_judgement : message::assumptions_sourced;
    table.rows.push_back({number_cell(context, meaning_of(*assumption, context.language()), assumption->id),
                          value_words(*assumption, context.language()) + own_words(*assumption, context),
                          context.word(assumption->confidence),
                          Cell(context.say(basis), assumption->source)});
  }
  return table;
}

std::string convergence_name(const ReportContext& context, const std::string& subject) {
  if (subject == "ground_up") return context.say(message::subject_ground_up);
  const std::string design = subject.substr(7, subject.find('/', 7) - 7);
  return context.say(message::subject_in_design, {{"design", context.design_name(design)},
                                                  {"subject", context.say(message::subject_insurers)}});
}

/// A figure as years were added: picture, and the same as a table.
void add_convergence(const ReportContext& context, const std::string& measure, const std::string& caption,
                     Section& section) {
  const std::string years = context.say(message::sheet_years);
  CurveChart chart{caption, years, context.unit().name, {}};
  Table table{caption, {{years, ColumnKind::number}}, {}, {}};
  std::vector<std::int64_t> steps;
  for (const result::ConvergencePoint& point : context.result().convergence) {
    if (point.measure != measure) continue;
    const std::string name = convergence_name(context, point.subject);
    if (chart.series.empty() || chart.series.back().name != name) {
      chart.series.push_back({name, {}});
      table.columns.push_back({name, ColumnKind::number});
    }
    chart.series.back().points.push_back({static_cast<double>(point.years), point.value / context.unit().size,
                                          point.standard_error / context.unit().size});
    steps.push_back(point.years);
  }
  std::sort(steps.begin(), steps.end());
  steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
  if (steps.size() < 2) return;
  for (const std::int64_t step : steps) {
    std::vector<Cell> row = {grouped(static_cast<double>(step), 0)};
    for (const ChartSeries& series : chart.series) {
      const auto found = std::find_if(
          series.points.begin(), series.points.end(),
          [&](const ChartPoint& point) { return point.return_period == static_cast<double>(step); });
      row.push_back(found == series.points.end() ? Cell("?")
                                                 : Cell(estimate(found->loss, found->standard_error)));
    }
    table.rows.push_back(std::move(row));
  }
  section.blocks.emplace_back(std::move(chart));
  section.blocks.emplace_back(std::move(table));
}

}  // namespace

Section certainty_section(const ReportContext& context) {
  Section section{context.say(message::report_certainty), {errors_list(context)}};
  if (context.extent() == Extent::page && !context.result().convergence.empty()) {
    const std::string& unit = context.unit().name;
    add_convergence(context, "mean", context.say(message::convergence_mean_caption, {{"unit", unit}}),
                    section);
    if (const auto level = context.headline_level()) {
      add_convergence(
          context, "tvar",
          context.say(message::convergence_tail_caption, {{"share", tail_words(*level)}, {"unit", unit}}),
          section);
    }
    section.blocks.emplace_back(Note{context.say(message::convergence_note)});
  }
  if (const std::optional<Table> variance = variance_table(context)) {
    section.blocks.emplace_back(*variance);
    section.blocks.emplace_back(Note{context.say(message::variance_note)});
  }
  const auto& assumptions = context.result().assumptions;
  const auto own = std::count_if(assumptions.begin(), assumptions.end(),
                                 [](const Assumption& assumption) { return assumption.own; });
  if (own > 0) {
    section.blocks.emplace_back(
        Paragraph{context.say(message::assumptions_own_count, {{"count", std::to_string(own)}})});
  }
  if (!context.result().audits.empty()) {
    section.blocks.emplace_back(audit_table(context));
    section.blocks.emplace_back(Note{context.say(message::audit_note)});
  }
  if (!context.result().assumptions.empty()) {
    section.blocks.emplace_back(assumptions_table(context));
    section.blocks.emplace_back(Note{context.say(
        message::assumptions_note, {{"count", std::to_string(context.result().assumptions.size())}})});
  }
  return section;
}

Section unknown_section(const ReportContext& context) {
  const scenario::Scenario& input = context.result().input;
  BulletList list;
  list.items.push_back(context.say(message::unknown_parameters));
  if (!input.deployments.empty()) list.items.push_back(context.say(message::unknown_data));
  if (!input.perils.empty()) list.items.push_back(context.say(message::unknown_given));
  list.items.push_back(context.say(message::unknown_perils));
  if (input.liability) list.items.push_back(context.say(message::unknown_courts));
  list.items.push_back(context.say(message::unknown_future));
  return {context.say(message::report_unknown), {list}};
}

}  // namespace tenbin::cli
