#pragma once

#include "tenbin/frequency/frequency.hpp"

namespace tenbin {

/// Binomial count: P(N = k) = C(n, k) p^k (1-p)^(n-k), mean n p, variance n p (1 - p), pgf (1 + p (z - 1))^n.
/// Klugman, Panjer, Willmot, Loss Models, 4th ed., section 6.4.
class Binomial final : public Frequency {
 public:
  /// @param trials n, 1 .. 2^24
  /// @param probability p, in [0, 1]
  Binomial(long trials, real probability);

  std::string name() const override { return "binomial"; }
  real mean() const override { return static_cast<real>(trials_) * probability_; }
  real variance() const override { return mean() * (1 - probability_); }
  real pmf(long n) const override;
  std::complex<double> pgf(std::complex<double> z) const override;
  CountScheme count_scheme() const override;
  /// Binomial(n, p * factor): thinning, or more risk per trial.
  /// @throw ParameterError where p * factor > 1
  FrequencyPtr scaled(real factor) const override;

  long trials() const { return trials_; }
  real probability() const { return probability_; }

 private:
  long trials_;
  real probability_;
};

}  // namespace tenbin
