#pragma once

#include "tenbin/frequency/infinitely_divisible.hpp"

namespace tenbin {

/// Poisson count: P(N = n) = e^-m m^n / n!, mean m, variance m, pgf exp(m (z - 1)).
/// Klugman, Panjer, Willmot, Loss Models, 4th ed., section 6.2.
class Poisson final : public InfinitelyDivisibleFrequency {
 public:
  /// @param mean claims per year [1/yr], > 0 and finite
  explicit Poisson(real mean);

  std::string name() const override { return "poisson"; }
  real mean() const override { return mean_; }
  real variance() const override { return mean_; }
  real pmf(long n) const override;
  std::complex<double> log_pgf(std::complex<double> z) const override;
  /// Clusters of exactly one claim.
  CountScheme count_scheme() const override;
  /// Poisson(mean * factor)
  FrequencyPtr scaled(real factor) const override;

 private:
  real mean_;
};

}  // namespace tenbin
