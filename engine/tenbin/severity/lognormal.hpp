#pragma once

#include "tenbin/severity/severity.hpp"

namespace tenbin {

/// Lognormal: ln X ~ N(mu, sigma^2).
///   F(x) = Phi((ln x - mu)/sigma),  E[X^k] = exp(k mu + k^2 sigma^2/2),
///   E[min(X, d)] = E[X] Phi((ln d - mu)/sigma - sigma) + d (1 - F(d))
/// Klugman, Panjer, Willmot, Loss Models, 4th ed., appendix A.5.1.1.
class Lognormal final : public Severity {
 public:
  /// @param mu mean of ln X, between -700 and 700 (so that a loss fits a double)
  /// @param sigma standard deviation of ln X, positive
  /// @throw ParameterError
  Lognormal(real mu, real sigma);

  std::string name() const override { return "lognormal"; }
  std::string fingerprint() const override { return told_by({mu_, sigma_}); }
  real pdf(real x) const override;
  real cdf(real x) const override;
  real survival(real x) const override;
  real quantile(real u) const override;
  real upper_quantile(real s) const override;
  real limited_expected_value(real d) const override;
  real raw_moment(int k) const override;

 private:
  real standardised(real x) const;

  real mu_;
  real sigma_;
  real median_;
};

}  // namespace tenbin
