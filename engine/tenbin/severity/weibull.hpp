#pragma once

#include "tenbin/severity/severity.hpp"

namespace tenbin {

/// Weibull with shape c and scale t.
///   P(X > x) = exp(-(x/t)^c),  E[X^k] = t^k Gamma(1 + k/c),
///   E[min(X, d)] = t Gamma(1 + 1/c) P(1 + 1/c, (d/t)^c) + d P(X > d)
/// Klugman, Panjer, Willmot, Loss Models, 4th ed., appendix A.3.2.3 (their tau is our shape).
class Weibull final : public Severity {
 public:
  /// @param shape positive
  /// @param scale positive [currency]
  /// @throw ParameterError
  Weibull(real shape, real scale);

  std::string name() const override { return "weibull"; }
  std::string fingerprint() const override { return told_by({shape_, scale_}); }
  real pdf(real x) const override;
  real cdf(real x) const override;
  real survival(real x) const override;
  real quantile(real u) const override;
  real upper_quantile(real s) const override;
  real limited_expected_value(real d) const override;
  real raw_moment(int k) const override;

 private:
  real hazard(real x) const;

  real shape_;
  real scale_;
};

}  // namespace tenbin
