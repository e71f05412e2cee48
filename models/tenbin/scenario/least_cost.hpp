#pragma once

#include "tenbin/liability/preset.hpp"
#include "tenbin/scenario/scenario.hpp"

namespace tenbin::scenario {

/// The party that the computed preset puts everything on (docs/methods/liability.md, "Incentives").
struct LeastCost {
  liability::Role party{}, runner_up{};
  double cost = 0, runner_up_cost = 0;  ///< of care and accidents together [currency/yr]
  bool is_joint_care = false;           ///< several can take care: a mix may cost less
};

/// True for the preset whose party is worked out.
bool is_computed(const Scenario& scenario);

/// By liability::least_cost_avoider(). The care that parties take under the reference rule follows from the
/// shares they feel there (a pilot), and with it the frequency without care; of ties the first in the chain.
/// Answers are kept: the same scenario is not run twice. \pre is_computed()
const LeastCost& least_cost(const Scenario& scenario);

}  // namespace tenbin::scenario
