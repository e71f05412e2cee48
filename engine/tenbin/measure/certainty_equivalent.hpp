#pragma once

#include <span>
#include <vector>

#include "tenbin/measure/estimate.hpp"

namespace tenbin {

/// Certainty equivalent of a random cost X under exponential utility: the sure cost that is as bad,
///   CE(X) = ln E[exp(a X)] / a,  a > 0 the absolute risk aversion [1/currency]
/// (Pratt, Risk aversion in the small and in the large, Econometrica 32, 1964; Gerber and Pafumi, Utility
/// functions, North American Actuarial Journal 2(3), 1998: the exponential premium). X + c has CE(X) + c, and
/// CE(X) is between the mean (a to 0) and the largest X (a to infinity); normal X: mean + a variance / 2.
///
/// In long double after the simulation, scaled by the largest year, so that nothing overflows. Standard error
/// by the delta method, se(M) / (a M) with M the mean of exp(a X), from clusters of years. A heavy tail has
/// no finite E[exp(a X)], and any sample of it is carried by its worst years: where fewer than `fewest_years`
/// clusters carry the variance of M the estimate is not reliable and must not be shown as a figure.
/// @param cluster_years years that share their parameters
/// @throw ParameterError without years, for a risk aversion that is not positive and finite
Estimate certainty_equivalent(std::span<const double> years, int cluster_years, double risk_aversion);

/// Certainty equivalent of each batch of years (batch_figures.hpp); empty where there are fewer clusters than
/// batches.
std::vector<double> batch_certainty_equivalents(std::span<const double> years, int cluster_years,
                                                double risk_aversion);

}  // namespace tenbin
