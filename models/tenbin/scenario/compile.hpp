#pragma once

#include <vector>

#include "tenbin/coverage/compile_designs.hpp"
#include "tenbin/library/library.hpp"
#include "tenbin/perils/source.hpp"
#include "tenbin/result/result.hpp"
#include "tenbin/scenario/scenario.hpp"
#include "tenbin/simulation/plan.hpp"

namespace tenbin::scenario {

/// A scenario in the engine's terms, with what was assumed on the way.
struct Compiled {
  Plan plan;
  std::vector<result::Assumption> assumptions;  ///< ordered by id
  std::vector<result::AuditPosterior> audits;   ///< in the order of the deployments
  /// Standard error of the logarithm of the frequency where it follows from incentives, by their pilot.
  double frequency_log_error = 0;
  std::vector<perils::Source> sources;  ///< of the plan, in its order
};

/// Flat and checked: what the simulation reads.
/// @throw ParameterError in the scenario's own words
Compiled compile(const Scenario& scenario);

/// The plan of a compiled scenario with the designs of another, which differs from it in nothing else.
Plan with_designs(const Compiled& compiled, const Scenario& scenario);

/// The plan of a compiled scenario under another liability preset or other parameters of it: of another that
/// differs in `liability` alone. Its events are the same unless incentives move their frequency.
/// \pre both have a preset, and neither has incentives
Plan with_liability(const Compiled& compiled, const Scenario& scenario);

/// Without incentives, the frequency of the sources that a liability preset divides multiplied by a factor >
/// 0.
Compiled compile_scaled(const Scenario& scenario, double multiplier);

/// The sources of a scenario in the order of the plan, with laws that can still be evaluated exactly.
std::vector<perils::Source> compile_sources(const Scenario& scenario, library::LibraryReader& library,
                                            std::vector<result::AuditPosterior>& audits);

/// What each head of each source puts on whom, in the order of the sources and of their heads. Without
/// deployments there are no parties and the burdens are empty.
std::vector<coverage::Feed> compile_feeds(const Scenario& scenario,
                                          const std::vector<perils::Source>& sources,
                                          library::LibraryReader& library);

/// The count of a peril that is given directly: its own gamma mixing is part of the law, a shared one is not.
FrequencyPtr explicit_frequency(const Frequency& frequency);

/// What stands behind the numbers that a calculation has used.
std::vector<result::Assumption> assumptions(const library::LibraryReader& library);

}  // namespace tenbin::scenario
