#include "tenbin/compare/stored_council.hpp"

#include <algorithm>
#include <utility>

#include "tenbin/compare/stored_comparison.hpp"
#include "tenbin/language/messages/compare.hpp"
#include "tenbin/language/messages/council.hpp"
#include "tenbin/result/stored_row.hpp"
#include "tenbin/scenario/reader.hpp"

namespace tenbin::compare {
namespace {

using result::StoredRow;

constexpr const char* maker = "tenbin compare --across liability --format json";

void read_words(const StoredRow& row, const char* key, StoredWords& out) {
  if (const auto words = row.object(key)) words->may("en", out.english).may("ja", out.japanese);
}

void read_lists(const StoredRow& root, StoredCouncil& council) {
  root.list("presets", council.presets, [](const StoredRow& row, StoredPreset& out) {
    row.need("id", out.id)
        .may("date", out.date)
        .may("source", out.source)
        .may("confidence", out.confidence)
        .may("judgement", out.judgement)
        .may("claim_probability", out.claim_probability);
    read_words(row, "name", out.name);
    read_words(row, "rule", out.rule);
    read_words(row, "law", out.law);
    read_words(row, "damage", out.damage);
    read_words(row, "assumes", out.assumes);
    read_words(row, "not_modelled", out.not_modelled);
  });
  root.list("claims", council.claims, [](const StoredRow& row, StoredClaims& out) {
    row.need("id", out.id).may("probability", out.probability);
  });
  root.list("figures", council.figures, [](const StoredRow& row, CouncilFigure& out) {
    std::string verdict;
    row.need("preset", out.preset)
        .need("claims", out.claims)
        .need("figure", out.figure)
        .may("of", out.of)
        .may("unit", out.unit)
        .need("value", out.value)
        .need("standard_error", out.standard_error)
        .may("difference", out.difference)
        .may("difference_standard_error", out.difference_se)
        .may("low", out.low)
        .may("high", out.high)
        .may("verdict", verdict);
    out.verdict = verdict_of(verdict);
  });
  const auto tornado = root.object("tornado");
  if (!tornado) return;
  tornado->may("figure", council.tornado_figure).may("years", council.tornado_years);
  tornado->list("bars", council.bars, [](const StoredRow& row, CouncilBar& out) {
    row.need("assumption", out.assumption)
        .need("low", out.low)
        .need("value", out.value)
        .need("high", out.high)
        .need("at_low", out.at_low)
        .may("at_low_standard_error", out.at_low_se)
        .need("at_high", out.at_high)
        .may("at_high_standard_error", out.at_high_se);
  });
}

/// Figures that name a preset or a run that the document does not have.
void check_places(const StoredRow& root, const StoredCouncil& council, scenario::Reading& reading) {
  const auto presets = static_cast<std::int64_t>(council.presets.size());
  const auto runs = static_cast<std::int64_t>(council.claims.size());
  if (static_cast<std::int64_t>(council.reference) >= presets)
    reading.report(root.node(), message::stored_no_variant, {{"variant", council.reference}});
  for (const CouncilFigure& figure : council.figures) {
    if (figure.preset < presets && figure.claims < runs) continue;
    reading.report(root.node(), message::stored_no_variant, {{"variant", figure.preset}});
    return;
  }
}

}  // namespace

double CouncilBar::spread() const {
  return std::max({0.0, at_low, at_high}) - std::min({0.0, at_low, at_high});
}

const CouncilFigure* StoredCouncil::find(std::size_t preset, std::size_t run, std::string_view figure,
                                         std::string_view of) const {
  for (const CouncilFigure& one : figures) {
    if (one.preset == static_cast<std::int64_t>(preset) && one.claims == static_cast<std::int64_t>(run) &&
        one.figure == figure && one.of == of)
      return &one;
  }
  return nullptr;
}

std::vector<std::string> StoredCouncil::all_of(std::string_view figure) const {
  std::vector<std::string> all;
  for (const CouncilFigure& one : figures) {
    if (one.figure == figure && std::find(all.begin(), all.end(), one.of) == all.end()) all.push_back(one.of);
  }
  return all;
}

ReadCouncil read_council(std::string_view text, std::string file_name) {
  const scenario::Document document = scenario::parse_document(text);
  if (document.fault) return {std::nullopt, {{std::move(file_name), {}, *document.fault, 0}}};
  scenario::Reading reading(std::move(file_name));
  StoredCouncil council;
  if (result::is_document(*document.root, "tenbin/council", message::stored_no_comparison, reading)) {
    const StoredRow root(reading, *document.root, maker);
    std::int64_t reference = 0;
    root.may("input_file", council.source_file)
        .may("currency", council.currency)
        .need("years", council.years)
        .may("reference", reference)
        .may("tail_level", council.tail_level);
    council.reference = static_cast<std::size_t>(std::max<std::int64_t>(reference, 0));
    for (const char* key : {"input", "presets", "claims", "figures"}) {
      if (document.root->find(key) == nullptr)
        reading.report_missing(*document.root, key, message::stored_missing, {{"command", maker}});
    }
    if (const scenario::Node* input = document.root->find("input")) {
      reading.read_object(scenario::scenario_table(), &council.input, *input);
      scenario::fill_ids(council.input);
    }
    if (const auto build = root.object("build")) result::read_build(*build, council.version, council.build);
    if (const auto interval = root.object("interval")) interval->may("confidence", council.confidence);
    read_lists(root, council);
    check_places(root, council, reading);
  }
  ReadCouncil read;
  read.problems = reading.take_problems();
  if (read.problems.empty()) read.council = std::move(council);
  return read;
}

}  // namespace tenbin::compare
