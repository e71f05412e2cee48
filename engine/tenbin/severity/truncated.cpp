#include "tenbin/severity/truncated.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "tenbin/core/error.hpp"
#include "tenbin/severity/layer_moment.hpp"

namespace tenbin {

Truncated::Truncated(SeverityPtr component, real below, real above)
    : component_(std::move(component)), below_(below), above_(above) {
  check(component_ != nullptr, "Truncated", "component", 0, "a distribution, not null");
  check_nonnegative_finite("Truncated", "below", below);
  check(above > below, "Truncated", "above", above, "above below");
  at_below_ = below > 0 ? at(below) : Probability{0, 1};
  at_above_ = std::isinf(above) ? Probability{1, 0} : at(above);
  probability_ = between(at_below_, at_above_);
  check(probability_ > 0, "Truncated", "probability of the interval", probability_, "positive");
  smallest_ = below;
  if (at_below_.lower > 0) {
    smallest_ = std::max(below, component_quantile({std::nextafter(at_below_.lower, 1.0L),
                                                    std::nextafter(at_below_.upper, 0.0L)}));
  }
}

/// The difference on the side where both numbers are small and keep their digits.
real Truncated::between(Probability from, Probability to) {
  return from.upper <= 0.5L ? from.upper - to.upper : to.lower - from.lower;
}

real Truncated::component_quantile(Probability target) const {
  return target.lower <= 0.5L ? component_->quantile(target.lower) : component_->upper_quantile(target.upper);
}

real Truncated::pdf(real x) const { return x < below_ || x > above_ ? 0 : component_->pdf(x) / probability_; }

real Truncated::cdf(real x) const {
  if (x >= above_) return 1;
  return x < below_ || (x == below_ && below_ > 0) ? 0 : between(at_below_, at(x)) / probability_;
}

real Truncated::survival(real x) const {
  if (x >= above_) return 0;
  return x < below_ || (x == below_ && below_ > 0) ? 1 : between(at(x), at_above_) / probability_;
}

real Truncated::cdf_below(real x) const {
  if (x > above_) return 1;
  return x <= below_ ? 0 : between(at_below_, before(x)) / probability_;
}

real Truncated::survival_from(real x) const {
  if (x > above_) return 0;
  return x <= below_ ? 1 : between(before(x), at_above_) / probability_;
}

real Truncated::quantile(real u) const {
  const real x =
      component_quantile({at_below_.lower + u * probability_, at_above_.upper + (1 - u) * probability_});
  // Where u is lost beside P(Y <= below), the quantile falls on an excluded amount.
  return x <= below_ && below_ > 0 ? smallest_ : std::min(x, above_);
}

real Truncated::upper_quantile(real s) const {
  const real x =
      component_quantile({at_below_.lower + (1 - s) * probability_, at_above_.upper + s * probability_});
  return x <= below_ && below_ > 0 ? smallest_ : std::min(x, above_);
}

real Truncated::limited_expected_value(real d) const {
  if (d <= below_) return d > 0 ? d : 0;
  const real to = std::min(d, above_);
  const real cut = at_above_.upper > 0 ? (to - below_) * at_above_.upper : 0;
  return below_ + (layer_moment(*component_, 1, below_, to) - cut) / probability_;
}

real Truncated::raw_moment(int k) const {
  const real order = k;
  const real start = std::pow(below_, order);
  const real cut = at_above_.upper > 0 ? (std::pow(above_, order) - start) * at_above_.upper : 0;
  return start + (layer_moment(*component_, k, below_, above_) - cut) / probability_;
}

std::vector<real> Truncated::knots() const {
  std::vector<real> result;
  if (below_ > 0) result.push_back(below_);
  for (const real knot : component_->knots()) {
    if ((knot > below_ || below_ == 0) && knot < above_) result.push_back(knot);
  }
  if (std::isfinite(above_)) result.push_back(above_);
  return result;
}

real Truncated::largest() const {
  // The component may end before the interval does.
  real end = above_;
  const std::vector<real> component_knots = component_->knots();
  for (auto knot = component_knots.rbegin(); knot != component_knots.rend() && *knot > below_; ++knot) {
    if (*knot >= end) continue;
    if (component_->survival(*knot) > at_above_.upper) break;
    end = *knot;
  }
  return end;
}

}  // namespace tenbin
