#include "tenbin/severity/scaled.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "tenbin/core/error.hpp"

namespace tenbin {

Scaled::Scaled(SeverityPtr component, real factor) : component_(std::move(component)), factor_(factor) {
  check(component_ != nullptr, "Scaled", "component", 0, "a distribution, not null");
  check_positive_finite("Scaled", "factor", factor);
  component_knots_ = component_->knots();
  for (const real knot : component_knots_) knots_.push_back(factor * knot);
}

/// x/factor, but exactly the component's knot where x is a knot: an atom must not be missed by a rounding.
real Scaled::unscaled(real x) const {
  const auto found = std::lower_bound(knots_.begin(), knots_.end(), x);
  if (found != knots_.end() && *found == x) {
    return component_knots_[static_cast<std::size_t>(found - knots_.begin())];
  }
  return x / factor_;
}

real Scaled::pdf(real x) const { return component_->pdf(unscaled(x)) / factor_; }

real Scaled::cdf(real x) const { return component_->cdf(unscaled(x)); }

real Scaled::survival(real x) const { return component_->survival(unscaled(x)); }

real Scaled::cdf_below(real x) const { return component_->cdf_below(unscaled(x)); }

real Scaled::survival_from(real x) const { return component_->survival_from(unscaled(x)); }

real Scaled::quantile(real u) const { return factor_ * component_->quantile(u); }

real Scaled::upper_quantile(real s) const { return factor_ * component_->upper_quantile(s); }

real Scaled::limited_expected_value(real d) const {
  return factor_ * component_->limited_expected_value(unscaled(d));
}

real Scaled::raw_moment(int k) const {
  return std::pow(factor_, static_cast<real>(k)) * component_->raw_moment(k);
}

}  // namespace tenbin
