#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tenbin/compare/comparison.hpp"
#include "tenbin/scenario/problem.hpp"

namespace tenbin::compare {

/// Words in both languages, as a document holds them.
struct StoredWords {
  std::string english, japanese;
  const std::string& in(language::Language language) const {
    return language == language::Language::japanese ? japanese : english;
  }
};

struct StoredPreset {
  std::string id;
  StoredWords name, rule, law, damage, assumes, not_modelled;
  std::string date, source, confidence;
  bool judgement = false;
  std::optional<double> claim_probability;
};

/// A run under one view of how many victims claim; never shown without the other.
struct StoredClaims {
  std::string id;                     ///< preset: each preset's own probability; one: the same for all
  std::optional<double> probability;  ///< of `one`
};

struct CouncilFigure {
  std::int64_t preset = 0, claims = 0;
  std::string figure;  ///< share | friction | uncompensated | insurers | mean | tail | under_half | ...
  std::string of;      ///< party, type of victim, policy; or empty
  std::string unit;    ///< share | probability | currency | per_year
  double value = 0, standard_error = 0;
  double difference = 0, difference_se = 0, low = 0, high = 0;  ///< from the reference preset, same claims
  Verdict verdict = Verdict::cannot_tell;
};

struct CouncilBar {
  std::string assumption;
  double low = 0, value = 0, high = 0;  ///< of the assumption
  double at_low = 0, at_low_se = 0, at_high = 0, at_high_se = 0;

  double spread() const;
};

/// What presets of liability do on the same events, as `tenbin compare --across liability` writes it.
struct StoredCouncil {
  std::string source_file, version, build, currency;
  std::int64_t years = 0;
  scenario::Scenario input;  ///< of the reference preset
  std::vector<StoredPreset> presets;
  std::size_t reference = 0;
  std::vector<StoredClaims> claims;
  double confidence = 0.95, tail_level = 0.99;
  std::vector<CouncilFigure> figures;
  std::string tornado_figure;  ///< empty: none
  std::int64_t tornado_years = 0;
  std::vector<CouncilBar> bars;

  /// Null where the document has no such figure.
  const CouncilFigure* find(std::size_t preset, std::size_t run, std::string_view figure,
                            std::string_view of) const;
  /// What the figure is told of, in the document's order.
  std::vector<std::string> all_of(std::string_view figure) const;
};

struct ReadCouncil {
  std::optional<StoredCouncil> council;
  std::vector<scenario::Problem> problems;
};

/// Reads a document of the format "tenbin/council". Keys that this version does not know are skipped.
/// @param file_name stands at the start of each problem's text
ReadCouncil read_council(std::string_view text, std::string file_name);

}  // namespace tenbin::compare
