#include "tenbin/severity/gamma.hpp"

#include <cmath>
#include <limits>

#include "tenbin/core/error.hpp"
#include "tenbin/severity/special_functions.hpp"

namespace tenbin {

Gamma::Gamma(real shape, real scale) : shape_(shape), scale_(scale) {
  check_positive_finite("Gamma", "shape", shape);
  check_positive_finite("Gamma", "scale", scale);
}

real Gamma::pdf(real x) const {
  if (x < 0) return 0;
  if (x == 0) {
    if (shape_ < 1) return std::numeric_limits<real>::infinity();
    return shape_ == 1 ? 1 / scale_ : 0;
  }
  return gamma_density(shape_, x / scale_) / scale_;
}

real Gamma::cdf(real x) const { return gamma_lower(shape_, x / scale_); }

real Gamma::survival(real x) const { return gamma_upper(shape_, x / scale_); }

real Gamma::quantile(real u) const { return scale_ * gamma_lower_inverse(shape_, u); }

real Gamma::upper_quantile(real s) const { return scale_ * gamma_upper_inverse(shape_, s); }

real Gamma::limited_expected_value(real d) const {
  if (!(d > 0)) return 0;
  if (std::isinf(d)) return raw_moment(1);
  return shape_ * scale_ * gamma_lower(shape_ + 1, d / scale_) + d * gamma_upper(shape_, d / scale_);
}

real Gamma::raw_moment(int k) const {
  real product = 1;
  for (int j = 0; j < k; ++j) product *= scale_ * (shape_ + j);
  return product;
}

}  // namespace tenbin
