#pragma once

#include <span>
#include <vector>

#include "tenbin/measure/annual_sample.hpp"

namespace tenbin {

/// What a component contributes to the mean and to the tail of a total: co-TVaR, the Euler allocation of TVaR
/// (Tasche, Allocating portfolio economic capital to sub-portfolios, 2004; Kalkbrener, Mathematical Finance
/// 15, 2005).
///   c = [ sum of C over years with T > q + beta x sum of C over years with T = q ] / (n (1 - level)),
/// q = VaR(T), beta such that exactly n (1 - level) years count. Contributions of components that add up to T
/// add up to TVaR(T). \sa tests/engine/measure/tail_contribution_test.cpp
class TailContribution {
 public:
  /// @param total a sample prepared for `level`; must outlive this object
  TailContribution(const AnnualSample& total, double level);

  /// Co-TVaR of a component.
  Estimate tvar(std::span<const double> component) const { return combined(component, 0, 1); }
  /// mean_weight x mean + tail_weight x co-TVaR of a component, with the standard error of the sum (the two
  /// go together). A risk load of 6 % of (co-TVaR - mean) on the mean: weights 0.94 and 0.06.
  /// @throw ParameterError unless the component has one amount for each year of the total
  Estimate combined(std::span<const double> component, double mean_weight, double tail_weight) const;

 private:
  const AnnualSample* total_;
  TailPoint point_;
  std::vector<std::size_t> window_;  ///< years whose total is within the spacing window around the quantile
  double tie_weight_ = 0;            ///< beta
};

}  // namespace tenbin
