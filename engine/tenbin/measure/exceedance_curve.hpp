#pragma once

#include <span>
#include <vector>

#include "tenbin/measure/annual_sample.hpp"

namespace tenbin {

/// One point of an exceedance curve: with `probability` a year is worse than `loss`.
struct ExceedancePoint {
  double return_period = 0;  ///< 1 / probability [yr]
  double probability = 0;    ///< exceedance probability, 1 - level
  Estimate loss;             ///< lower quantile at level 1 - probability
};

/// The losses at given return periods [yr], each >= 1, e.g. 10, 50, 100, 200, 250, 1000.
/// @throw ParameterError if a return period is below 1, or below the lowest level that the sample was
/// prepared for
std::vector<ExceedancePoint> exceedance_points(const AnnualSample& sample,
                                               std::span<const double> return_periods);

/// A curve for plotting: at most `points` points, evenly spaced on the logarithm of the return period, from
/// the lowest level that the sample was prepared for up to the largest year (return period n). Losses never
/// fall with the return period. \pre points >= 2
std::vector<ExceedancePoint> exceedance_curve(const AnnualSample& sample, int points);

}  // namespace tenbin
