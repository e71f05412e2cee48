#pragma once

#include "tenbin/frequency/infinitely_divisible.hpp"

namespace tenbin {

/// An infinitely divisible count whose rate is multiplied each year by a gamma factor G with mean 1 and
/// coefficient of variation v (shape 1/v^2, scale v^2): pgf E[P(z)^G] = (1 - v^2 ln P(z))^(-1/v^2), mean that
/// of the base, variance Var(base) + v^2 mean^2. A Poisson base gives NegativeBinomial(1/v^2, mean v^2)
/// (Greenwood and Yule 1920, J. Royal Statistical Society 83:255).
class GammaMixed final : public InfinitelyDivisibleFrequency {
 public:
  /// @param base Poisson, NegativeBinomial, Geometric or GammaMixed
  /// @param cv v > 0, finite
  GammaMixed(std::shared_ptr<const InfinitelyDivisibleFrequency> base, real cv);

  std::string name() const override { return "gamma_mixed"; }
  const Frequency& base() const { return *base_; }
  real cv() const { return cv_; }
  real mean() const override { return base_->mean(); }
  real variance() const override;
  /// For a base other than Poisson by Panjer's recursion over clusters: O(n^2).
  real pmf(long n) const override;
  std::complex<double> log_pgf(std::complex<double> z) const override;
  /// Clusters of clusters: with rate c and sizes Q of the base's clusters, rate ln(1 + v^2 c) / v^2 and sizes
  /// logarithmic(v^2 c) sums of Q.
  CountScheme count_scheme() const override;
  /// Scales the base and keeps the factor: exposure grows, the year's common factor stays.
  FrequencyPtr scaled(real factor) const override;

 private:
  std::shared_ptr<const InfinitelyDivisibleFrequency> base_;
  real cv_;
};

/// `base` with its own gamma factor of coefficient of variation `cv`.
/// @throw ParameterError where the base is not infinitely divisible (binomial, empirical): its rate has no
/// meaning
FrequencyPtr gamma_mixed(const FrequencyPtr& base, real cv);

}  // namespace tenbin
