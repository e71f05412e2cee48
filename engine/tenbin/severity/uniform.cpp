#include "tenbin/severity/uniform.hpp"

#include <cmath>

#include "tenbin/core/error.hpp"

namespace tenbin {

Uniform::Uniform(real low, real high) : low_(low), high_(high) {
  check_nonnegative_finite("Uniform", "low", low);
  check_finite("Uniform", "high", high);
  check(high > low, "Uniform", "high", high, "above low");
}

real Uniform::pdf(real x) const { return x < low_ || x > high_ ? 0 : 1 / (high_ - low_); }

real Uniform::cdf(real x) const {
  if (x >= high_) return 1;
  return x > low_ ? (x - low_) / (high_ - low_) : 0;
}

real Uniform::survival(real x) const {
  if (x >= high_) return 0;
  return x > low_ ? (high_ - x) / (high_ - low_) : 1;
}

real Uniform::quantile(real u) const { return low_ + u * (high_ - low_); }

real Uniform::upper_quantile(real s) const { return high_ - s * (high_ - low_); }

real Uniform::limited_expected_value(real d) const {
  if (!(d > low_)) return d > 0 ? d : 0;
  if (d >= high_) return (low_ + high_) / 2;
  return d - (d - low_) * (d - low_) / (2 * (high_ - low_));
}

real Uniform::raw_moment(int k) const {
  // (high^(k+1) - low^(k+1)) / (high - low) = sum of high^j low^(k-j): no cancellation
  real sum = 0;
  for (int j = 0; j <= k; ++j)
    sum += std::pow(high_, static_cast<real>(j)) * std::pow(low_, static_cast<real>(k - j));
  return sum / static_cast<real>(k + 1);
}

}  // namespace tenbin
