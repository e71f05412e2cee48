#include "tenbin/measure/batch_figures.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "tenbin/core/error.hpp"
#include "tenbin/measure/annual_sample.hpp"
#include "tenbin/measure/column_kernels.hpp"
#include "tenbin/measure/fixed_sum.hpp"

namespace tenbin {
namespace {

/// TVaR from the amounts of a sample of n years that lie at or above some amount below its quantile.
double tvar_of(std::vector<double>& top, std::size_t n, double level) {
  column::sort_ascending(top);
  const std::size_t rank = quantile_rank(n, level);
  const std::size_t first = rank - 1 - (n - top.size());
  const double q = top[first];
  const double excess =
      column::fixed_sum(top.size() - first, [&](std::size_t i) { return top[first + i] - q; });
  return q + excess / (static_cast<double>(n) * (1 - level));
}

/// An amount that about three times the wanted share of the years reach; a bad guess costs time only.
double guessed_threshold(std::span<const double> years, double level) {
  constexpr std::size_t looked_at = 4096;
  const std::size_t stride = std::max<std::size_t>(1, years.size() / looked_at);
  std::vector<double> some;
  for (std::size_t i = 0; i < years.size(); i += stride) some.push_back(years[i]);
  const auto keep = static_cast<std::size_t>(3 * (1 - level) * static_cast<double>(some.size())) + 2;
  if (keep >= some.size()) return -std::numeric_limits<double>::infinity();
  const auto at = some.begin() + static_cast<std::ptrdiff_t>(some.size() - keep);
  std::nth_element(some.begin(), at, some.end());
  return *at;
}

std::vector<double> at_least(std::span<const double> years, double threshold, std::size_t wanted) {
  std::vector<double> top = column::tail_from(years, 1, threshold, 4 * wanted + 64).amounts;
  if (top.size() < wanted) top.assign(years.begin(), years.end());
  return top;
}

double mean_of(std::span<const double> years) {
  return column::fixed_sum(years.size(), [&](std::size_t i) { return years[i]; }) /
         static_cast<double>(years.size());
}

}  // namespace

std::size_t batch_years(std::size_t years, int cluster_years) {
  const auto cluster = static_cast<std::size_t>(cluster_years);
  return years / cluster / batch_count * cluster;
}

Estimate batch_estimate(double value, std::span<const double> batches) {
  Estimate estimate;
  estimate.value = value;
  const bool told = batches.size() > 1 && std::isfinite(value) &&
                    std::all_of(batches.begin(), batches.end(), [](double x) { return std::isfinite(x); });
  if (!told) return estimate;
  const auto n = static_cast<real>(batches.size());
  real sum = 0;
  for (const double batch : batches) sum += batch;
  real squares = 0;
  for (const double batch : batches) squares += (batch - sum / n) * (batch - sum / n);
  estimate.standard_error = static_cast<double>(std::sqrt(squares / (n - 1) / n));
  estimate.reliable = true;
  return estimate;
}

BatchFigures batch_figures(std::span<const double> years, int cluster_years, double level) {
  check(!years.empty(), "batch_figures", "number of years", 0, "at least 1");
  check(cluster_years >= 1, "batch_figures", "cluster_years", cluster_years, "at least 1");
  check(level > 0 && level < 1, "batch_figures", "level", static_cast<real>(level), "between 0 and 1");
  const auto wanted = [&](std::size_t n) { return n - quantile_rank(n, level) + 1; };
  const double threshold = guessed_threshold(years, level);
  BatchFigures figures;
  figures.mean = mean_of(years);
  const std::size_t size = batch_years(years.size(), cluster_years);
  const bool has_tail = static_cast<double>(size) * (1 - level) >= fewest_years * (1 - 1e-9);
  std::vector<double> whole;
  for (std::size_t batch = 0; size > 0 && batch < batch_count; ++batch) {
    const std::span<const double> part = years.subspan(batch * size, size);
    figures.means.push_back(mean_of(part));
    if (!has_tail) continue;
    std::vector<double> top = at_least(part, threshold, wanted(size));
    for (const double amount : top) {
      if (amount >= threshold) whole.push_back(amount);
    }
    figures.tvars.push_back(tvar_of(top, size, level));
  }
  if (has_tail) {
    for (std::size_t i = batch_count * size; i < years.size(); ++i) {
      if (years[i] >= threshold) whole.push_back(years[i]);
    }
  }
  if (whole.size() < wanted(years.size())) whole.assign(years.begin(), years.end());
  figures.tvar = tvar_of(whole, years.size(), level);
  return figures;
}

}  // namespace tenbin
