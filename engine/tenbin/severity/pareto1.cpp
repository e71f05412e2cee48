#include "tenbin/severity/pareto1.hpp"

#include <cmath>
#include <limits>

#include "tenbin/core/error.hpp"
#include "tenbin/severity/special_functions.hpp"

namespace tenbin {

Pareto1::Pareto1(real shape, real threshold) : shape_(shape), threshold_(threshold) {
  check_positive_finite("Pareto1", "shape", shape);
  check_positive_finite("Pareto1", "threshold", threshold);
}

/// ln(x/threshold), accurate just above the threshold
real Pareto1::log_ratio(real x) const { return std::log1p((x - threshold_) / threshold_); }

real Pareto1::pdf(real x) const { return x < threshold_ ? 0 : shape_ * survival(x) / x; }

real Pareto1::cdf(real x) const { return x > threshold_ ? -std::expm1(-shape_ * log_ratio(x)) : 0; }

real Pareto1::survival(real x) const { return x > threshold_ ? std::exp(-shape_ * log_ratio(x)) : 1; }

real Pareto1::quantile(real u) const { return threshold_ * std::exp(-std::log1p(-u) / shape_); }

real Pareto1::upper_quantile(real s) const { return threshold_ * std::exp(-std::log(s) / shape_); }

real Pareto1::limited_expected_value(real d) const {
  if (!(d > threshold_)) return d > 0 ? d : 0;
  if (std::isinf(d)) return raw_moment(1);
  return threshold_ + threshold_ * expm1_ratio(1 - shape_, log_ratio(d));
}

real Pareto1::raw_moment(int k) const {
  const real order = k;
  if (order >= shape_) return std::numeric_limits<real>::infinity();
  return shape_ * std::pow(threshold_, order) / (shape_ - order);
}

}  // namespace tenbin
