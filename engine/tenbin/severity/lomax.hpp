#pragma once

#include "tenbin/severity/severity.hpp"

namespace tenbin {

/// Lomax (Pareto II from zero; the two-parameter "Pareto" of actuarial texts) with shape a and scale t.
///   P(X > x) = (1 + x/t)^-a,  E[X^k] = t^k k!/((a-1)(a-2)...(a-k)) for k < a, otherwise infinite,
///   E[min(X, d)] = t (1 - (1 + d/t)^(1-a))/(a - 1) (t ln(1 + d/t) at a = 1)
/// Klugman, Panjer, Willmot, Loss Models, 4th ed., appendix A.2.3.1.
class Lomax final : public Severity {
 public:
  /// @param shape positive (the tail index alpha)
  /// @param scale positive [currency]
  /// @throw ParameterError
  Lomax(real shape, real scale);

  std::string name() const override { return "lomax"; }
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
