#pragma once

#include "tenbin/severity/severity.hpp"

namespace tenbin {

/// Exponential with mean m: P(X > x) = exp(-x/m), E[X^k] = k! m^k, E[min(X, d)] = m (1 - exp(-d/m)).
/// Klugman, Panjer, Willmot, Loss Models, 4th ed., appendix A.3.3.1.
class Exponential final : public Severity {
 public:
  /// @param mean positive [currency]
  /// @throw ParameterError
  explicit Exponential(real mean);

  std::string name() const override { return "exponential"; }
  std::string fingerprint() const override { return told_by({mean_}); }
  real pdf(real x) const override;
  real cdf(real x) const override;
  real survival(real x) const override;
  real quantile(real u) const override;
  real upper_quantile(real s) const override;
  real limited_expected_value(real d) const override;
  real raw_moment(int k) const override;

 private:
  real mean_;
};

}  // namespace tenbin
