#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tenbin/scenario/pilot.hpp"
#include "tenbin/scenario/scenario.hpp"

namespace tenbin::scenario {

/// How the frequency of divided events answers to who bears them (docs/methods/liability.md, "Incentives").
struct FrequencyResponse {
  double multiplier = 1;  ///< care and activity together
  double care = 1, activity = 1;
  double log_error = 0;  ///< standard error of the logarithm of the care multiplier, by the pilot
  int rounds = 0;        ///< of the fixed point
  struct Share {
    std::string party;
    double now = 0, reference = 0;  ///< effective share of the damage: own + theta x (insured + levy)
  };
  std::vector<Share> shares;  ///< of the chain, then the victim
};

/// Pilots of the scenario's rule and of the reference rule on the same events. Shares depend on the frequency
/// a little, because a year's events share means: pilots are repeated at the frequency found, halving each
/// further step of the logarithm, until it moves by less than 1e-3 (at most 20 rounds). Answers are kept: the
/// same scenario is not run twice.
/// @throw Error
const FrequencyResponse& frequency_response(const Scenario& scenario);

}  // namespace tenbin::scenario
