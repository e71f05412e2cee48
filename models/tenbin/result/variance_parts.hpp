#pragma once

#include <span>
#include <vector>

#include "tenbin/measure/estimate.hpp"
#include "tenbin/result/result.hpp"
#include "tenbin/simulation/year_loss_table.hpp"

namespace tenbin::result {

/// The variance of a year's loss by its causes:
///   Var X = E Var[X | parameters] + Var E[X | parameters]
/// process and parameter, from worlds of n years that share their parameters (one-way analysis of variance
/// with random effects; Searle, Casella, McCulloch, Variance Components, 1992, ch. 3): within mean square,
/// and (between - within)/n. The parameter part may come out below 0 by chance; it is not cut, so that it
/// stays without bias. Standard errors from batches of worlds. The simulation's own variance is the squared
/// standard error of the mean.
struct VarianceParts {
  Estimate process, parameter;
  Estimate simulation;  ///< its own error: that of a variance of normal worlds, sqrt(2 / (worlds - 1)) of it
};

/// @param cluster_years years of a world, above 1
VarianceParts variance_parts(std::span<const double> annual, int cluster_years);

/// Rows "process_variance", "parameter_variance", "simulation_variance" (basis aep) of the loss before
/// insurance, of parties, of policies and of their insureds; none where no parameter is uncertain.
std::vector<MeasureRow> variance_rows(const YearLossTable& table, int cluster_years, int threads);

}  // namespace tenbin::result
