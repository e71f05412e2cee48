#include "tenbin/severity/lognormal.hpp"

#include <cmath>

#include "tenbin/core/error.hpp"
#include "tenbin/severity/special_functions.hpp"

namespace tenbin {

Lognormal::Lognormal(real mu, real sigma) : mu_(mu), sigma_(sigma), median_(std::exp(mu)) {
  check(mu >= -700 && mu <= 700, "Lognormal", "mu", mu, "between -700 and 700 (a loss must fit a double)");
  check_positive_finite("Lognormal", "sigma", sigma);
}

/// Relative to the median, because ln x - mu would lose digits where mu is large and sigma small.
real Lognormal::standardised(real x) const { return std::log(x / median_) / sigma_; }

real Lognormal::pdf(real x) const {
  if (!(x > 0)) return 0;
  constexpr real root_two_pi = 2.50662827463100050241576528481104525301L;
  const real z = standardised(x);
  return std::exp(-z * z / 2) / (x * sigma_ * root_two_pi);
}

real Lognormal::cdf(real x) const { return x > 0 ? normal_cdf(standardised(x)) : 0; }

real Lognormal::survival(real x) const { return x > 0 ? normal_cdf(-standardised(x)) : 1; }

real Lognormal::quantile(real u) const { return median_ * std::exp(sigma_ * normal_quantile(u)); }

real Lognormal::upper_quantile(real s) const { return median_ * std::exp(-sigma_ * normal_quantile(s)); }

real Lognormal::limited_expected_value(real d) const {
  if (!(d > 0)) return 0;
  if (std::isinf(d)) return raw_moment(1);
  const real z = standardised(d);
  return raw_moment(1) * normal_cdf(z - sigma_) + d * normal_cdf(-z);
}

real Lognormal::raw_moment(int k) const {
  const real order = k;
  return std::exp(order * mu_ + order * order * sigma_ * sigma_ / 2);
}

}  // namespace tenbin
