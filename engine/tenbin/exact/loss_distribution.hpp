#pragma once

#include <vector>

#include "tenbin/contract/terms.hpp"
#include "tenbin/core/real.hpp"
#include "tenbin/exact/lattice.hpp"

namespace tenbin {

/// A discrete distribution of a year's loss S with its risk measures. Conventions: VaR is the lower quantile,
/// TVaR is that of Acerbi and Tasche (2002, Journal of Banking and Finance 26:1487). Probabilities are
/// compared with a tolerance of 1e-12, so that a level that is met exactly is met in floating point too.
class LossDistribution {
 public:
  /// @param values strictly increasing, >= 0; only the last may be infinite
  /// @param probabilities of the values; sum 1 within 1e-9
  LossDistribution(std::vector<double> values, std::vector<double> probabilities);

  /// The lattice's amounts. Probability that it leaves out is put on one further amount, so that the mean
  /// becomes `mean` (infinite: an infinite amount): what lies beyond the lattice sits at its own mean. Levels
  /// up to 1 minus that probability and stop-loss premiums with d on the lattice are not affected.
  static LossDistribution from(const Lattice& lattice, real mean);

  const std::vector<double>& values() const { return values_; }
  const std::vector<double>& probabilities() const { return probabilities_; }

  real mean() const;
  real variance() const;
  real standard_deviation() const;
  /// Third central moment over the cube of the standard deviation.
  real skewness() const;
  /// P(S <= x)
  real cdf(double x) const { return 1 - survival(x); }
  /// P(S > x)
  real survival(double x) const;
  /// P(S >= x)
  real survival_from(double x) const;
  /// P(S = 0)
  real probability_of_zero() const;
  /// VaR: inf{x : P(S <= x) >= level}, 0 < level < 1
  double quantile(real level) const;
  /// TVaR: q + E[(S - q)+] / (1 - level) with q = quantile(level); 0 < level < 1
  real tail_value_at_risk(real level) const;
  /// E[(S - d)+], d >= 0
  real stop_loss(double d) const;
  /// The year's payment under aggregate terms. An amount within 1e-12 relative of a knot of the terms counts
  /// as at it.
  LossDistribution after(const AggregateTerms& terms) const;
  /// Onto 0, h, 2h, ... : each amount's probability goes to its two neighbours so that its mean is kept.
  /// The largest amount must be finite. @throw ParameterError where more than 2^24 points would be needed
  Lattice on_lattice(double step) const;

 private:
  std::vector<double> values_;
  std::vector<double> probabilities_;
  std::vector<double> survival_;  // P(S > values_[i]), summed from the largest amount
};

}  // namespace tenbin
