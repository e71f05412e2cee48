#include "report/tornado_document.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "report/number_format.hpp"
#include "report/words.hpp"
#include "tenbin/language/messages/book.hpp"
#include "tenbin/language/messages/report.hpp"

namespace tenbin::cli {
namespace {

using rating::TornadoBar;
using rating::TornadoFigure;

std::string heading(const scenario::Scenario& scenario, const TornadoFigure& figure, const MoneyUnit& unit,
                    language::Language language) {
  const std::string value = significant_digits(figure.base / unit.size, 4);
  if (figure.measure == "mean") return text(language, message::tornado_mean, {{"value", value}});
  // "design/ID/policy/ID"
  const std::size_t policy = figure.subject.find("/policy/");
  const std::string design = figure.subject.substr(7, policy - 7);
  const std::string name =
      name_of_design(scenario.coverage_designs, design, language) + "/" + figure.subject.substr(policy + 8);
  return text(language,
              figure.measure == "expected_claims" ? message::tornado_claims : message::tornado_premium,
              {{"policy", name}, {"value", value}});
}

const std::string& meaning(const library::Number& number, language::Language language) {
  return language == language::Language::japanese ? number.description_ja : number.description_en;
}

}  // namespace

Document tornado_document(const scenario::Scenario& scenario, const std::vector<TornadoFigure>& figures,
                          std::size_t rows, language::Language language) {
  const auto say = [&](language::Message message, const language::Arguments& arguments = {}) {
    return text(language, message, arguments);
  };
  double largest = 0;
  for (const TornadoFigure& figure : figures) largest = std::max(largest, figure.base);
  const MoneyUnit unit = money_unit(largest, scenario.currency, language);
  Document document;
  document.title = say(message::tornado_title, {{"name", scenario.name}});
  document.subtitle = say(message::tornado_subtitle, {{"unit", unit.name}});
  for (const TornadoFigure& figure : figures) {
    Table table{"",
                {{say(message::tornado_number), ColumnKind::sentence},
                 {say(message::tornado_at_low), ColumnKind::number},
                 {say(message::tornado_at_high), ColumnKind::number},
                 {say(message::tornado_width), ColumnKind::number}},
                {},
                {}};
    const std::size_t shown = rows == 0 ? figure.bars.size() : std::min(rows, figure.bars.size());
    table.caption = say(message::tornado_bars,
                        {{"shown", std::to_string(shown)}, {"count", std::to_string(figure.bars.size())}});
    for (std::size_t i = 0; i < shown; ++i) {
      const TornadoBar& bar = figure.bars[i];
      const std::string number = meaning(*bar.number, language) + say(message::list_separator) +
                                 significant_digits(*bar.number->low, 3) + " .. " +
                                 significant_digits(*bar.number->high, 3);
      table.rows.push_back(
          {name_with_id(number, bar.number->id, language), significant_digits(bar.at_low / unit.size, 4),
           significant_digits(bar.at_high / unit.size, 4), significant_digits(bar.spread() / unit.size, 3)});
    }
    document.sections.push_back({heading(scenario, figure, unit, language), {std::move(table)}});
  }
  return document;
}

nlohmann::ordered_json tornado_json(const scenario::Scenario& scenario, const std::string& file,
                                    const std::vector<TornadoFigure>& figures) {
  using Json = nlohmann::ordered_json;
  Json json;
  json["format"] = "tenbin/tornado";
  json["version"] = 1;
  json["input_file"] = file;
  json["name"] = scenario.name;
  json["currency"] = scenario.currency;
  Json rows = Json::array();
  for (const TornadoFigure& figure : figures) {
    for (const TornadoBar& bar : figure.bars) {
      const library::Number& number = *bar.number;
      rows.push_back({{"parameter", number.id},
                      {"description", {{"en", number.description_en}, {"ja", number.description_ja}}},
                      {"unit", number.unit},
                      {"value", number.value},
                      {"low", *number.low},
                      {"high", *number.high},
                      {"confidence", library::to_string(number.confidence)},
                      {"judgement", number.judgement},
                      {"source", number.source},
                      {"subject", figure.subject},
                      {"measure", figure.measure},
                      {"base", figure.base},
                      {"at_low", bar.at_low},
                      {"at_high", bar.at_high},
                      {"spread", bar.spread()}});
    }
  }
  json["rows"] = std::move(rows);
  return json;
}

}  // namespace tenbin::cli
