#pragma once

#include "tenbin/frequency/frequency.hpp"

namespace tenbin {

/// A count given by its probabilities of 0, 1, 2, ... .
class EmpiricalCount final : public Frequency {
 public:
  /// @param probabilities of 0, 1, ...; each in [0, 1], sum 1 within 1e-9 (then divided by the sum)
  explicit EmpiricalCount(std::vector<real> probabilities);

  std::string name() const override { return "empirical"; }
  real mean() const override { return mean_; }
  real variance() const override { return variance_; }
  real pmf(long n) const override;
  std::complex<double> pgf(std::complex<double> z) const override;
  CountScheme count_scheme() const override;
  /// Only factor 1: a list of probabilities has no exposure that could be scaled.
  /// @throw ParameterError for any other factor
  FrequencyPtr scaled(real factor) const override;

 private:
  std::vector<real> probabilities_;
  real mean_ = 0;
  real variance_ = 0;
};

}  // namespace tenbin
