#pragma once

#include <vector>

#include "tenbin/core/real.hpp"

namespace tenbin {

/// Logarithmic (log-series) sizes on 1, 2, ...: p_k = q^k / (k ln(1 + b)), q = b / (1 + b).
/// The sizes of the Poisson clusters of a negative binomial count (Quenouille 1949, Biometrics 5:162;
/// Johnson, Kemp, Kotz, Univariate Discrete Distributions, 3rd ed., chapter 7).
/// @param b > 0
/// @return P(K = 1), P(K = 2), ... until the rest is below `tail`; the last entry holds the rest, so the sum
/// is 1
/// @throw NumericalError where more than 2^24 sizes would be needed (b above about 4e5)
std::vector<real> logarithmic_pmf(real b, real tail);

/// Partial sums with the last entry set to exactly 1.
std::vector<real> cumulative(const std::vector<real>& pmf);

}  // namespace tenbin
