#pragma once

#include <cstddef>

#include "tenbin/severity/severity.hpp"

namespace tenbin {

/// A distribution of atoms only: P(X = values[i]) proportional to weights[i].
/// Its quantile is the lower one: a step function that takes no value between the atoms.
class StepSeverity : public Severity {
 public:
  std::string fingerprint() const override;
  real pdf(real x) const override;
  real cdf(real x) const override;
  real survival(real x) const override;
  real cdf_below(real x) const override;
  real survival_from(real x) const override;
  real quantile(real u) const override;
  real upper_quantile(real s) const override;
  real limited_expected_value(real d) const override;
  real raw_moment(int k) const override;
  std::vector<real> knots() const override { return values_; }

 protected:
  /// Sorts, merges equal values and drops those of weight 0. The weights' sum is positive.
  StepSeverity(const std::vector<real>& values, const std::vector<real>& weights);

 private:
  std::size_t count_up_to(real x) const;  ///< number of values <= x
  std::size_t count_below(real x) const;  ///< number of values < x

  std::vector<real> values_;
  std::vector<real> mass_;
  // Cumulated before the first, second, ... value, and at last after all: one entry more than values.
  std::vector<real> below_;       ///< P(X < values[i])
  std::vector<real> from_;        ///< P(X >= values[i])
  std::vector<real> mean_below_;  ///< E[X; X < values[i]]
};

}  // namespace tenbin
