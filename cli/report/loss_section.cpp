#include "report/sections.hpp"
#include "tenbin/language/messages/report.hpp"

namespace tenbin::cli {
namespace {

ChartSeries series_of(const ReportContext& context, const std::string& subject, const std::string& name) {
  ChartSeries series{name, {}};
  for (const result::ExceedancePoint& point : context.result().curves) {
    if (point.subject != subject || point.basis != "aep") continue;
    series.points.push_back(
        {point.return_period, point.loss / context.unit().size, point.standard_error / context.unit().size});
  }
  return series;
}

std::optional<ExceedanceChart> chart_of(const ReportContext& context) {
  const std::string& unit = context.unit().name;
  ExceedanceChart chart{context.say(message::chart_caption, {{"unit", unit}}),
                        context.say(message::chart_loss_axis, {{"unit", unit}}),
                        context.say(message::chart_return_period_axis),
                        {}};
  const auto add = [&](const std::string& subject, const std::string& name) {
    ChartSeries series = series_of(context, subject, name);
    if (!series.points.empty()) chart.series.push_back(std::move(series));
  };
  add("ground_up", context.say(message::subject_ground_up));
  for (const scenario::CoverageDesign& design : context.designs()) {
    add("design/" + design.id + "/insured",
        context.say(message::subject_in_design, {{"design", context.design_name(design.id)},
                                                 {"subject", context.say(message::subject_insureds)}}));
  }
  if (chart.series.empty()) return std::nullopt;
  return chart;
}

void add_tables(Section& section, std::vector<Table> tables) {
  for (Table& table : tables) section.blocks.emplace_back(std::move(table));
}

}  // namespace

Section loss_section(const ReportContext& context) {
  Section section{context.say(message::report_loss), {}};
  if (const auto chart = chart_of(context)) section.blocks.emplace_back(*chart);
  add_tables(section,
             figure_tables(context, context.say(message::loss_caption, {{"unit", context.unit().name}}),
                           {{context.say(message::loss_year_sum), "ground_up", "aep"},
                            {context.say(message::loss_largest_event), "ground_up", "oep"}}));
  for (const scenario::CoverageDesign& design : context.designs()) {
    const std::string prefix = "design/" + design.id;
    std::vector<FigureColumn> columns;
    if (design.policies.size() > 1)
      columns.push_back({context.say(message::subject_all_policies), prefix + "/insurer"});
    for (const scenario::Policy& policy : design.policies) {
      columns.push_back(
          {context.say(message::subject_policy, {{"policy", policy.id}}), prefix + "/policy/" + policy.id});
    }
    add_tables(section, figure_tables(context,
                                      context.say(message::loss_claims_caption,
                                                  {{"design", context.design_name(design.id)},
                                                   {"unit", context.unit().name}}),
                                      columns));
  }
  section.blocks.emplace_back(Note{context.say(message::loss_note)});
  return section;
}

}  // namespace tenbin::cli
