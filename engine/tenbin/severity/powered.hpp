#pragma once

#include <utility>
#include <vector>

#include "tenbin/severity/severity.hpp"

namespace tenbin {

/// X = c Y^b with the mean of Y: the same law, wider (b > 1) or narrower (b < 1). For a lognormal Y with
/// parameter sigma it is the lognormal of the same mean with b sigma, exactly.
///   F(x) = F_Y((x/c)^(1/b)),  c = E[Y] / E[Y^b]
/// E[Y^b] and E[min(X, d)] by the trapezoidal rule over the normal score of Y's probability, which converges
/// geometrically for lognormal-like laws (Trefethen and Weideman 2014, SIAM Review 56:385) and to about 1e-4
/// across knots.
class Powered final : public Severity {
 public:
  /// @param component the distribution of Y, not null, with a finite mean
  /// @param power b, in [1/4, 4]
  /// @throw ParameterError
  Powered(SeverityPtr component, real power);

  std::string name() const override { return "powered"; }
  std::string fingerprint() const override { return told_by({power_, factor_}, {component_.get()}); }
  real pdf(real x) const override;
  real cdf(real x) const override { return component_->cdf(original(x)); }
  real survival(real x) const override { return component_->survival(original(x)); }
  real cdf_below(real x) const override { return component_->cdf_below(original(x)); }
  real survival_from(real x) const override { return component_->survival_from(original(x)); }
  real quantile(real u) const override { return transformed(component_->quantile(u)); }
  real upper_quantile(real s) const override { return transformed(component_->upper_quantile(s)); }
  real limited_expected_value(real d) const override;
  real raw_moment(int k) const override;
  std::vector<real> knots() const override;

 private:
  real original(real x) const;     ///< y of x
  real transformed(real y) const;  ///< x of y

  SeverityPtr component_;
  real power_;
  real factor_ = 1;
  std::vector<std::pair<real, real>> knots_;  ///< x, y
  real mean_;
};

}  // namespace tenbin
