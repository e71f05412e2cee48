#pragma once

#include "tenbin/audit/belief.hpp"
#include "tenbin/severity/severity.hpp"

namespace tenbin::audit {

/// What quality does to a rate or to a size: M = exp(-k (Q - 50)/50) / C, where C makes the mean of M over
/// the class's prior equal to 1, C = exp(k^2 tau^2 / 5000) for the prior N(50, tau^2). A market rate is thus
/// right for the class, and an audit moves a deployment within it.
class QualityMultiplier {
 public:
  /// @param strength k >= 0; exponent per 50 points of score
  QualityMultiplier(const Belief& belief, real strength);

  /// Value at quality q.
  real at(real quality) const;
  /// E[M | S]
  real mean() const;
  /// Standard deviation of M given S: what the audit leaves open.
  real sd() const;
  /// Law of M given S: lognormal; under a cap, an atom at the least multiplier and the lognormal above it.
  /// Falls in quality, so laws of several perils read at the same uniform answer to the same quality.
  SeverityPtr law() const;
  /// No effect, or nothing left open: a constant.
  bool is_constant() const { return strength_ == 0 || belief_.normal_sd == 0; }

 private:
  real log_norm() const;

  Belief belief_;
  real strength_;
};

}  // namespace tenbin::audit
