#pragma once

#include "tenbin/severity/severity.hpp"

namespace tenbin {

/// Beta on a sum insured M: X/M ~ Beta(a, b).
///   F(x) = I_{x/M}(a, b),  E[X^k] = M^k a(a+1)...(a+k-1) / ((a+b)(a+b+1)...(a+b+k-1)),
///   E[min(X, d)] = M a/(a+b) I_{d/M}(a+1, b) + d (1 - F(d))
/// Klugman, Panjer, Willmot, Loss Models, 4th ed., appendix A.6.1.2 (their theta is our M).
class Beta final : public Severity {
 public:
  /// @param a positive
  /// @param b positive
  /// @param sum_insured positive [currency]
  /// @throw ParameterError
  Beta(real a, real b, real sum_insured);

  std::string name() const override { return "beta"; }
  std::string fingerprint() const override { return told_by({a_, b_, sum_insured_}); }
  real pdf(real x) const override;
  real cdf(real x) const override;
  real survival(real x) const override;
  real quantile(real u) const override;
  real upper_quantile(real s) const override;
  real limited_expected_value(real d) const override;
  real raw_moment(int k) const override;
  std::vector<real> knots() const override { return {sum_insured_}; }

 private:
  real a_;
  real b_;
  real sum_insured_;
};

}  // namespace tenbin
