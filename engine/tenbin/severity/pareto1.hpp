#pragma once

#include "tenbin/severity/severity.hpp"

namespace tenbin {

/// Single-parameter Pareto (Pareto I) above a threshold t, shape a.
///   P(X > x) = (t/x)^a for x >= t,  E[X^k] = a t^k/(a - k) for k < a, otherwise infinite,
///   E[min(X, d)] = t + t (1 - (t/d)^(a-1))/(a - 1) for d >= t (t + t ln(d/t) at a = 1)
/// Klugman, Panjer, Willmot, Loss Models, 4th ed., appendix A.4.1.4.
class Pareto1 final : public Severity {
 public:
  /// @param shape positive (the tail index alpha)
  /// @param threshold positive, the smallest possible claim [currency]
  /// @throw ParameterError
  Pareto1(real shape, real threshold);

  std::string name() const override { return "pareto1"; }
  std::string fingerprint() const override { return told_by({shape_, threshold_}); }
  real pdf(real x) const override;
  real cdf(real x) const override;
  real survival(real x) const override;
  real quantile(real u) const override;
  real upper_quantile(real s) const override;
  real limited_expected_value(real d) const override;
  real raw_moment(int k) const override;
  std::vector<real> knots() const override { return {threshold_}; }

 private:
  real log_ratio(real x) const;

  real shape_;
  real threshold_;
};

}  // namespace tenbin
