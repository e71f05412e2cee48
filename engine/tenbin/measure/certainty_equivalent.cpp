#include "tenbin/measure/certainty_equivalent.hpp"

#include <algorithm>
#include <cmath>

#include "tenbin/core/error.hpp"
#include "tenbin/measure/batch_figures.hpp"
#include "tenbin/measure/fixed_sum.hpp"

namespace tenbin {
namespace {

/// exp(a (x - largest)) of each year.
std::vector<double> weights(std::span<const double> years, double risk_aversion, double largest) {
  std::vector<double> result(years.size());
  for (std::size_t i = 0; i < years.size(); ++i) {
    result[i] = static_cast<double>(std::exp(static_cast<real>(risk_aversion) *
                                             (static_cast<real>(years[i]) - static_cast<real>(largest))));
  }
  return result;
}

double equivalent(std::span<const double> scaled, double risk_aversion, double largest) {
  real sum = 0;
  for (const double weight : scaled) sum += weight;
  const real mean = sum / static_cast<real>(scaled.size());
  return static_cast<double>(static_cast<real>(largest) + std::log(mean) / static_cast<real>(risk_aversion));
}

}  // namespace

Estimate certainty_equivalent(std::span<const double> years, int cluster_years, double risk_aversion) {
  check(!years.empty(), "certainty_equivalent", "number of years", 0, "at least 1");
  check_positive_finite("certainty_equivalent", "risk_aversion", risk_aversion);
  const auto [low, high] = std::minmax_element(years.begin(), years.end());
  if (*low == *high) return {*high, 0, true};
  const double largest = *high;
  const std::vector<double> scaled = weights(years, risk_aversion, largest);
  const auto moment = column::clustered_mean(years.size(), static_cast<std::size_t>(cluster_years),
                                             [&](std::size_t i) { return scaled[i]; });
  Estimate estimate;
  estimate.value = equivalent(scaled, risk_aversion, largest);
  estimate.standard_error = moment.standard_error / moment.mean / risk_aversion;
  estimate.reliable = moment.effective_clusters >= fewest_years && std::isfinite(estimate.standard_error);
  return estimate;
}

std::vector<double> batch_certainty_equivalents(std::span<const double> years, int cluster_years,
                                                double risk_aversion) {
  check_positive_finite("certainty_equivalent", "risk_aversion", risk_aversion);
  const std::size_t size = batch_years(years.size(), cluster_years);
  std::vector<double> batches;
  for (std::size_t batch = 0; size > 0 && batch < batch_count; ++batch) {
    const std::span<const double> part = years.subspan(batch * size, size);
    const double largest = *std::max_element(part.begin(), part.end());
    batches.push_back(equivalent(weights(part, risk_aversion, largest), risk_aversion, largest));
  }
  return batches;
}

}  // namespace tenbin
