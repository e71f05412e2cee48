#include "tenbin/severity/beta.hpp"

#include <cmath>
#include <limits>

#include "tenbin/core/error.hpp"
#include "tenbin/severity/special_functions.hpp"

namespace tenbin {

Beta::Beta(real a, real b, real sum_insured) : a_(a), b_(b), sum_insured_(sum_insured) {
  check_positive_finite("Beta", "a", a);
  check_positive_finite("Beta", "b", b);
  check_positive_finite("Beta", "sum_insured", sum_insured);
}

real Beta::pdf(real x) const {
  if (x < 0 || x > sum_insured_) return 0;
  if (x == 0 || x == sum_insured_) {
    const real power = x == 0 ? a_ : b_;
    const real other = x == 0 ? b_ : a_;
    if (power < 1) return std::numeric_limits<real>::infinity();
    return power == 1 ? other / sum_insured_ : 0;
  }
  return beta_density(a_, b_, x / sum_insured_) / sum_insured_;
}

real Beta::cdf(real x) const { return beta_lower(a_, b_, x / sum_insured_); }

real Beta::survival(real x) const { return beta_upper(a_, b_, x / sum_insured_); }

real Beta::quantile(real u) const { return sum_insured_ * beta_lower_inverse(a_, b_, u); }

real Beta::upper_quantile(real s) const { return sum_insured_ * beta_upper_inverse(a_, b_, s); }

real Beta::limited_expected_value(real d) const {
  if (!(d > 0)) return 0;
  if (d >= sum_insured_) return raw_moment(1);
  const real x = d / sum_insured_;
  return raw_moment(1) * beta_lower(a_ + 1, b_, x) + d * beta_upper(a_, b_, x);
}

real Beta::raw_moment(int k) const {
  real product = 1;
  for (int j = 0; j < k; ++j) product *= sum_insured_ * (a_ + j) / (a_ + b_ + j);
  return product;
}

}  // namespace tenbin
