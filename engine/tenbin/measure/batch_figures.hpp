#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "tenbin/measure/estimate.hpp"

namespace tenbin {

/// Batches into which the years of a run are cut where a figure is too involved for an error of its own (a
/// premium, a total cost, a comparison of many designs): the figure is worked out on each batch, and the
/// spread over the batches gives the error of any function of several such figures, with all that they share
/// (batch means; Law, Simulation Modeling and Analysis, 5th ed., section 9.5).
inline constexpr std::size_t batch_count = 20;

/// 0.975 quantile of Student's t with batch_count - 1 = 19 degrees of freedom.
inline constexpr double batch_t_975 = 2.093024054408263;

/// Years of a batch: whole clusters; 0 where there are fewer clusters than batches. What is left over at the
/// end belongs to no batch.
std::size_t batch_years(std::size_t years, int cluster_years);

/// Value with the standard error of the mean of the batches. Without batches, or with a batch that is no
/// number: not reliable, infinite error.
Estimate batch_estimate(double value, std::span<const double> batches);

/// Mean and TVaR of a column of years, of the whole and of each batch.
struct BatchFigures {
  double mean = 0;
  double tvar = 0;
  std::vector<double> means;  ///< by batch; empty where there are fewer clusters than batches
  std::vector<double>
      tvars;  ///< empty also where a batch has fewer than `fewest_years` years beyond the level
};

/// @param level in (0, 1); quantile_rank() and the conventions of AnnualSample
BatchFigures batch_figures(std::span<const double> years, int cluster_years, double level);

}  // namespace tenbin
