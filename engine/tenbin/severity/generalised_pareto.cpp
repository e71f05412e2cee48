#include "tenbin/severity/generalised_pareto.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "tenbin/core/error.hpp"
#include "tenbin/severity/special_functions.hpp"

namespace tenbin {

GeneralisedPareto::GeneralisedPareto(real shape, real scale, real threshold)
    : shape_(shape),
      scale_(scale),
      threshold_(threshold),
      end_(shape < 0 ? threshold - scale / shape : std::numeric_limits<real>::infinity()) {
  check_finite("GeneralisedPareto", "shape", shape);
  check_positive_finite("GeneralisedPareto", "scale", scale);
  check_nonnegative_finite("GeneralisedPareto", "threshold", threshold);
}

/// -ln P(X > x), threshold <= x < end
real GeneralisedPareto::hazard(real x) const {
  const real y = (x - threshold_) / scale_;
  // Rounding can reach the end before x does.
  return shape_ * y <= -1 ? std::numeric_limits<real>::infinity() : log1p_ratio(shape_, y);
}

real GeneralisedPareto::at_hazard(real h) const {
  return std::min(threshold_ + scale_ * expm1_ratio(shape_, h), end_);
}

real GeneralisedPareto::pdf(real x) const {
  if (x < threshold_ || x > end_) return 0;
  return shape_ == -1 ? 1 / scale_ : std::exp(-(1 + shape_) * hazard(x)) / scale_;
}

real GeneralisedPareto::cdf(real x) const {
  if (x >= end_) return 1;
  return x > threshold_ ? -std::expm1(-hazard(x)) : 0;
}

real GeneralisedPareto::survival(real x) const {
  if (x >= end_) return 0;
  return x > threshold_ ? std::exp(-hazard(x)) : 1;
}

real GeneralisedPareto::quantile(real u) const { return at_hazard(-std::log1p(-u)); }

real GeneralisedPareto::upper_quantile(real s) const { return at_hazard(-std::log(s)); }

real GeneralisedPareto::limited_expected_value(real d) const {
  if (!(d > threshold_)) return d > 0 ? d : 0;
  if (d >= end_ || std::isinf(d)) return raw_moment(1);
  return threshold_ + scale_ * expm1_ratio(shape_ - 1, hazard(d));
}

real GeneralisedPareto::raw_moment(int k) const {
  if (k * shape_ >= 1) return std::numeric_limits<real>::infinity();
  // sum over j of C(k, j) threshold^(k-j) E[(X - threshold)^j]
  real sum = 0;
  real binomial = 1;
  real excess_moment = 1;
  for (int j = 0; j <= k; ++j) {
    sum += binomial * std::pow(threshold_, static_cast<real>(k - j)) * excess_moment;
    binomial *= static_cast<real>(k - j) / static_cast<real>(j + 1);
    excess_moment *= scale_ * static_cast<real>(j + 1) / (1 - static_cast<real>(j + 1) * shape_);
  }
  return sum;
}

std::vector<real> GeneralisedPareto::knots() const {
  std::vector<real> result{threshold_};
  if (shape_ < 0) result.push_back(end_);
  return result;
}

}  // namespace tenbin
