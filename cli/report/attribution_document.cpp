#include "report/attribution_document.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "build_info.hpp"
#include "report/figure_words.hpp"
#include "report/json_writer.hpp"
#include "report/report_context.hpp"
#include "tenbin/language/messages/compare.hpp"
#include "tenbin/language/messages/export.hpp"
#include "tenbin/language/messages/report.hpp"
#include "tenbin/language/messages/terms.hpp"

namespace tenbin::cli {
namespace {

using compare::Attribution;
using compare::FigureChange;
using compare::InputDifference;
using compare::Part;
using compare::PartOfChange;
using language::Language;
using language::Message;
using Simulated = tenbin::Estimate;  // beside cli::Estimate, which is its rounded words

constexpr std::size_t longest_value = 60;  // characters of an input value in a table

Message words_of(Part part) {
  switch (part) {
    case Part::frequency:
      return message::term_frequency;
    case Part::severity:
      return message::term_severity;
    case Part::audit:
      return message::audit_method;
    case Part::liability:
      return message::diff_part_liability;
    case Part::terms:
      return message::diff_part_terms;
    case Part::together:
      return message::diff_part_together;
    case Part::simulation:
      return message::diff_part_simulation;
    case Part::program:
      return message::sheet_program;
    case Part::none:
      break;
  }
  return message::diff_part_none;
}

/// Both results' amounts decide the unit of money.
result::Result shared_result(const ComparedResults& results) {
  result::Result result;
  result.input = results.first.input;
  result.measures = results.first.measures;
  result.measures.insert(result.measures.end(), results.second.measures.begin(),
                         results.second.measures.end());
  return result;
}

/// A tail of a text that is cut at the boundary of a character.
std::string shortened(const std::string& text) {
  if (text.size() <= longest_value) return text;
  std::size_t end = longest_value;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "...";
}

class Writer {
 public:
  Writer(const Attribution& attribution, const ComparedResults& results, Language language)
      : attribution_(attribution),
        results_(results),
        shared_(shared_result(results)),
        context_(shared_, language) {}

  Document write() const {
    Document document{
        context_.say(message::diff_title, {{"first", results_.first_file}, {"second", results_.second_file}}),
        context_.say(message::diff_subtitle, {{"unit", context_.unit().name}}),
        {},
        {},
        {}};
    document.sections.push_back(findings());
    document.sections.push_back(inputs());
    if (!attribution_.parts.empty()) document.sections.push_back(figures());
    document.footer = context_.say(message::report_footer,
                                   {{"version", std::string(build_info().version)}, {"build", build_line()}});
    return document;
  }

 private:
  std::string what(const FigureChange& change) const {
    return figure_words(context_, change.subject, change.measure, change.level);
  }

  /// The part as its mean over all orders, where there is one, else in the forward order.
  static const Simulated& main_estimate(const PartOfChange& part) {
    return part.shapley ? *part.shapley : part.forward;
  }
  static double told(const Simulated& estimate) {
    return estimate.reliable ? estimate.standard_error : std::numeric_limits<double>::quiet_NaN();
  }

  /// "+1.2" or "-0.3"
  std::string signed_amount(const Simulated& estimate) const {
    const std::string figure = context_.amount(estimate.value, told(estimate)).value;
    return estimate.value > 0 ? "+" + figure : figure;
  }

  std::string sentence(const FigureChange& change) const {
    const double whole = change.second - change.first;
    language::Arguments arguments = {{"what", what(change)},
                                     {"unit", context_.unit().name},
                                     {"before", context_.amount(change.first)},
                                     {"after", context_.amount(change.second)}};
    if (whole == 0) return capital(context_.say(message::diff_unchanged, arguments));
    std::string parts;
    double moved = 0, chance = 0;
    for (const PartOfChange& part : change.parts) {
      const Simulated& estimate = main_estimate(part);
      if (estimate.value == 0) continue;
      moved += std::fabs(estimate.value);
      if (part.part == Part::simulation) chance = std::fabs(estimate.value);
      parts += (parts.empty() ? "" : context_.say(message::list_separator)) +
               context_.say(words_of(part.part)) + " " + signed_amount(estimate);
    }
    arguments.emplace_back("parts", parts);
    const std::string sentence =
        capital(context_.say(whole > 0 ? message::diff_rose : message::diff_fell, arguments));
    return 2 * chance > moved ? context_.say(message::diff_mostly_chance, {{"sentence", sentence}})
                              : sentence;
  }

  static std::string capital(std::string text) {
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
      text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
  }

  Section findings() const {
    Section section{context_.say(message::report_in_short), {}};
    const bool any = std::any_of(attribution_.figures.begin(), attribution_.figures.end(),
                                 [](const FigureChange& change) { return change.first != change.second; });
    if (!any) {
      section.blocks.emplace_back(Paragraph{context_.say(message::diff_nothing)});
      return section;
    }
    BulletList list;
    for (const FigureChange& change : attribution_.figures) list.items.push_back(sentence(change));
    section.blocks.emplace_back(std::move(list));
    return section;
  }

