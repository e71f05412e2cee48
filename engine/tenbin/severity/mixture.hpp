#pragma once

#include "tenbin/severity/severity.hpp"

namespace tenbin {

/// Mixture: the amount comes from components[i] with probability weights[i]; P(X <= x) is the weighted sum.
/// The quantile is solved for: atoms from a table of knots, between knots a bracketed root in ln x.
/// Klugman, Panjer, Willmot, Loss Models, 4th ed., section 4.2.3.
class Mixture final : public Severity {
 public:
  /// @param components at least one, not null
  /// @param weights one for each component, zero or positive, sum 1 within 1e-9 (then normalised)
  /// @throw ParameterError
  Mixture(const std::vector<SeverityPtr>& components, std::vector<real> weights);

  std::string name() const override { return "mixture"; }
  std::string fingerprint() const override;
  real pdf(real x) const override;
  real cdf(real x) const override;
  real survival(real x) const override;
  real cdf_below(real x) const override;
  real survival_from(real x) const override;
  real quantile(real u) const override;
  real upper_quantile(real s) const override;
  real limited_expected_value(real d) const override;
  real raw_moment(int k) const override;
  std::vector<real> knots() const override { return knots_; }

 private:
  struct Part {
    SeverityPtr severity;
    real weight;
  };
  struct KnotProbability {
    real lower;  ///< P(X <= knot)
    real upper;  ///< P(X > knot)
    real lower_before;
    real upper_before;
  };

  std::vector<Part> parts_;
  real total_ =
      0;  ///< of the weights in the order of their sums: 1 up to rounding, and makes P(X <= inf) exactly 1
  std::vector<real> knots_;
  std::vector<KnotProbability> at_knots_;
};

}  // namespace tenbin
