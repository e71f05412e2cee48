#pragma once

#include <string>
#include <vector>

#include "tenbin/scenario/problem.hpp"
#include "tenbin/scenario/scenario.hpp"

namespace tenbin::scenario {

/// Compiles a scenario and sets its simulation up without drawing a year: the last check, for what only the
/// engine can find out, such as a law whose quantiles cannot be tabulated. A part that the engine refuses is
/// named by its pointer, or by "/" where only the whole is refused. Nothing if all is well.
/// @throw std::bad_alloc
std::vector<Problem> rehearse(const Scenario& scenario, const std::string& file);

}  // namespace tenbin::scenario
