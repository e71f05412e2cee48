#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tenbin/compare/comparison.hpp"
#include "tenbin/compare/paired_run.hpp"
#include "tenbin/scenario/scenario.hpp"

/// Liability presets on the same events: who finally bears what.
namespace tenbin::compare {

/// The presets that can be compared without further words: all but the one for the user's own loss and the
/// one whose liable party is computed.
std::vector<std::string> comparable_presets();

/// A figure of one preset in one of the two runs.
///
/// figure            of              unit
/// share             PARTY, victim,  share of all damage that is divided, of third parties and of the
/// business
///                   fund            user; the shares add up to 1 + friction
/// friction          (empty)         cost of claims, defence and recourse, same base
/// uncompensated     (empty)         what the law gave third parties and they never received, share of their
///                                   damage
/// insurers          (empty)         part of the parties' burdens that background insurance bears
/// mean, tail        PARTY, victim   a year's burden: mean, and mean of the worst years (TVaR at
///                                   `tail_level`) [currency]
/// under_half        TYPE            probability that a victim of that type receives less than half its
/// damage,
///                                   net of its costs
/// nothing           TYPE            ... that it receives nothing
/// insolvencies      PARTY           events a year at which the party's means are used up
/// beyond            DESIGN/POLICY   probability that a year leaves its insured with more than its means
/// premium           DESIGN/POLICY   technical premium [currency]
/// levy              PARTY           paid into funds a year [currency]
struct RuleFigure {
  std::size_t preset = 0, claims = 0;  ///< places in Council::presets and Council::claims
  std::string figure, of;
  double value = 0, standard_error = 0;  ///< NaN: not told
  /// Against the reference preset of the same run, with an interval that holds for all differences together.
  double difference = 0, difference_error = 0, low = 0, high = 0;
  Verdict verdict = Verdict::same;
};

/// How claims are made in a run.
struct ClaimsRun {
  std::string id;                     ///< preset: each with its own probability; one: the same for all
  std::optional<double> probability;  ///< of "one"
};

/// One assumption moved to the ends of its range, everything else as it was.
struct TornadoBar {
  std::string assumption;  ///< id in the library, or a key of the preset
  double low = 0, value = 0, high = 0;
  double at_low = 0, at_low_error = 0;    ///< change of the figure
  double at_high = 0, at_high_error = 0;  ///< and its standard error
  /// The larger of the two changes.
  double reach() const;
};

struct Council {
  scenario::Scenario input;  ///< of the reference
  std::vector<std::string> presets;
  std::size_t reference = 0;
  std::vector<ClaimsRun> claims;
  std::vector<RuleFigure> figures;
  std::string tornado_figure = "share of the victim";
  std::vector<TornadoBar> tornado;  ///< of the reference preset with its own claims; longest first
  std::int64_t years = 0, tornado_years = 0;
  double tail_level = 0.99, confidence = 0.95;
  std::size_t family = 0;  ///< differences whose intervals hold together
  double seconds = 0;

  const RuleFigure* find(std::size_t preset, std::size_t claims, const std::string& figure,
                         const std::string& of) const;
};

/// Runs every preset twice: with its own probability of a claim, and with one for all, because most of the
/// first ranking comes from who claims and not from the rule. What the scenario says of parties, contracts,
/// causes and the user's own loss holds for all; its own changes of a preset's parameters do not.
/// @param presets ids; the first is the reference
/// @return nothing if it was stopped
std::optional<Council> council(const scenario::Scenario& scenario, const std::vector<std::string>& presets,
                               const PairedOptions& options);

/// The scenario under a preset, and with a probability of claims where one is given.
scenario::Scenario under_preset(scenario::Scenario scenario, const std::string& preset,
                                std::optional<double> claim_probability);

}  // namespace tenbin::compare
