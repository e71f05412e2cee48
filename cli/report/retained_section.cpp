#include <algorithm>

#include "report/sections.hpp"
#include "report/verdict.hpp"
#include "report/words.hpp"
#include "tenbin/language/messages/report.hpp"

namespace tenbin::cli {

namespace {

/// Differences that the table shows: mean and the tail at the headline level.
bool is_shown(const ReportContext& context, const result::DesignDifference& difference) {
  return difference.measure == "mean" ||
         (difference.measure == "tvar" && difference.level == context.headline_level());
}

Table difference_table(const ReportContext& context) {
  const auto& all = context.result().differences;
  const auto shown = static_cast<std::size_t>(std::count_if(
      all.begin(), all.end(), [&](const result::DesignDifference& d) { return is_shown(context, d); }));
  Table table{
      context.say(message::differences_caption,
                  {{"reference", context.design_name(all.front().reference)}, {"unit", context.unit().name}}),
      {{context.say(message::retained_who), ColumnKind::sentence},
       {context.say(message::figure_heading), ColumnKind::sentence},
       {context.say(message::differences_value), ColumnKind::number},
       {context.say(message::verify_verdict), ColumnKind::words}},
      {},
      {}};
  for (const result::DesignDifference& difference : all) {
    if (!is_shown(context, difference)) continue;
    const std::string who =
        context.say(difference.subject == "insurer" ? message::subject_insurers : message::subject_insureds);
    const std::string what =
        difference.level ? context.say(message::figure_tvar, {{"share", tail_words(*difference.level)},
                                                              {"level", level_words(*difference.level)}})
                         : context.say(message::figure_mean);
    table.rows.push_back(
        {context.say(message::subject_in_design,
                     {{"design", context.design_name(difference.design)}, {"subject", who}}),
         what, Cell(context.amount(difference.value, difference.standard_error)),
         context.say(verdict(difference.value, difference.standard_error, half_width_of_years(shown)))});
  }
  return table;
}

}  // namespace

Section retained_section(const ReportContext& context) {
  Section section{context.say(message::report_retained), {}};
  const std::string& unit = context.unit().name;
  for (const scenario::CoverageDesign& design : context.designs()) {
    const std::string prefix = "design/" + design.id;
    std::vector<std::pair<std::string, std::string>> rows = {
        {context.say(message::subject_ground_up), "ground_up"},
        {context.say(message::subject_insurers), prefix + "/insurer"},
        {context.say(message::subject_insureds), prefix + "/insured"}};
    for (const scenario::Policy& policy : design.policies) {
      const std::string subject = prefix + "/policy/" + policy.id + "/insured";
      if (context.has_subject(subject)) rows.emplace_back(context.insured_name(policy), subject);
    }
    const std::string caption =
        context.say(message::retained_caption, {{"design", context.design_name(design.id)}, {"unit", unit}});
    Table table = who_table(context, caption, rows);
    table.strong_rows = {1, 2};
    section.blocks.emplace_back(std::move(table));
  }
  if (!context.designs().empty()) {
    section.blocks.emplace_back(Note{context.say(message::retained_note)});
  }
  if (!context.result().differences.empty()) {
    section.blocks.emplace_back(difference_table(context));
    section.blocks.emplace_back(Note{context.say(message::differences_note)});
  }
  std::vector<std::pair<std::string, std::string>> parties;
  for (const std::string& subject : context.subjects_under("party/")) {
    parties.emplace_back(context.word(subject.substr(6)), subject);
  }
  if (!parties.empty()) {
    if (context.extent() == Extent::page) {
      BarChart chart{context.say(message::parties_caption, {{"unit", unit}}),
                     context.say(message::figure_mean) + " [" + unit + "]",
                     BarLayout::beside,
                     {},
                     {{context.say(message::figure_mean), {}, {}}}};
      for (const auto& [name, subject] : parties) {
        const result::MeasureRow* mean = context.find(subject, "aep", "mean");
        if (mean == nullptr) continue;
        chart.categories.push_back(name);
        chart.series.front().values.push_back(mean->value / context.unit().size);
        chart.series.front().standard_errors.push_back(mean->standard_error / context.unit().size);
      }
      section.blocks.emplace_back(std::move(chart));
    }
    section.blocks.emplace_back(
        who_table(context, context.say(message::parties_caption, {{"unit", unit}}), parties));
    if (context.result().input.liability) {
      section.blocks.emplace_back(Note{
          context.say(message::parties_note,
                      {{"rule", name_of_rule(context.result().input.liability->rule, context.language())}})});
    }
  }
  return section;
}

}  // namespace tenbin::cli
