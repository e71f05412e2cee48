#pragma once

#include "tenbin/severity/severity.hpp"

namespace tenbin {

/// MBBEFD (Maxwell-Boltzmann, Bose-Einstein, Fermi-Dirac) degree of damage on a sum insured M, with an atom
/// of probability 1/g at the total loss M. For y = x/M in [0, 1), with h(y) = (b^-y - 1)/(b^-1 - 1):
///   P(X > x) = 1/(1 + (g-1) h(y)) = (1-b) / ((g-1) b^(1-y) + 1 - g b),
///   E[min(X, yM)] = M ln(1 + a (b^y - 1)) / (a ln b),  a = (1 - g b)/(1 - b)
/// Written with h there is no special case but b = 1, where h(y) = y; bg = 1 is the exponential with a point
/// mass, g = 1 (or b = 0) the certain total loss.
/// Bernegger, The Swiss Re exposure curves and the MBBEFD distribution class, ASTIN Bulletin 27 (1997)
/// 99-111, formulas 3.6 to 3.10.
class Mbbefd final : public Severity {
 public:
  /// @param b zero or positive
  /// @param g at least 1; the total loss has probability 1/g
  /// @param sum_insured positive [currency]
  /// @throw ParameterError
  Mbbefd(real b, real g, real sum_insured);

  /// Swiss Re's one-parameter family: b = exp(3.1 - 0.15 c (1+c)), g = exp((0.78 + 0.12 c) c); c = 1.5, 2, 3,
  /// 4 are the curves Y1 to Y4, c = 5 Lloyd's curve for industrial risks (Bernegger, formula 4.3 and
  /// section 4.2).
  /// @param c between 0 and 30 (so that g fits a double); practice uses 0 to 10
  static Mbbefd swiss_re(real c, real sum_insured);

  std::string name() const override { return "mbbefd"; }
  std::string fingerprint() const override { return told_by({b_, g_, sum_insured_}); }
  real b() const { return b_; }
  real g() const { return g_; }
  real pdf(real x) const override;
  real cdf(real x) const override;
  real survival(real x) const override;
  real cdf_below(real x) const override;
  real survival_from(real x) const override;
  real quantile(real u) const override;
  real upper_quantile(real s) const override;
  real limited_expected_value(real d) const override;
  /// Closed for k = 1, quadrature of the quantile function for k > 1.
  real raw_moment(int k) const override;
  std::vector<real> knots() const override { return {sum_insured_}; }

 private:
  bool certain_total_loss() const { return g_ == 1 || b_ == 0; }
  real odds(real x) const;
  real at_odds(real odds) const;

  real b_;
  real g_;
  real sum_insured_;
  real gamma_;               ///< -ln b
  real one_minus_b_over_b_;  ///< expm1(gamma)
};

}  // namespace tenbin
