#pragma once

#include "tenbin/perils/circumstances.hpp"

namespace tenbin::perils {

/// All-cause product liability claims a year: rate x class x T^exponent, T the turnover in bn.
real liability_rate(const Circumstances& at);

/// A product liability claim: lognormal body, Pareto tail, finite maximum. The body keeps its probability of
/// exceeding the threshold.
SeverityPtr liability_claim(Circumstances& at);

}  // namespace tenbin::perils
