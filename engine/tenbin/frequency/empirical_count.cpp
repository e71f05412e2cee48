#include "tenbin/frequency/empirical_count.hpp"

#include <cmath>
#include <utility>

#include "tenbin/core/error.hpp"
#include "tenbin/frequency/logarithmic.hpp"

namespace tenbin {

EmpiricalCount::EmpiricalCount(std::vector<real> probabilities) : probabilities_(std::move(probabilities)) {
  check(!probabilities_.empty(), "EmpiricalCount", "number of probabilities", 0, "at least 1");
  real sum = 0;
  for (const real p : probabilities_) {
    check_probability("EmpiricalCount", "probability", p);
    sum += p;
  }
  check(std::fabs(sum - 1) <= 1e-9L, "EmpiricalCount", "sum of probabilities", sum, "1 within 1e-9");
  while (probabilities_.size() > 1 && probabilities_.back() == 0) probabilities_.pop_back();
  for (real& p : probabilities_) p /= sum;
  for (std::size_t n = 0; n < probabilities_.size(); ++n) mean_ += static_cast<real>(n) * probabilities_[n];
  for (std::size_t n = 0; n < probabilities_.size(); ++n) {
    const real distance = static_cast<real>(n) - mean_;
    variance_ += distance * distance * probabilities_[n];
  }
}

real EmpiricalCount::pmf(long n) const {
  if (n < 0 || static_cast<std::size_t>(n) >= probabilities_.size()) return 0;
  return probabilities_[static_cast<std::size_t>(n)];
}

std::complex<double> EmpiricalCount::pgf(std::complex<double> z) const {
  std::complex<double> sum = 0;
  for (std::size_t n = probabilities_.size(); n-- > 0;)
    sum = sum * z + static_cast<double>(probabilities_[n]);
  return sum;
}

CountScheme EmpiricalCount::count_scheme() const { return AnnualCounts{cumulative(probabilities_)}; }

FrequencyPtr EmpiricalCount::scaled(real factor) const {
  check(factor == 1, "EmpiricalCount::scaled", "factor", factor,
        "1 (a list of count probabilities has no exposure to scale); use poisson or negative_binomial");
  return std::make_shared<EmpiricalCount>(*this);
}

}  // namespace tenbin
