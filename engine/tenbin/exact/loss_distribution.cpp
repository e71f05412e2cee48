#include "tenbin/exact/loss_distribution.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "tenbin/core/error.hpp"

namespace tenbin {
namespace {

// Below this the probability beyond a lattice is rounding of the transform.
constexpr real rounding_mass = 1e-11L;

void check_level(const char* function, real level) {
  check(level > 0 && level < 1, function, "level", level, "above 0 and below 1");
}

}  // namespace

LossDistribution::LossDistribution(std::vector<double> values, std::vector<double> probabilities)
    : values_(std::move(values)), probabilities_(std::move(probabilities)), survival_(values_.size()) {
  check(!values_.empty(), "LossDistribution", "number of values", 0, "at least 1");
  check(values_.size() == probabilities_.size(), "LossDistribution", "number of probabilities",
        static_cast<real>(probabilities_.size()), "the number of values");
  check(values_.front() >= 0, "LossDistribution", "smallest value", values_.front(), "zero or positive");
  for (std::size_t i = 1; i < values_.size(); ++i)
    check(values_[i] > values_[i - 1], "LossDistribution", "value", values_[i], "above the one before");
  real above = 0;
  for (std::size_t i = values_.size(); i-- > 0;) {
    survival_[i] = static_cast<double>(above);
    above += probabilities_[i];
  }
  check(std::fabs(above - 1) <= 1e-9L, "LossDistribution", "sum of probabilities", above, "1 within 1e-9");
}

LossDistribution LossDistribution::from(const Lattice& lattice, real mean) {
  std::vector<double> values(lattice.size());
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = lattice.value(i);
  std::vector<double> probabilities = lattice.probabilities();
  const real beyond = 1 - lattice.mass();
  if (beyond > rounding_mass) {
    const real amount = (mean - lattice.mean()) / beyond;
    values.push_back(std::max(static_cast<double>(amount), lattice.value(lattice.size())));
    probabilities.push_back(static_cast<double>(beyond));
  }
  return {std::move(values), std::move(probabilities)};
}

real LossDistribution::mean() const { return stop_loss(0); }

real LossDistribution::variance() const {
  const real center = mean();
  if (!std::isfinite(center)) return std::numeric_limits<real>::infinity();
  real sum = 0;
  for (std::size_t i = values_.size(); i-- > 0;) {
    const real distance = values_[i] - center;
    sum += distance * distance * probabilities_[i];
  }
  return sum;
}

real LossDistribution::standard_deviation() const { return std::sqrt(variance()); }

real LossDistribution::skewness() const {
  const real center = mean();
  const real spread = standard_deviation();
  real sum = 0;
  for (std::size_t i = values_.size(); i-- > 0;) {
    const real distance = (values_[i] - center) / spread;
    sum += distance * distance * distance * probabilities_[i];
  }
  return sum;
}

real LossDistribution::survival(double x) const {
  const auto above = std::upper_bound(values_.begin(), values_.end(), x);
  if (above == values_.begin()) return 1;
  return survival_[static_cast<std::size_t>(above - values_.begin()) - 1];
}

real LossDistribution::survival_from(double x) const {
  const auto from = std::lower_bound(values_.begin(), values_.end(), x);
  if (from == values_.begin()) return 1;
  return survival_[static_cast<std::size_t>(from - values_.begin()) - 1];
}

real LossDistribution::probability_of_zero() const {
  return values_.front() == 0 ? probabilities_.front() : 0;
}

double LossDistribution::quantile(real level) const {
  check_level("LossDistribution::quantile", level);
  const double allowed = static_cast<double>(1 - level) + 1e-12;
  // survival_ falls up to rounding of a transform, which is far below the tolerance
  const auto first =
      std::partition_point(survival_.begin(), survival_.end(), [&](double above) { return above > allowed; });
  return values_[std::min(static_cast<std::size_t>(first - survival_.begin()), values_.size() - 1)];
}

real LossDistribution::tail_value_at_risk(real level) const {
  check_level("LossDistribution::tail_value_at_risk", level);
  const double q = quantile(level);
  return q + stop_loss(q) / (1 - level);
}

real LossDistribution::stop_loss(double d) const {
  check_nonnegative_finite("LossDistribution::stop_loss", "d", d);
  real sum = 0;
  for (std::size_t i = values_.size(); i-- > 0 && values_[i] > d;)
    sum += (static_cast<real>(values_[i]) - d) * probabilities_[i];
  return sum;
}

LossDistribution LossDistribution::after(const AggregateTerms& terms) const {
  constexpr double near = 1e-12;
  std::vector<double> values;
  std::vector<double> probabilities;
  for (std::size_t i = 0; i < values_.size(); ++i) {
    double payment = apply(terms, values_[i]);
    if (payment <= near * terms.deductible()) payment = 0;
    if (payment >= terms.limit() - near * (terms.limit() + terms.deductible())) payment = terms.limit();
    if (!values.empty() && payment <= values.back()) {
      probabilities.back() += probabilities_[i];
    } else {
      values.push_back(payment);
      probabilities.push_back(probabilities_[i]);
    }
  }
  return {std::move(values), std::move(probabilities)};
}

Lattice LossDistribution::on_lattice(double step) const {
  constexpr auto function = "LossDistribution::on_lattice";
  check_positive_finite(function, "step", step);
  check_finite(function, "largest value", values_.back());
  const double cells = std::floor(values_.back() / step);
  check(cells < 0x1p24, function, "number of lattice points", cells, "below 2^24; use a larger step");
  std::vector<double> result(static_cast<std::size_t>(cells) + 2);
  for (std::size_t i = 0; i < values_.size(); ++i) {
    const double position = values_[i] / step;
    const double below = std::floor(position);
    const double part = position - below;
    const auto index = static_cast<std::size_t>(below);
    result[index] += (1 - part) * probabilities_[i];
    result[index + 1] += part * probabilities_[i];
  }
  if (result.back() == 0) result.pop_back();
  return {step, std::move(result)};
}

}  // namespace tenbin
