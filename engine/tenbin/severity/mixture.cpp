#include "tenbin/severity/mixture.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "tenbin/core/error.hpp"
#include "tenbin/severity/root.hpp"
#include "tenbin/severity/weights.hpp"

namespace tenbin {
namespace {

constexpr real infinity = std::numeric_limits<real>::infinity();

}  // namespace

Mixture::Mixture(const std::vector<SeverityPtr>& components, std::vector<real> weights) {
  check(!components.empty(), "Mixture", "number of components", 0, "at least 1");
  check(weights.size() == components.size(), "Mixture", "number of weights",
        static_cast<real>(weights.size()), "the number of components");
  weights = normalised_weights("Mixture", "weights", std::move(weights));
  for (std::size_t i = 0; i < components.size(); ++i) {
    check(components[i] != nullptr, "Mixture", indexed("components", i), 0, "a distribution, not null");
    if (!(weights[i] > 0)) continue;
    parts_.push_back({components[i], weights[i]});
    total_ += weights[i];
    const std::vector<real> own = components[i]->knots();
    knots_.insert(knots_.end(), own.begin(), own.end());
  }
  std::sort(knots_.begin(), knots_.end());
  knots_.erase(std::unique(knots_.begin(), knots_.end()), knots_.end());
  for (const real x : knots_) at_knots_.push_back({cdf(x), survival(x), cdf_below(x), survival_from(x)});
}

std::string Mixture::fingerprint() const {
  std::vector<real> weights;
  std::vector<const Severity*> components;
  for (const Part& part : parts_) {
    weights.push_back(part.weight);
    components.push_back(part.severity.get());
  }
  return told_by(weights, components);
}

real Mixture::pdf(real x) const {
  real sum = 0;
  for (const Part& part : parts_) sum += part.weight * part.severity->pdf(x);
  return sum;
}

real Mixture::cdf(real x) const {
  real sum = 0;
  for (const Part& part : parts_) sum += part.weight * part.severity->cdf(x);
  return sum / total_;
}

real Mixture::survival(real x) const {
  real sum = 0;
  for (const Part& part : parts_) sum += part.weight * part.severity->survival(x);
  return sum / total_;
}

real Mixture::cdf_below(real x) const {
  real sum = 0;
  for (const Part& part : parts_) sum += part.weight * part.severity->cdf_below(x);
  return sum / total_;
}

real Mixture::survival_from(real x) const {
  real sum = 0;
  for (const Part& part : parts_) sum += part.weight * part.severity->survival_from(x);
  return sum / total_;
}

real Mixture::quantile(real u) const {
  const auto knot =
      std::lower_bound(at_knots_.begin(), at_knots_.end(), u,
                       [](const KnotProbability& at, real target) { return at.lower < target; });
  const auto index = static_cast<std::size_t>(knot - at_knots_.begin());
  if (knot != at_knots_.end() && knot->lower_before < u) return knots_[index];
  // The root lies between the neighbouring knots, and between the smallest and the largest quantile of the
  // parts.
  real low = infinity;
  real high = 0;
  for (const Part& part : parts_) {
    const real x = part.severity->quantile(u);
    low = std::min(low, x);
    high = std::max(high, x);
  }
  if (index > 0) low = std::max(low, knots_[index - 1]);
  if (knot != at_knots_.end()) high = std::min(high, knots_[index]);
  return root_in_logarithm([&](real x) { return safe_log(cdf_below(x)) - std::log(u); }, low, high);
}

real Mixture::upper_quantile(real s) const {
  const auto knot =
      std::lower_bound(at_knots_.begin(), at_knots_.end(), s,
                       [](const KnotProbability& at, real target) { return at.upper > target; });
  const auto index = static_cast<std::size_t>(knot - at_knots_.begin());
  if (knot != at_knots_.end() && knot->upper_before > s) return knots_[index];
  real low = infinity;
  real high = 0;
  for (const Part& part : parts_) {
    const real x = part.severity->upper_quantile(s);
    low = std::min(low, x);
    high = std::max(high, x);
  }
  if (index > 0) low = std::max(low, knots_[index - 1]);
  if (knot != at_knots_.end()) high = std::min(high, knots_[index]);
  return root_in_logarithm([&](real x) { return std::log(s) - safe_log(survival_from(x)); }, low, high);
}

real Mixture::limited_expected_value(real d) const {
  real sum = 0;
  for (const Part& part : parts_) sum += part.weight * part.severity->limited_expected_value(d);
  return sum;
}

real Mixture::raw_moment(int k) const {
  real sum = 0;
  for (const Part& part : parts_) sum += part.weight * part.severity->raw_moment(k);
  return sum;
}

}  // namespace tenbin
