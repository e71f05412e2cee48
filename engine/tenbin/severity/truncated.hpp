#pragma once

#include "tenbin/severity/severity.hpp"

namespace tenbin {

/// A distribution conditioned on the interval (below, above]: P(X <= x) = (F(x) - F(below)) / p with
/// p = F(above) - F(below). An atom at zero belongs to the interval where below is 0 (nothing is cut off
/// there).
///   E[min(X, d)] = below + (integral of P(Y > x) over (below, d) - (d - below) P(Y > above)) / p
/// Raw moments in the same way, see layer_moment.hpp.
class Truncated final : public Severity {
 public:
  /// @param component the distribution of Y, not null
  /// @param below zero or positive, finite [currency]
  /// @param above above `below`; infinity: no upper bound [currency]
  /// @throw ParameterError, also where the interval has probability 0
  Truncated(SeverityPtr component, real below, real above);

  std::string name() const override { return "truncated"; }
  std::string fingerprint() const override { return told_by({below_, above_}, {component_.get()}); }
  real pdf(real x) const override;
  real cdf(real x) const override;
  real survival(real x) const override;
  real cdf_below(real x) const override;
  real survival_from(real x) const override;
  real quantile(real u) const override;
  real upper_quantile(real s) const override;
  real limited_expected_value(real d) const override;
  real raw_moment(int k) const override;
  std::vector<real> knots() const override;

  /// Supremum of the support: the quantile at 1
  real largest() const;

 private:
  /// A probability of the component from both sides.
  struct Probability {
    real lower;
    real upper;
  };
  static real between(Probability from, Probability to);
  Probability at(real x) const { return {component_->cdf(x), component_->survival(x)}; }
  Probability before(real x) const { return {component_->cdf_below(x), component_->survival_from(x)}; }
  real component_quantile(Probability target) const;

  SeverityPtr component_;
  real below_;
  real above_;
  Probability at_below_{};
  Probability at_above_{};
  real probability_ = 0;
  real smallest_ = 0;  ///< infimum of the support
};

}  // namespace tenbin
