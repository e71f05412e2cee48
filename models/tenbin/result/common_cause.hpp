#pragma once

#include <vector>

#include "tenbin/perils/source.hpp"
#include "tenbin/result/result.hpp"
#include "tenbin/simulation/plan.hpp"
#include "tenbin/simulation/year_loss_table.hpp"

namespace tenbin::result {

/// Number of n dependents that one common event hits. Each is hit with the event's share H ~ Beta(a, b),
/// independently given H, so the number is beta-binomial:
///   P(K = k) = C(n, k) B(k + a, n - k + b) / B(a, b)
/// (Johnson, Kemp, Kotz, Univariate Discrete Distributions, 3rd ed., 6.2.2).
/// @param mean of H, inside (0, 1)
/// @param concentration a + b, positive
std::vector<double> hit_together(int dependents, double mean, double concentration);

/// What the common events of a run do, as figures of subject "common_causes" (basis aep): the mean yearly
/// loss that they bring, the part of it in the mean ("mean_share") and in TVaR at each level ("tvar_share",
/// the Euler allocation); and for each "common_causes/COMPONENT/EVENT" (basis event): "rate" a year,
/// "dependents", "mean_hit" of them, "probability_two_or_more" hit. Nothing where no deployment has a
/// component with common events.
/// @param table of a run of the plan; the common events of its years are made again
std::vector<MeasureRow> common_causes(const Plan& plan, const std::vector<perils::Source>& sources,
                                      const YearLossTable& table, const std::vector<double>& levels,
                                      int threads);

}  // namespace tenbin::result
