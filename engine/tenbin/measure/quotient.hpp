#pragma once

#include "tenbin/measure/linear_figure.hpp"

namespace tenbin {

/// n / d of two figures of one run, with the influence (n_b - r d_b) / d of each batch (ratio estimator;
/// Cochran, Sampling Techniques, 3rd ed., chapter 6). 0 and not reliable where d is not positive.
LinearFigure quotient(const LinearFigure& n, const LinearFigure& d);

}  // namespace tenbin
