#include "tenbin/severity/powered.hpp"

#include <algorithm>
#include <cmath>

#include "tenbin/core/error.hpp"
#include "tenbin/severity/special_functions.hpp"

namespace tenbin {
namespace {

/// E[f(Y)] = integral of f(Q(Phi(z))) phi(z) dz.
template <class Function>
real expectation(const Severity& law, Function f) {
  constexpr int per_unit = 32;
  constexpr int reach = 12;
  real sum = 0, weights = 0;
  for (int i = -per_unit * reach; i <= per_unit * reach; ++i) {
    const real z = i / real{per_unit};
    const real weight = std::exp(-z * z / 2);
    const real y = z <= 0 ? law.quantile(normal_cdf(z)) : law.upper_quantile(normal_cdf(-z));
    sum += weight * f(y);
    weights += weight;
  }
  return sum / weights;
}

}  // namespace

Powered::Powered(SeverityPtr component, real power)
    : component_(std::move(component)), power_(power), mean_(0) {
  if (component_ == nullptr) throw ParameterError("Powered: there is no component");
  check(power >= 0.25L && power <= 4, "Powered", "power", power, "between 1/4 and 4");
  mean_ = component_->mean();
  check_positive_finite("Powered", "mean of the component", mean_);
  const real moment = expectation(*component_, [&](real y) { return std::pow(y, power_); });
  check_positive_finite("Powered", "moment of the component", moment);
  factor_ = mean_ / moment;
  for (const real knot : component_->knots()) knots_.emplace_back(transformed(knot), knot);
}

real Powered::original(real x) const {
  // Rounding must not take a knot, which may be an amount with a probability of its own, to its neighbour.
  for (const auto& [image, knot] : knots_) {
    if (x == image) return knot;
  }
  return x > 0 ? std::pow(x / factor_, 1 / power_) : x;
}
real Powered::transformed(real y) const { return y > 0 ? factor_ * std::pow(y, power_) : 0; }

real Powered::pdf(real x) const {
  if (!(x > 0)) return 0;
  const real y = original(x);
  return component_->pdf(y) * y / (power_ * x);
}

real Powered::limited_expected_value(real d) const {
  if (!(d > 0)) return 0;
  if (std::isinf(d)) return mean_;
  return expectation(*component_, [&](real y) { return std::min(transformed(y), d); });
}

real Powered::raw_moment(int k) const {
  if (k == 1) return mean_;
  return expectation(*component_, [&](real y) { return std::pow(transformed(y), real(k)); });
}

std::vector<real> Powered::knots() const {
  std::vector<real> images;
  images.reserve(knots_.size());
  for (const auto& [image, knot] : knots_) images.push_back(image);
  return images;
}

}  // namespace tenbin
