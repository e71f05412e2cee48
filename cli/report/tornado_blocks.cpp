#include <algorithm>
#include <cmath>

#include "report/assumption_words.hpp"
#include "report/council_document.hpp"
#include "report/figure_words.hpp"
#include "report/words.hpp"
#include "tenbin/language/messages/council.hpp"
#include "tenbin/language/messages/report.hpp"

namespace tenbin::cli {
namespace {

using compare::Tornado;
using compare::TornadoRow;

constexpr std::size_t most_bars = 15;

/// "0.3 per year (0.1 .. 1)"
std::string range_words(const TornadoRow& row, language::Language language) {
  return with_unit(significant_digits(row.value, 4), row.unit, language) + " (" +
         significant_digits(row.low, 3) + " .. " + significant_digits(row.high, 3) + ")";
}

std::string words_of(const TornadoRow& row, language::Language language) {
  const std::string& words =
      language == language::Language::japanese ? row.description_ja : row.description_en;
  return words.empty() ? row.parameter : words;
}

Cell amount(const ReportContext& context, double value, double standard_error) {
  return standard_error == 0 ? Cell(context.amount(value)) : Cell(context.amount(value, standard_error));
}

}  // namespace

std::vector<Block> tornado_blocks(const Tornado& tornado, const ReportContext& context) {
  std::vector<std::pair<std::string, std::string>> figures;
  for (const TornadoRow& row : tornado.rows) {
    const std::pair<std::string, std::string> figure{row.subject, row.measure};
    if (std::find(figures.begin(), figures.end(), figure) == figures.end()) figures.push_back(figure);
  }
  std::vector<Block> blocks;
  for (const auto& [subject, measure] : figures) {
    std::vector<const TornadoRow*> rows;
    for (const TornadoRow& row : tornado.rows) {
      if (row.subject == subject && row.measure == measure) rows.push_back(&row);
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const TornadoRow* a, const TornadoRow* b) { return a->spread() > b->spread(); });
    const std::string caption = context.say(
        message::tornado_caption,
        {{"what", figure_words(context, subject, measure, std::nullopt)}, {"unit", context.unit().name}});
    BarChart chart{
        caption,
        context.unit().name,
        BarLayout::range,
        {},
        {{context.say(message::tornado_low), {}, {}}, {context.say(message::tornado_high), {}, {}}}};
    Table table{caption,
                {{context.say(message::assumptions_name), ColumnKind::sentence},
                 {context.say(message::assumptions_value), ColumnKind::sentence},
                 {context.say(message::tornado_low), ColumnKind::number},
                 {context.say(message::tornado_base), ColumnKind::number},
                 {context.say(message::tornado_high), ColumnKind::number},
                 {context.say(message::assumptions_confidence), ColumnKind::words}},
                {},
                {},
                most_bars};
    for (const TornadoRow* row : rows) {
      if (chart.categories.size() < most_bars) {
        chart.categories.push_back(words_of(*row, context.language()));
        chart.series[0].values.push_back(row->at_low / context.unit().size);
        chart.series[1].values.push_back(row->at_high / context.unit().size);
      }
      table.rows.push_back({number_cell(context, words_of(*row, context.language()), row->parameter),
                            range_words(*row, context.language()),
                            amount(context, row->at_low, row->at_low_se),
                            amount(context, row->base, row->base_se),
                            amount(context, row->at_high, row->at_high_se), context.word(row->confidence)});
    }
    if (!rows.empty()) chart.origin = rows.front()->base / context.unit().size;
    blocks.emplace_back(std::move(chart));
    blocks.emplace_back(std::move(table));
  }
  if (!tornado.method.empty()) blocks.emplace_back(Note{tornado.method});
  return blocks;
}

Document tornado_document(const Tornado& tornado, language::Language language) {
  result::Result shared;  // the unit of money
  shared.input.name = tornado.name;
  shared.input.currency = tornado.currency;
  for (const TornadoRow& row : tornado.rows)
    shared.measures.push_back(
        {row.subject, "aep", "mean", {}, std::max({row.base, row.at_low, row.at_high}), 0});
  const ReportContext context(shared, language, Extent::page);
  return {tornado.name,
          context.say(message::council_moves),
          {},
          {{context.say(message::council_moves), tornado_blocks(tornado, context)}},
          ""};
}

}  // namespace tenbin::cli
