#pragma once

#include "tenbin/perils/circumstances.hpp"

namespace tenbin::perils {

/// Fires a year of at least the insured size, from all causes.
real fire_rate(const Circumstances& at);

/// Damage by MBBEFD on the insured value, and the stop: BI/PD ratio x damage, both read at one uniform.
std::vector<HeadLaw> fire_damage(const Circumstances& at);

}  // namespace tenbin::perils
