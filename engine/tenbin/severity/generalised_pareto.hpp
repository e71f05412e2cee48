#pragma once

#include "tenbin/severity/severity.hpp"

namespace tenbin {

/// Generalised Pareto above a threshold u, shape xi of either sign, scale b. With y = x - u >= 0:
///   P(X > x) = (1 + xi y/b)^(-1/xi), exp(-y/b) at xi = 0; for xi < 0 it ends at u - b/xi,
///   E[(X-u)^k] = k! b^k / ((1-xi)(1-2xi)...(1-k xi)) for k xi < 1, otherwise infinite,
///   E[min(X-u, y)] = b (1 - P(X > x)^(1-xi))/(1-xi)
/// Embrechts, Klueppelberg, Mikosch, Modelling Extremal Events, 1997, definition 3.4.9 and theorem 3.4.13.
/// Pareto I is xi = 1/alpha, b = threshold/alpha; Lomax the same with threshold 0 and b = scale/alpha.
class GeneralisedPareto final : public Severity {
 public:
  /// @param shape xi, any finite number
  /// @param scale positive [currency]
  /// @param threshold zero or positive [currency]
  /// @throw ParameterError
  GeneralisedPareto(real shape, real scale, real threshold);

  std::string name() const override { return "generalised_pareto"; }
  std::string fingerprint() const override { return told_by({shape_, scale_, threshold_}); }
  real pdf(real x) const override;
  real cdf(real x) const override;
  real survival(real x) const override;
  real quantile(real u) const override;
  real upper_quantile(real s) const override;
  real limited_expected_value(real d) const override;
  real raw_moment(int k) const override;
  std::vector<real> knots() const override;

 private:
  real hazard(real x) const;
  real at_hazard(real h) const;

  real shape_;
  real scale_;
  real threshold_;
  real end_;  ///< of the support
};

}  // namespace tenbin
