#include "tenbin/severity/exponential.hpp"

#include <cmath>

#include "tenbin/core/error.hpp"

namespace tenbin {

Exponential::Exponential(real mean) : mean_(mean) { check_positive_finite("Exponential", "mean", mean); }

real Exponential::pdf(real x) const { return x < 0 ? 0 : std::exp(-x / mean_) / mean_; }

real Exponential::cdf(real x) const { return x > 0 ? -std::expm1(-x / mean_) : 0; }

real Exponential::survival(real x) const { return x > 0 ? std::exp(-x / mean_) : 1; }

real Exponential::quantile(real u) const { return -mean_ * std::log1p(-u); }

real Exponential::upper_quantile(real s) const { return -mean_ * std::log(s); }

real Exponential::limited_expected_value(real d) const { return d > 0 ? -mean_ * std::expm1(-d / mean_) : 0; }

real Exponential::raw_moment(int k) const {
  real product = 1;
  for (int j = 1; j <= k; ++j) product *= mean_ * j;
  return product;
}

}  // namespace tenbin
