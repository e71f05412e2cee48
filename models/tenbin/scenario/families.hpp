#pragma once

#include <string>
#include <vector>

#include "tenbin/frequency/frequency.hpp"
#include "tenbin/scenario/scenario.hpp"
#include "tenbin/severity/severity.hpp"

/// The families of distributions in the scenario language, and the engine's objects for them.
namespace tenbin::scenario {

/// The claim count of the distribution, without gamma mixing.
/// @throw ParameterError if the numbers do not fit together
FrequencyPtr make_frequency(const Distribution& distribution);

/// The claim size with its truncation and scale.
/// @throw ParameterError if the numbers do not fit together
SeverityPtr make_severity(const Distribution& distribution);

}  // namespace tenbin::scenario