  Section inputs() const {
    Section section{context_.say(message::diff_inputs), {}};
    if (attribution_.inputs.empty()) {
      section.blocks.emplace_back(Paragraph{context_.say(message::diff_no_inputs)});
      return section;
    }
    Table table{"",
                {{context_.say(message::diff_place), ColumnKind::sentence},
                 {context_.say(message::diff_first), ColumnKind::sentence},
                 {context_.say(message::diff_second), ColumnKind::sentence},
                 {context_.say(message::diff_belongs), ColumnKind::sentence}},
                {},
                {},
                30};
    for (const InputDifference& difference : attribution_.inputs) {
      std::string parts;
      for (Part part : difference.parts)
        parts += (parts.empty() ? "" : context_.say(message::list_separator)) + context_.say(words_of(part));
      const auto value = [&](const std::string& text) {
        return text.empty() ? std::string("-") : shortened(text);
      };
      table.rows.push_back({difference.pointer, value(difference.first), value(difference.second), parts});
    }
    section.blocks.emplace_back(std::move(table));
    return section;
  }

  Cell cell(const Simulated& estimate) const {
    const Estimate figure = context_.amount(estimate.value, told(estimate));
    if (estimate.value == 0 && estimate.standard_error == 0) return Cell("0");
    return std::isfinite(told(estimate)) ? Cell(figure) : Cell(Estimate{figure.value, "?"});
  }

  Section figures() const {
    Section section{context_.say(message::diff_figures), {}};
    for (const FigureChange& change : attribution_.figures) {
      if (change.first == change.second && change.parts.empty()) continue;
      const bool several = change.parts.size() > 1;
      const bool shapley = several && !change.parts.empty() && change.parts.front().shapley.has_value();
      Table table{capital(what(change)),
                  {{context_.say(message::diff_part), ColumnKind::words},
                   {context_.say(message::diff_forward), ColumnKind::number}},
                  {},
                  {}};
      if (several) table.columns.push_back({context_.say(message::diff_reverse), ColumnKind::number});
      if (shapley) table.columns.push_back({context_.say(message::diff_shapley), ColumnKind::number});
      for (const PartOfChange& part : change.parts) {
        std::vector<Cell> row{context_.say(words_of(part.part)), cell(part.forward)};
        if (several) row.push_back(cell(part.reverse));
        if (shapley) row.push_back(part.shapley ? cell(*part.shapley) : Cell("-"));
        table.rows.push_back(std::move(row));
      }
      const Cell whole(context_.amount(change.second - change.first));
      std::vector<Cell> row{context_.say(message::diff_whole), whole};
      if (several) row.push_back(whole);
      if (shapley) row.push_back(whole);
      table.strong_rows = {table.rows.size()};
      table.rows.push_back(std::move(row));
      section.blocks.emplace_back(std::move(table));
    }
    section.blocks.emplace_back(Note{context_.say(message::diff_how_order)});
    if (!attribution_.one_by_one) section.blocks.emplace_back(Note{context_.say(message::diff_how_together)});
    section.blocks.emplace_back(Note{context_.say(message::diff_how_program)});
    return section;
  }

  const Attribution& attribution_;
  const ComparedResults& results_;
  result::Result shared_;
  ReportContext context_;
};

using Json = nlohmann::ordered_json;

Json value_of(const std::string& text) { return text.empty() ? Json(nullptr) : Json::parse(text); }

Json estimate_of(const tenbin::Estimate& estimate) {
  return {{"value", estimate.value},
          {"standard_error",
           estimate.reliable ? estimate.standard_error : std::numeric_limits<double>::quiet_NaN()}};
}

Json file_of(const std::string& file, const result::Result& result) {
  return {{"file", file},
          {"input_file", result.source_file},
          {"seed", result.input.simulation.seed},
          {"years", result.years_done},
          {"version", result.version},
          {"build", result.build}};
}

}  // namespace

Document attribution_document(const Attribution& attribution, const ComparedResults& results,
                              Language language) {
  return Writer(attribution, results, language).write();
}

std::string attribution_json(const Attribution& attribution, const ComparedResults& results) {
  Json document;
  document["format"] = "tenbin/diff";
  document["version"] = 1;
  document["first"] = file_of(results.first_file, results.first);
  document["second"] = file_of(results.second_file, results.second);
  document["currency"] = results.first.input.currency;
  document["one_by_one"] = attribution.one_by_one;
  Json& inputs = document["inputs"] = Json::array();
  for (const InputDifference& difference : attribution.inputs) {
    Json parts = Json::array();
    for (Part part : difference.parts) parts.push_back(std::string(to_string(part)));
    inputs.push_back({{"pointer", difference.pointer},
                      {"first", value_of(difference.first)},
                      {"second", value_of(difference.second)},
                      {"parts", parts}});
  }
  Json& figures = document["figures"] = Json::array();
  for (const FigureChange& change : attribution.figures) {
    Json parts = Json::array();
    for (const PartOfChange& part : change.parts) {
      parts.push_back({{"part", std::string(to_string(part.part))},
                       {"forward", estimate_of(part.forward)},
                       {"reverse", estimate_of(part.reverse)},
                       {"shapley", part.shapley ? estimate_of(*part.shapley) : Json(nullptr)}});
    }
    figures.push_back({{"subject", change.subject},
                       {"basis", "aep"},
                       {"measure", change.measure},
                       {"level", change.level ? Json(*change.level) : Json(nullptr)},
                       {"first", change.first},
                       {"second", change.second},
                       {"change", change.second - change.first},
                       {"parts", parts}});
  }
  return json_text(document);
}

}  // namespace tenbin::cli
