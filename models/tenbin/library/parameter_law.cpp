#include "tenbin/library/parameter_law.hpp"

#include <cmath>

#include "tenbin/core/error.hpp"
#include "tenbin/severity/special_functions.hpp"

namespace tenbin::library {
namespace {

real logit(real p) { return std::log(p / (1 - p)); }
real logistic(real x) { return 1 / (1 + std::exp(-x)); }

/// E[logistic(location + spread Z)] by the trapezoidal rule, which converges geometrically for this smooth
/// integrand (Trefethen and Weideman 2014, SIAM Review 56:385).
real mean_of_logistic(real location, real spread) {
  constexpr int steps = 16 * 10;  // 1/16 apart, to 10 on either side
  real sum = 0, weights = 0;
  for (int i = -steps; i <= steps; ++i) {
    const real z = i / 16.0L;
    const real weight = std::exp(-z * z / 2);
    sum += weight * logistic(location + spread * z);
    weights += weight;
  }
  return sum / weights;
}

}  // namespace

bool is_uncertain(const Number& number) {
  return number.low && *number.low < *number.high && number.confidence != Confidence::high;
}

real ParameterLaw::on_scale(real value) const {
  if (scale_ == Scale::logit) return logit(value);
  return scale_ == Scale::logarithm ? std::log(value) : value;
}

real ParameterLaw::from_scale(real place) const {
  if (scale_ == Scale::logit) return logistic(place);
  return scale_ == Scale::logarithm ? std::exp(place) : place;
}

ParameterLaw::ParameterLaw(const Number& number, real range_probability) {
  if (!number.low) throw ParameterError("ParameterLaw: " + number.id + " has no range");
  check(range_probability > 0 && range_probability < 1, "ParameterLaw", "range_probability",
        range_probability, "inside (0, 1)");
  const real value = number.value;
  const real low = *number.low;
  const real high = *number.high;
  const real reach = normal_quantile((1 + range_probability) / 2);
  const bool is_probability = number.unit == "probability" && value > 0 && value < 1;
  if (is_probability) {
    scale_ = Scale::logit;
  } else if (!(low > 0)) {
    scale_ = Scale::plain;
  }
  if (is_probability && (low <= 0 || high >= 1)) {
    const bool upper = low <= 0 && high < 1;
    const real end = upper ? high : low;
    spread_ = end > 0 ? std::fabs(logit(end) - logit(value)) / reach : 1 / reach;
  } else {
    spread_ = (on_scale(high) - on_scale(low)) / (2 * reach);
  }
  if (scale_ == Scale::plain) {
    location_ = value;
  } else if (scale_ == Scale::logarithm) {
    location_ = std::log(value) - spread_ * spread_ / 2;
  } else {
    real below = logit(value) - spread_ * spread_ - 1;
    real above = logit(value) + spread_ * spread_ + 1;
    for (int i = 0; i < 200 && above - below > 1e-17L * (1 + std::fabs(below)); ++i) {
      const real middle = (below + above) / 2;
      (mean_of_logistic(middle, spread_) < value ? below : above) = middle;
    }
    location_ = (below + above) / 2;
  }
}

real ParameterLaw::at(real z) const { return from_scale(location_ + spread_ * z); }

}  // namespace tenbin::library
