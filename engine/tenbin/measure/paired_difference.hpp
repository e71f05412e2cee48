#pragma once

#include "tenbin/measure/annual_sample.hpp"
#include "tenbin/measure/estimate.hpp"

namespace tenbin {

/// a minus b for two columns that saw the same years (coverage designs, regimes, audits on the same events).
/// The standard error comes from the differences of the two influence functions year by year, so that what
/// both columns share cancels (docs/methods/measures.md). Levels must have been prepared in both samples. \sa
/// tests/engine/measure/paired_difference_test.cpp
class PairedDifference {
 public:
  /// Both samples must outlive the difference.
  /// @throw ParameterError unless both have the same number of years and the same clusters
  PairedDifference(const AnnualSample& a, const AnnualSample& b);

  Estimate mean() const;
  /// The quantile's influence is linearised: (1{x > q} - (1 - level)) dq/dp, dq/dp from the spacing in each
  /// sample.
  Estimate var(double level) const;
  Estimate tvar(double level) const;

 private:
  const AnnualSample* a_;
  const AnnualSample* b_;
};

}  // namespace tenbin
