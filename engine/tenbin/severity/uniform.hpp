#pragma once

#include "tenbin/severity/severity.hpp"

namespace tenbin {

/// Uniform on [low, high]: E[X^k] = (high^(k+1) - low^(k+1)) / ((k+1)(high - low)),
///   E[min(X, d)] = d - (d - low)^2 / (2 (high - low)) for low <= d <= high.
class Uniform final : public Severity {
 public:
  /// @param low zero or positive [currency]
  /// @param high above low, finite [currency]
  /// @throw ParameterError
  Uniform(real low, real high);

  std::string name() const override { return "uniform"; }
  std::string fingerprint() const override { return told_by({low_, high_}); }
  real pdf(real x) const override;
  real cdf(real x) const override;
  real survival(real x) const override;
  real quantile(real u) const override;
  real upper_quantile(real s) const override;
  real limited_expected_value(real d) const override;
  real raw_moment(int k) const override;
  std::vector<real> knots() const override { return {low_, high_}; }

 private:
  real low_;
  real high_;
};

}  // namespace tenbin
