#include "tenbin/severity/step_severity.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace tenbin {

StepSeverity::StepSeverity(const std::vector<real>& values, const std::vector<real>& weights) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t left, std::size_t right) { return values[left] < values[right]; });
  for (const std::size_t i : order) {
    if (!(weights[i] > 0)) continue;
    if (!values_.empty() && values_.back() == values[i]) {
      mass_.back() += weights[i];
    } else {
      values_.push_back(values[i]);
      mass_.push_back(weights[i]);
    }
  }
  const std::size_t size = values_.size();
  // Sums first, one division last: for whole-number weights every probability is rounded once.
  below_.assign(size + 1, 0);
  from_.assign(size + 1, 0);
  mean_below_.assign(size + 1, 0);
  for (std::size_t i = 0; i < size; ++i) below_[i + 1] = below_[i] + mass_[i];
  for (std::size_t i = size; i > 0; --i) from_[i - 1] = from_[i] + mass_[i - 1];
  const real total = below_[size];
  for (std::size_t i = 0; i <= size; ++i) {
    below_[i] /= total;
    from_[i] /= total;
  }
  from_[0] = 1;
  for (std::size_t i = 0; i < size; ++i) {
    mass_[i] /= total;
    mean_below_[i + 1] = mean_below_[i] + values_[i] * mass_[i];
  }
}

std::size_t StepSeverity::count_up_to(real x) const {
  return static_cast<std::size_t>(std::upper_bound(values_.begin(), values_.end(), x) - values_.begin());
}

std::size_t StepSeverity::count_below(real x) const {
  return static_cast<std::size_t>(std::lower_bound(values_.begin(), values_.end(), x) - values_.begin());
}

std::string StepSeverity::fingerprint() const {
  std::vector<real> numbers = values_;
  numbers.insert(numbers.end(), mass_.begin(), mass_.end());
  return told_by(numbers);
}

real StepSeverity::pdf(real) const { return 0; }

real StepSeverity::cdf(real x) const { return below_[count_up_to(x)]; }

real StepSeverity::survival(real x) const { return from_[count_up_to(x)]; }

real StepSeverity::cdf_below(real x) const { return below_[count_below(x)]; }

real StepSeverity::survival_from(real x) const { return from_[count_below(x)]; }

real StepSeverity::quantile(real u) const {
  // first value with P(X <= value) >= u
  const auto found = std::lower_bound(below_.begin() + 1, below_.end() - 1, u);
  return values_[static_cast<std::size_t>(found - below_.begin()) - 1];
}

real StepSeverity::upper_quantile(real s) const {
  // first value with P(X > value) <= s
  const auto found = std::lower_bound(from_.begin() + 1, from_.end() - 1, s, std::greater<>());
  return values_[static_cast<std::size_t>(found - from_.begin()) - 1];
}

real StepSeverity::limited_expected_value(real d) const {
  if (!(d > 0)) return 0;
  const std::size_t count = count_up_to(d);
  return count == values_.size() ? mean_below_[count] : mean_below_[count] + d * from_[count];
}

real StepSeverity::raw_moment(int k) const {
  real sum = 0;
  for (std::size_t i = 0; i < values_.size(); ++i)
    sum += mass_[i] * std::pow(values_[i], static_cast<real>(k));
  return sum;
}

}  // namespace tenbin
