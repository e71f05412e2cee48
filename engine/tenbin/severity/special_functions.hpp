#pragma once

#include "tenbin/core/real.hpp"

namespace tenbin {

/// Standard normal distribution function; accurate in relative terms in the lower tail.
real normal_cdf(real z);
/// z with normal_cdf(z) = u, 0 < u < 1. The upper quantile at s is -normal_quantile(s).
real normal_quantile(real u);

/// Regularised incomplete gamma function P(shape, x), and its complement Q (NIST DLMF 8.2.4).
real gamma_lower(real shape, real x);
real gamma_upper(real shape, real x);
/// x with P(shape, x) = u, and x with Q(shape, x) = s
real gamma_lower_inverse(real shape, real u);
real gamma_upper_inverse(real shape, real s);
/// dP(shape, x)/dx = x^(shape-1) e^-x / Gamma(shape), x > 0
real gamma_density(real shape, real x);

/// Regularised incomplete beta function I_x(a, b), and its complement (NIST DLMF 8.17.2).
real beta_lower(real a, real b, real x);
real beta_upper(real a, real b, real x);
/// x with I_x(a, b) = u, and x with 1 - I_x(a, b) = s
real beta_lower_inverse(real a, real b, real u);
real beta_upper_inverse(real a, real b, real s);
/// dI_x(a, b)/dx, 0 < x < 1
real beta_density(real a, real b, real x);

/// (e^(a x) - 1) / a, and its limit x at a = 0
real expm1_ratio(real a, real x);
/// ln(1 + a x) / a, and its limit x at a = 0
real log1p_ratio(real a, real x);

}  // namespace tenbin
