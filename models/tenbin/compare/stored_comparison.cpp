#include "tenbin/compare/stored_comparison.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "tenbin/language/messages/compare.hpp"
#include "tenbin/language/messages/council.hpp"
#include "tenbin/result/stored_row.hpp"
#include "tenbin/scenario/reader.hpp"

namespace tenbin::compare {
namespace {

using result::StoredRow;
using scenario::Node;
using scenario::Reading;

constexpr const char* comparison_maker = "tenbin compare --format json";
constexpr const char* tornado_maker = "the program";

std::size_t number_of(std::int64_t value) { return value < 0 ? 0 : static_cast<std::size_t>(value); }

std::vector<std::string> texts_of(const Node* list) {
  std::vector<std::string> texts;
  if (list == nullptr) return texts;
  for (const Node* item : list->items) texts.push_back(item->text);
  return texts;
}

void read_variants(Reading& reading, const StoredRow& root, Comparison& comparison) {
  root.list("axes", comparison.across, [](const StoredRow& row, Across& out) {
    row.need("axis", out.axis);
    out.values = texts_of(row.node().find("values"));
  });
  root.list("variants", comparison.variants, [&](const StoredRow& row, VariantResult& out) {
    for (const Across& across : comparison.across) {
      const Node* values = row.node().find("values");
      const Node* value = values == nullptr ? nullptr : values->find(across.axis);
      out.values.push_back(value == nullptr ? "" : value->text);
    }
    const Node* input = row.node().find("input");
    if (input == nullptr) {
      reading.report_missing(row.node(), "input", message::stored_missing, {{"command", comparison_maker}});
      return;
    }
    reading.read_object(scenario::scenario_table(), &out.input, *input);
    scenario::fill_ids(out.input);
  });
}

/// Rows of a table that belong to a variant each.
template <class Item, class ReadItem>
void read_by_variant(Reading& reading, const StoredRow& root, const char* key, Comparison& comparison,
                     std::vector<Item> VariantResult::*target, const ReadItem& read_item) {
  struct Owned {
    Item item;
    std::int64_t variant = -1;
  };
  std::vector<Owned> rows;
  root.list(key, rows, [&](const StoredRow& row, Owned& out) {
    row.need("variant", out.variant);
    read_item(row, out.item);
    if (number_of(out.variant) >= comparison.variants.size())
      reading.report(row.node(), message::stored_no_variant, {{"variant", out.variant}});
  });
  for (Owned& row : rows) {
    if (number_of(row.variant) < comparison.variants.size())
      (comparison.variants[number_of(row.variant)].*target).push_back(std::move(row.item));
  }
}

void read_tables(Reading& reading, const StoredRow& root, Comparison& comparison) {
  const auto measure = [](const StoredRow& row, result::MeasureRow& out) {
    read_measure(row.may("basis", out.basis), out);
  };
  read_by_variant(reading, root, "measures", comparison, &VariantResult::measures, measure);
  read_by_variant(reading, root, "further", comparison, &VariantResult::further, measure);
  read_by_variant(reading, root, "curves", comparison, &VariantResult::curves,
                  [](const StoredRow& row, result::ExceedancePoint& out) { read_point(row, out); });
  root.list("differences", comparison.differences, [&](const StoredRow& row, Difference& out) {
    std::int64_t variant = 0;
    std::string verdict;
    read_measure(row.need("variant", variant), out);
    row.need("low", out.low)
        .need("high", out.high)
        .may("single_low", out.single_low)
        .may("single_high", out.single_high)
        .need("verdict", verdict);
    out.variant = number_of(variant);
    out.verdict = verdict_of(verdict);
    if (out.variant >= comparison.variants.size())
      reading.report(row.node(), message::stored_no_variant, {{"variant", variant}});
  });
}

}  // namespace

Verdict verdict_of(const std::string& word) {
  static constexpr std::array<std::pair<const char*, Verdict>, 3> words = {
      {{"more", Verdict::more}, {"less", Verdict::less}, {"same", Verdict::same}}};
  for (const auto& [known, verdict] : words) {
    if (word == known) return verdict;
  }
  return Verdict::cannot_tell;
}

ReadComparison read_comparison(std::string_view text, std::string file_name) {
  const scenario::Document document = scenario::parse_document(text);
  if (document.fault) return {std::nullopt, {{std::move(file_name), {}, *document.fault, 0}}};
  Reading reading(std::move(file_name));
  StoredComparison stored;
  Comparison& comparison = stored.comparison;
  if (result::is_document(*document.root, "tenbin/comparison", message::stored_no_comparison, reading)) {
    const StoredRow root(reading, *document.root, comparison_maker);
    std::int64_t reference = 0, family = 0;
    root.may("input_file", stored.source_file).need("years", comparison.years).need("reference", reference);
    if (document.root->find("variants") == nullptr) {
      reading.report_missing(*document.root, "variants", message::stored_missing,
                             {{"command", comparison_maker}});
    }
    read_variants(reading, root, comparison);
    if (const auto interval = root.object("interval"))
      interval->may("confidence", comparison.confidence).may("differences", family);
    if (const auto build = root.object("build")) result::read_build(*build, stored.version, stored.build);
    comparison.reference = number_of(reference);
    comparison.family = number_of(family);
    if (comparison.reference >= comparison.variants.size())
      reading.report(*document.root, message::stored_no_variant, {{"variant", reference}});
    read_tables(reading, root, comparison);
  }
  ReadComparison read;
  read.problems = reading.take_problems();
  if (read.problems.empty()) read.stored = std::move(stored);
  return read;
}

double TornadoRow::spread() const {
  return std::max({base, at_low, at_high}) - std::min({base, at_low, at_high});
}

ReadTornado read_tornado(std::string_view text, std::string file_name) {
  const scenario::Document document = scenario::parse_document(text);
  if (document.fault) return {std::nullopt, {{std::move(file_name), {}, *document.fault, 0}}};
  Reading reading(std::move(file_name));
  Tornado tornado;
  if (result::is_document(*document.root, "tenbin/tornado", message::stored_no_tornado, reading)) {
    const StoredRow root(reading, *document.root, tornado_maker);
    root.may("name", tornado.name)
        .may("currency", tornado.currency)
        .may("method", tornado.method)
        .may("years", tornado.years);
    if (document.root->find("rows") == nullptr)
      reading.report_missing(*document.root, "rows", message::stored_missing, {{"command", tornado_maker}});
    root.list("rows", tornado.rows, [](const StoredRow& row, TornadoRow& out) {
      row.need("parameter", out.parameter)
          .may("unit", out.unit)
          .need("value", out.value)
          .need("low", out.low)
          .need("high", out.high)
          .may("confidence", out.confidence)
          .may("judgement", out.judgement)
          .may("source", out.source)
          .need("subject", out.subject)
          .need("measure", out.measure)
          .need("base", out.base)
          .may("base_standard_error", out.base_se)
          .need("at_low", out.at_low)
          .may("at_low_standard_error", out.at_low_se)
          .need("at_high", out.at_high)
          .may("at_high_standard_error", out.at_high_se);
      if (const auto words = row.object("description"))
        words->may("en", out.description_en).may("ja", out.description_ja);
    });
  }
  ReadTornado read;
  read.problems = reading.take_problems();
  if (read.problems.empty()) read.tornado = std::move(tornado);
  return read;
}

std::string stored_format(std::string_view text) {
  const scenario::Document document = scenario::parse_document(text);
  const Node* format = document.root == nullptr ? nullptr : document.root->find("format");
  return format == nullptr ? "" : format->text;
}

}  // namespace tenbin::compare
