#include <algorithm>
#include <cstddef>
#include <optional>

#include "report/sections.hpp"
#include "tenbin/language/messages/report.hpp"

namespace tenbin::cli {
namespace {

constexpr std::size_t columns_beside_each_other = 3;  // three figures with errors fit into 80 columns

struct Row {
  std::string name, measure;
  std::optional<double> level;
};

std::vector<Row> figure_rows(const ReportContext& context, bool policies) {
  std::vector<Row> rows = {
      {context.say(message::figure_mean), "mean", {}},
      {context.say(message::figure_sd), "sd", {}},
      {context.say(message::figure_skewness), "skewness", {}},
      {context.say(policies ? message::figure_attachment_policy : message::figure_attachment),
       "probability_of_attachment",
       {}},
      {context.say(message::figure_exhaustion), "probability_of_exhaustion", {}}};
  for (const double level : context.levels()) {
    rows.push_back({context.say(message::figure_var,
                                {{"years", return_period_words(level)}, {"level", level_words(level)}}),
                    "var", level});
  }
  for (const double level : context.levels()) {
    rows.push_back(
        {context.say(message::figure_tvar, {{"share", tail_words(level)}, {"level", level_words(level)}}),
         "tvar", level});
  }
  return rows;
}

Table figure_table(const ReportContext& context, const std::string& caption,
                   const std::vector<FigureColumn>& columns) {
  Table table{caption, {{context.say(message::figure_heading), ColumnKind::sentence}}, {}, {0}};
  bool policies = true;
  for (const FigureColumn& column : columns) {
    table.columns.push_back({column.heading, ColumnKind::number});
    policies = policies && column.subject.compare(0, 7, "design/") == 0;
  }
  for (const Row& row : figure_rows(context, policies)) {
    std::vector<Cell> cells = {row.name};
    bool any = false;
    for (const FigureColumn& column : columns) {
      const result::MeasureRow* figure = context.find(column.subject, column.basis, row.measure, row.level);
      any = any || figure != nullptr;
      cells.push_back(context.cell(figure));
    }
    if (any) table.rows.push_back(std::move(cells));
  }
  return table;
}

}  // namespace

std::vector<Table> figure_tables(const ReportContext& context, const std::string& caption,
                                 const std::vector<FigureColumn>& columns) {
  std::vector<Table> tables;
  for (std::size_t first = 0; first < columns.size(); first += columns_beside_each_other) {
    const std::size_t last = std::min(columns.size(), first + columns_beside_each_other);
    const auto begin = columns.begin() + static_cast<std::ptrdiff_t>(first);
    const auto end = columns.begin() + static_cast<std::ptrdiff_t>(last);
    tables.push_back(figure_table(context, first == 0 ? caption : "", {begin, end}));
  }
  return tables;
}

Table who_table(const ReportContext& context, const std::string& caption,
                const std::vector<std::pair<std::string, std::string>>& name_and_subject) {
  Table table{caption,
              {{context.say(message::retained_who), ColumnKind::sentence},
               {context.say(message::figure_mean), ColumnKind::number}},
              {},
              {}};
  const std::optional<double> level = context.headline_level();
  if (level) {
    table.columns.push_back({context.say(message::figure_var, {{"years", return_period_words(*level)},
                                                               {"level", level_words(*level)}}),
                             ColumnKind::number});
    table.columns.push_back(
        {context.say(message::column_tvar, {{"share", tail_words(*level)}, {"level", level_words(*level)}}),
         ColumnKind::number});
  }
  for (const auto& [name, subject] : name_and_subject) {
    std::vector<Cell> cells = {name, context.cell(context.find(subject, "aep", "mean"))};
    if (level) {
      cells.push_back(context.cell(context.find(subject, "aep", "var", level)));
      cells.push_back(context.cell(context.find(subject, "aep", "tvar", level)));
    }
    table.rows.push_back(std::move(cells));
  }
  return table;
}

}  // namespace tenbin::cli
