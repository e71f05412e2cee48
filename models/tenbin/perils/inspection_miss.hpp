#pragma once

#include "tenbin/library/library.hpp"
#include "tenbin/perils/circumstances.hpp"
#include "tenbin/scenario/scenario.hpp"

namespace tenbin::perils {

/// The chain of an AI inspection miss, step by step, for reports and tests.
struct InspectionMiss {
  real episodes = 0;  ///< safety-relevant systematic defect episodes [1/yr]
  real miss = 0;      ///< pi: mean probability that the AI misses an episode
  real escaped = 0;   ///< episodes that reach the market [1/yr]
  real recalls = 0;   ///< of those, with a field action [1/yr]
};

/// Equations and sources: docs/methods/perils-visual-inspection.md.
/// @param false_negative_rate of the test set
/// @throw ParameterError
InspectionMiss inspection_miss_chain(const Circumstances& at, real false_negative_rate);

/// The false negative rate to which the market's totals refer.
real reference_false_negative_rate(const Circumstances& at);

}  // namespace tenbin::perils
