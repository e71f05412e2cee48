#include "tenbin/measure/tail_contribution.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "tenbin/core/error.hpp"
#include "tenbin/measure/fixed_sum.hpp"

namespace tenbin {

TailContribution::TailContribution(const AnnualSample& total, double level)
    : total_(&total), point_(total.tail_point(level)) {
  const std::size_t n = total.size();
  const std::size_t window = spacing_window(n, level);
  const std::size_t low_rank = std::max(point_.rank - std::min(point_.rank - 1, window), total.lowest_rank());
  const double low = total.order_statistic(low_rank);
  const double high = total.order_statistic(std::min(n, point_.rank + window));
  std::size_t above = 0;
  std::size_t ties = 0;
  const auto years = total.years();
  for (std::size_t i = 0; i < n; ++i) {
    const double t = years[i];
    if (t < low) continue;
    above += t > point_.quantile ? 1 : 0;
    ties += t == point_.quantile ? 1 : 0;
    if (t <= high) window_.push_back(i);
  }
  const double wanted = static_cast<double>(n) * (1 - level);
  tie_weight_ = (wanted - static_cast<double>(above)) / static_cast<double>(ties);
}

Estimate TailContribution::combined(std::span<const double> component, double mean_weight,
                                    double tail_weight) const {
  const auto total = total_->years();
  check(component.size() == total.size(), "TailContribution", "number of years of the component",
        static_cast<real>(component.size()), "that of the total");
  // E[C | T = q] from the years around the quantile: what moves when the quantile is not where it should be.
  const double at_quantile =
      column::fixed_sum(window_.size(), [&](std::size_t j) { return component[window_[j]]; }) /
      static_cast<double>(window_.size());
  const double factor = tail_weight / (1 - point_.level);
  const double q = point_.quantile;
  const auto m = column::clustered_mean(
      total.size(), static_cast<std::size_t>(total_->cluster_years()), [&](std::size_t i) {
        const double weight = total[i] > q ? 1.0 : (total[i] == q ? tie_weight_ : 0.0);
        return mean_weight * component[i] + factor * (weight * (component[i] - at_quantile));
      });
  check_finite("TailContribution", "mean of the component", static_cast<real>(m.mean));
  const double value = m.mean + tail_weight * at_quantile;
  if (tail_weight != 0 && !std::isfinite(point_.tvar_error)) {
    return {value, std::numeric_limits<double>::infinity(), false};
  }
  const bool carried = m.effective_clusters >= fewest_years || m.standard_error == 0;
  return {value, m.standard_error, carried && (tail_weight == 0 || point_.tvar_reliable)};
}

}  // namespace tenbin
