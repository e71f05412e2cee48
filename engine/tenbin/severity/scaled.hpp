#pragma once

#include "tenbin/severity/severity.hpp"

namespace tenbin {

/// X = factor Y: P(X <= x) = P(Y <= x/factor), E[min(X, d)] = factor E[min(Y, d/factor)].
class Scaled final : public Severity {
 public:
  /// @param component the distribution of Y, not null
  /// @param factor positive
  /// @throw ParameterError
  Scaled(SeverityPtr component, real factor);

  std::string name() const override { return "scaled"; }
  std::string fingerprint() const override { return told_by({factor_}, {component_.get()}); }
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
  real unscaled(real x) const;

  SeverityPtr component_;
  real factor_;
  std::vector<real> component_knots_;
  std::vector<real> knots_;
};

}  // namespace tenbin
