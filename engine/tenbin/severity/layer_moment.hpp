#pragma once

#include "tenbin/severity/severity.hpp"

namespace tenbin {

/// E[min(X, to)^k] - E[min(X, from)^k] = integral of k x^(k-1) P(X > x) over (from, to).
/// From closed forms where their difference keeps its digits, otherwise by quadrature between the knots.
/// @param k at least 1
/// @param from zero or positive, finite
/// @param to above from; infinity allowed (the result may then be infinite)
real layer_moment(const Severity& severity, int k, real from, real to);

}  // namespace tenbin
