#pragma once

#include "tenbin/frequency/negative_binomial.hpp"

namespace tenbin {

/// Geometric count on 0, 1, ...: P(N = n) = m^n / (1+m)^(n+1), mean m, variance m (1 + m):
/// NegativeBinomial(1, m). Klugman, Panjer, Willmot, Loss Models, 4th ed., section 6.3.
class Geometric final : public InfinitelyDivisibleFrequency {
 public:
  /// @param mean > 0, finite
  explicit Geometric(real mean);

  std::string name() const override { return "geometric"; }
  real mean() const override { return as_negative_binomial_.mean(); }
  real variance() const override { return as_negative_binomial_.variance(); }
  real pmf(long n) const override;
  std::complex<double> log_pgf(std::complex<double> z) const override {
    return as_negative_binomial_.log_pgf(z);
  }
  CountScheme count_scheme() const override { return as_negative_binomial_.count_scheme(); }
  /// NegativeBinomial(factor, mean): a geometric count scaled is no longer geometric.
  FrequencyPtr scaled(real factor) const override;

  const NegativeBinomial& as_negative_binomial() const { return as_negative_binomial_; }

 private:
  NegativeBinomial as_negative_binomial_;
};

}  // namespace tenbin
