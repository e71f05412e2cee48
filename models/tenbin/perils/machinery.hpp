#pragma once

#include "tenbin/perils/circumstances.hpp"

namespace tenbin::perils {

/// Damage to one machine and the stop that follows it.
/// @param fraction law of the damaged fraction of a machine's value
std::vector<HeadLaw> machine_damage(const Circumstances& at, SeverityPtr damage);

/// Breakdowns a year of monitored machines that the AI misses: machines x monitored-mode rate x (1 -
/// detection rate) x attributable share.
real missed_breakdowns(const Circumstances& at, real detection_rate);

/// The detection rate to which the market's totals refer.
real reference_detection_rate(const Circumstances& at);

}  // namespace tenbin::perils
