#pragma once

#include "tenbin/severity/severity.hpp"

namespace tenbin {

/// X = shift + Y: a fixed cost beside a random one.
///   F(x) = F_Y(x - shift),  E[min(X, d)] = shift + E[min(Y, d - shift)] for d >= shift, else d,
///   E[X^k] = sum over j of C(k, j) shift^(k-j) E[Y^j]
class Shifted final : public Severity {
 public:
  /// @param component the distribution of Y, not null
  /// @param shift zero or positive, finite [currency]
  /// @throw ParameterError
  Shifted(SeverityPtr component, real shift);

  std::string name() const override { return "shifted"; }
  std::string fingerprint() const override { return told_by({shift_}, {component_.get()}); }
  real pdf(real x) const override;
  real cdf(real x) const override;
  real survival(real x) const override;
  real cdf_below(real x) const override;
  real survival_from(real x) const override;
  real quantile(real u) const override { return shift_ + component_->quantile(u); }
  real upper_quantile(real s) const override { return shift_ + component_->upper_quantile(s); }
  real limited_expected_value(real d) const override;
  real raw_moment(int k) const override;
  std::vector<real> knots() const override;

 private:
  SeverityPtr component_;
  real shift_;
};

}  // namespace tenbin
