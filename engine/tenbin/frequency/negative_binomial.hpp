#pragma once

#include "tenbin/frequency/infinitely_divisible.hpp"

namespace tenbin {

/// Negative binomial count: P(N = n) = Gamma(r+n) / (Gamma(r) n!) (1/(1+b))^r (b/(1+b))^n,
/// mean r b, variance r b (1 + b), pgf (1 - b (z - 1))^-r.
/// Klugman, Panjer, Willmot, Loss Models, 4th ed., section 6.3, with r and beta = b. (r, p) of other books: p
/// = 1/(1+b).
class NegativeBinomial final : public InfinitelyDivisibleFrequency {
 public:
  /// @param r > 0, finite; need not be an integer
  /// @param b > 0, finite; variance to mean ratio minus 1
  NegativeBinomial(real r, real b);

  std::string name() const override { return "negative_binomial"; }
  real r() const { return r_; }
  real b() const { return b_; }
  real mean() const override { return r_ * b_; }
  real variance() const override { return r_ * b_ * (1 + b_); }
  real pmf(long n) const override;
  std::complex<double> log_pgf(std::complex<double> z) const override;
  /// Poisson clusters of rate r ln(1 + b) with logarithmic sizes, cut where the rest is below 2^-60.
  CountScheme count_scheme() const override;
  /// NegativeBinomial(r * factor, b): more clusters of the same sizes. For a Poisson count with gamma mixing,
  /// whose clusters grow with exposure, see GammaMixed.
  FrequencyPtr scaled(real factor) const override;

 private:
  real r_;
  real b_;
};

}  // namespace tenbin
