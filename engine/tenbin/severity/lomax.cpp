#include "tenbin/severity/lomax.hpp"

#include <cmath>
#include <limits>

#include "tenbin/core/error.hpp"
#include "tenbin/severity/special_functions.hpp"

namespace tenbin {

Lomax::Lomax(real shape, real scale) : shape_(shape), scale_(scale) {
  check_positive_finite("Lomax", "shape", shape);
  check_positive_finite("Lomax", "scale", scale);
}

real Lomax::pdf(real x) const { return x < 0 ? 0 : shape_ * survival(x) / (scale_ + x); }

real Lomax::cdf(real x) const { return x > 0 ? -std::expm1(-shape_ * std::log1p(x / scale_)) : 0; }

real Lomax::survival(real x) const { return x > 0 ? std::exp(-shape_ * std::log1p(x / scale_)) : 1; }

real Lomax::quantile(real u) const { return scale_ * std::expm1(-std::log1p(-u) / shape_); }

real Lomax::upper_quantile(real s) const { return scale_ * std::expm1(-std::log(s) / shape_); }

real Lomax::limited_expected_value(real d) const {
  if (!(d > 0)) return 0;
  if (std::isinf(d)) return raw_moment(1);
  return scale_ * expm1_ratio(1 - shape_, std::log1p(d / scale_));
}

real Lomax::raw_moment(int k) const {
  if (k >= shape_) return std::numeric_limits<real>::infinity();
  real product = 1;
  for (int j = 1; j <= k; ++j) product *= scale_ * j / (shape_ - j);
  return product;
}

}  // namespace tenbin
