#include "tenbin/severity/weibull.hpp"

#include <cmath>
#include <limits>

#include "tenbin/core/error.hpp"
#include "tenbin/severity/special_functions.hpp"

namespace tenbin {

Weibull::Weibull(real shape, real scale) : shape_(shape), scale_(scale) {
  check_positive_finite("Weibull", "shape", shape);
  check_positive_finite("Weibull", "scale", scale);
}

/// -ln P(X > x)
real Weibull::hazard(real x) const { return std::pow(x / scale_, shape_); }

real Weibull::pdf(real x) const {
  if (x < 0) return 0;
  if (x == 0) {
    if (shape_ < 1) return std::numeric_limits<real>::infinity();
    return shape_ == 1 ? 1 / scale_ : 0;
  }
  const real h = hazard(x);
  return std::isinf(h) ? 0 : shape_ * h * std::exp(-h) / x;
}

real Weibull::cdf(real x) const { return x > 0 ? -std::expm1(-hazard(x)) : 0; }

real Weibull::survival(real x) const { return x > 0 ? std::exp(-hazard(x)) : 1; }

real Weibull::quantile(real u) const { return scale_ * std::pow(-std::log1p(-u), 1 / shape_); }

real Weibull::upper_quantile(real s) const { return scale_ * std::pow(-std::log(s), 1 / shape_); }

real Weibull::limited_expected_value(real d) const {
  if (!(d > 0)) return 0;
  if (std::isinf(d)) return raw_moment(1);
  return raw_moment(1) * gamma_lower(1 + 1 / shape_, hazard(d)) + d * survival(d);
}

real Weibull::raw_moment(int k) const {
  const real order = k;
  return std::pow(scale_, order) * std::tgamma(1 + order / shape_);
}

}  // namespace tenbin
