#pragma once

#include <memory>
#include <mutex>

#include "tenbin/severity/severity.hpp"

namespace tenbin {

/// The year's sum of frequent small losses as one amount: a compound Poisson distribution by FFT on a lattice
/// (exact_total), mean and variance in closed form (Klugman, Panjer, Willmot, Loss Models, 4th ed., 9.3).
/// Where losses below a threshold are drawn as this sum and those above it as events, all of them together
/// are the unsplit model: parts of a Poisson process cut by size are independent Poisson processes. The
/// lattice is made when it is first needed. VaR is known within its step, mean / 1024 or less.
class AnnualTotal final : public Severity {
 public:
  /// @param rate losses a year, positive
  /// @param loss bounded law of one loss, not null
  /// @throw ParameterError
  AnnualTotal(real rate, SeverityPtr loss);

  std::string name() const override { return "annual_total"; }
  std::string fingerprint() const override { return told_by({rate_}, {loss_.get()}); }
  real pdf(real x) const override { return law().pdf(x); }
  real cdf(real x) const override { return law().cdf(x); }
  real survival(real x) const override { return law().survival(x); }
  real cdf_below(real x) const override { return law().cdf_below(x); }
  real survival_from(real x) const override { return law().survival_from(x); }
  real quantile(real u) const override { return law().quantile(u); }
  real upper_quantile(real s) const override { return law().upper_quantile(s); }
  real limited_expected_value(real d) const override;
  /// Closed form for k = 1 and 2, else by the lattice.
  real raw_moment(int k) const override;
  std::vector<real> knots() const override { return law().knots(); }

 private:
  const Severity& law() const;

  real rate_;
  SeverityPtr loss_;
  mutable std::once_flag made_;
  mutable SeverityPtr law_;
};

}  // namespace tenbin
