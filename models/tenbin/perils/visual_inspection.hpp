#pragma once

#include <vector>

#include "tenbin/audit/belief.hpp"
#include "tenbin/library/library.hpp"
#include "tenbin/perils/source.hpp"
#include "tenbin/scenario/scenario.hpp"

namespace tenbin::perils {

/// Amount in scenario money for one unit of library money: the trend between the price years. Currencies must
/// agree.
/// @throw ParameterError where the scenario's currency is not the library's
real money_scale(const scenario::Scenario& scenario, library::LibraryReader& library);

/// What can happen around an AI that inspects parts by image, at its business user and at its integrator:
/// AI-caused events and the same policies' events of all other causes, so that the AI's share shows. Perils:
/// inspection_miss (systematic episodes: recall, liability, correction), isolated_escape (liability),
/// product_liability, recall (other causes), line_stop, cyber, professional_error, performance_shortfall.
/// Equations and sources: docs/methods/perils-visual-inspection.md.
/// @throw ParameterError naming a missing exposure and the peril that needs it
std::vector<Source> visual_inspection(const scenario::Deployment& deployment, const audit::Belief& belief,
                                      real money_scale, library::LibraryReader& library);

/// The chain of an AI inspection miss, step by step, for reports and tests.
struct InspectionMiss {
  real episodes = 0;  ///< safety-relevant systematic defect episodes [1/yr]
  real miss = 0;      ///< pi: mean probability that the AI misses an episode
  real escaped = 0;   ///< episodes that reach the market [1/yr]
  real recalls = 0;   ///< of those, with a field action [1/yr]
};

/// @param false_negative_rate of the test set
InspectionMiss inspection_miss_chain(const scenario::Deployment& deployment, real false_negative_rate,
                                     real money_scale, library::LibraryReader& library);

}  // namespace tenbin::perils
