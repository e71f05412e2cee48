#include "tenbin/severity/shifted.hpp"

#include <cmath>
#include <utility>

#include "tenbin/core/error.hpp"

namespace tenbin {

Shifted::Shifted(SeverityPtr component, real shift) : component_(std::move(component)), shift_(shift) {
  if (!component_) throw ParameterError("Shifted: component is missing");
  check_nonnegative_finite("Shifted", "shift", shift);
}

real Shifted::pdf(real x) const { return x < shift_ ? 0 : component_->pdf(x - shift_); }

real Shifted::cdf(real x) const { return x < shift_ ? 0 : component_->cdf(x - shift_); }

real Shifted::survival(real x) const { return x < shift_ ? 1 : component_->survival(x - shift_); }

real Shifted::cdf_below(real x) const { return x < shift_ ? 0 : component_->cdf_below(x - shift_); }

real Shifted::survival_from(real x) const { return x < shift_ ? 1 : component_->survival_from(x - shift_); }

real Shifted::limited_expected_value(real d) const {
  return d <= shift_ ? d : shift_ + component_->limited_expected_value(d - shift_);
}

real Shifted::raw_moment(int k) const {
  real sum = 0;
  real binomial = 1;  // C(k, j)
  for (int j = 0; j <= k; ++j) {
    sum += binomial * std::pow(shift_, k - j) * (j == 0 ? 1 : component_->raw_moment(j));
    binomial = binomial * (k - j) / (j + 1);
  }
  return sum;
}

std::vector<real> Shifted::knots() const {
  std::vector<real> knots = component_->knots();
  for (real& knot : knots) knot += shift_;
  if (shift_ > 0 && (knots.empty() || knots.front() > shift_)) knots.insert(knots.begin(), shift_);
  return knots;
}

}  // namespace tenbin
