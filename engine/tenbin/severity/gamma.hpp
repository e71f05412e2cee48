#pragma once

#include "tenbin/severity/severity.hpp"

namespace tenbin {

/// Gamma with shape a and scale t: mean a t, variance a t^2.
///   f(x) = (x/t)^a e^(-x/t) / (x Gamma(a)),  F(x) = P(a, x/t),  E[X^k] = t^k a (a+1) ... (a+k-1),
///   E[min(X, d)] = a t P(a+1, d/t) + d Q(a, d/t)
/// Klugman, Panjer, Willmot, Loss Models, 4th ed., appendix A.3.2.1.
class Gamma final : public Severity {
 public:
  /// @param shape positive
  /// @param scale positive [currency]
  /// @throw ParameterError
  Gamma(real shape, real scale);

  std::string name() const override { return "gamma"; }
  std::string fingerprint() const override { return told_by({shape_, scale_}); }
  real pdf(real x) const override;
  real cdf(real x) const override;
  real survival(real x) const override;
  real quantile(real u) const override;
  real upper_quantile(real s) const override;
  real limited_expected_value(real d) const override;
  real raw_moment(int k) const override;

 private:
  real shape_;
  real scale_;
};

}  // namespace tenbin
