#include "tenbin/measure/exceedance_curve.hpp"

#include <algorithm>
#include <cmath>

#include "tenbin/core/error.hpp"

namespace tenbin {

std::vector<ExceedancePoint> exceedance_points(const AnnualSample& sample,
                                               std::span<const double> return_periods) {
  std::vector<ExceedancePoint> curve;
  curve.reserve(return_periods.size());
  for (const double period : return_periods) {
    check(period >= 1 && std::isfinite(period), "exceedance_points", "return period",
          static_cast<real>(period), "finite and at least 1 year");
    curve.push_back({period, 1 / period, sample.var(1 - 1 / period)});
  }
  return curve;
}

std::vector<ExceedancePoint> exceedance_curve(const AnnualSample& sample, int points) {
  check(points >= 2, "exceedance_curve", "points", points, "at least 2");
  const auto n = static_cast<real>(sample.size());
  std::vector<ExceedancePoint> curve;
  // From the first rank at which a whole window of order statistics is known, to that of the largest year.
  // Plan-time arithmetic in `real`: it decides ranks, which must not depend on the processor.
  std::size_t first = sample.lowest_rank();
  const auto window_begin = [&](std::size_t rank) {
    const double level = static_cast<double>(static_cast<real>(rank) / n);
    return rank - std::min(rank - 1, spacing_window(sample.size(), level));
  };
  while (first < sample.size() && window_begin(first) < sample.lowest_rank()) {
    first += std::max<std::size_t>(1, (sample.lowest_rank() - window_begin(first)) / 2);
  }
  first = std::min(first, sample.size());
  // Rank k has the level k/n; the largest year, level 1, is shown at return period n.
  const auto years_beyond = [&](std::size_t rank) { return std::max(n - static_cast<real>(rank), real{1}); };
  const real longest = std::log(years_beyond(first));
  std::size_t previous = 0;
  for (int i = 0; i < points; ++i) {
    const real beyond = std::exp(longest * static_cast<real>(points - 1 - i) / static_cast<real>(points - 1));
    const auto whole = static_cast<std::size_t>(std::llround(beyond));
    std::size_t rank = sample.size() - std::min(whole, sample.size() - first);
    rank = std::max(rank, first);
    if (rank == previous) continue;
    previous = rank;
    const double probability = static_cast<double>(years_beyond(rank) / n);
    curve.push_back({1 / probability, probability, sample.var(1 - probability)});
  }
  return curve;
}

}  // namespace tenbin
