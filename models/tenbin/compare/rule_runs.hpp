#pragma once

#include <optional>
#include <vector>

#include "tenbin/compare/paired_run.hpp"
#include "tenbin/scenario/scenario.hpp"

namespace tenbin::compare {

/// What rule_runs() tells beside the means of everything that a liability rule divides.
struct RuleFigures {
  std::optional<double> tail_level{};  ///< TVaR of the parties' and the victim's year; none: not told
  bool prices = false;                 ///< technical premiums, and years beyond an insured's means
};

/// Scenarios that differ in `liability` alone, on one stream of events: the events are made once, and of
/// every rule only sums by batch are kept, beside the years of which tails and premiums are made. Incentives
/// give a rule a frequency and so events of its own; then each scenario is run for itself.
/// @param progress in years of one scenario: `aim` is years x scenarios
/// @return by scenario; nothing if it was stopped
std::optional<std::vector<PairedRun>> rule_runs(const std::vector<scenario::Scenario>& scenarios,
                                                const RuleFigures& told, const PairedOptions& options);

}  // namespace tenbin::compare
