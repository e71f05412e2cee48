#include "tenbin/measure/paid_years.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "tenbin/contract/occurrence_kernel.hpp"
#include "tenbin/core/error.hpp"
#include "tenbin/measure/annual_sample.hpp"
#include "tenbin/measure/column_kernels.hpp"
#include "tenbin/measure/fixed_sum.hpp"

namespace tenbin {
namespace {

double sum_of(std::span<const double> amounts) {
  return column::fixed_sum(amounts.size(), [&](std::size_t i) { return amounts[i]; });
}

/// Years without an amount count as zeros below all others.
double tvar_of(const PaidYears::Part& part, double level) {
  std::vector<double> top(part.amounts.begin(), part.amounts.end());
  column::sort_ascending(top);
  const std::size_t zeros = part.years - top.size();
  const std::size_t rank = quantile_rank(part.years, level);
  const std::size_t first = rank > zeros ? rank - 1 - zeros : 0;
  const double q = rank > zeros ? top[first] : 0;
  const double excess =
      column::fixed_sum(top.size() - first, [&](std::size_t i) { return top[first + i] - q; });
  return q + excess / (static_cast<double>(part.years) * (1 - level));
}

}  // namespace

void PaidYears::append(std::span<const double> column) {
  check(years_ + column.size() < std::numeric_limits<std::uint32_t>::max(), "PaidYears", "number of years",
        static_cast<real>(years_ + column.size()), "less than 2^32");
  std::size_t next = at_.size();
  const auto paid = static_cast<std::size_t>(
      std::count_if(column.begin(), column.end(), [](double amount) { return amount != 0; }));
  // Growing by halves, as push_back() does.
  if (next + paid + 1 > at_.capacity()) {
    const std::size_t room = std::max(next + paid + 1, at_.capacity() + at_.capacity() / 2);
    at_.reserve(room);
    amounts_.reserve(room);
  }
  at_.resize(next + paid + 1);
  amounts_.resize(next + paid + 1);
  // Written always, kept where it is an amount: no branch to guess.
  for (std::size_t i = 0; i < column.size(); ++i) {
    at_[next] = static_cast<std::uint32_t>(years_ + i);
    amounts_[next] = column[i];
    if (column[i] != 0) ++next;
  }
  at_.resize(next);
  amounts_.resize(next);
  years_ += column.size();
}

PaidYears::Part PaidYears::part(std::size_t first, std::size_t years) const {
  const auto place = [&](std::size_t year) {
    return static_cast<std::size_t>(std::lower_bound(at_.begin(), at_.end(), year) - at_.begin());
  };
  const std::size_t begin = place(first);
  const std::size_t count = place(first + years) - begin;
  return {std::span(at_).subspan(begin, count), std::span(amounts_).subspan(begin, count), first, years};
}

std::vector<double> PaidYears::column() const {
  std::vector<double> column(years_, 0.0);
  for (std::size_t i = 0; i < at_.size(); ++i) column[at_[i]] = amounts_[i];
  return column;
}

void PaidYears::add(std::uint32_t year, double amount) {
  if (amount == 0) return;
  at_.push_back(year);
  amounts_.push_back(amount);
}

PaidYears PaidYears::after(const AggregateTerms& terms) const {
  std::vector<double> left(amounts_.size());
  apply_column(terms, amounts_, left);
  PaidYears result;
  result.years_ = years_;
  result.at_.reserve(left.size());
  result.amounts_.reserve(left.size());
  for (std::size_t i = 0; i < left.size(); ++i) result.add(at_[i], left[i]);
  return result;
}

PaidYears PaidYears::plus(const PaidYears& other) const {
  PaidYears result;
  result.years_ = years_;
  result.at_.reserve(at_.size() + other.at_.size());
  result.amounts_.reserve(at_.size() + other.at_.size());
  std::size_t i = 0, j = 0;
  while (i < at_.size() || j < other.at_.size()) {
    const std::uint32_t mine = i < at_.size() ? at_[i] : std::numeric_limits<std::uint32_t>::max();
    const std::uint32_t theirs =
        j < other.at_.size() ? other.at_[j] : std::numeric_limits<std::uint32_t>::max();
    const std::uint32_t year = std::min(mine, theirs);
    double amount = 0;
    if (mine == year) amount += amounts_[i++];
    if (theirs == year) amount += other.amounts_[j++];
    result.add(year, amount);
  }
  return result;
}

double mean_of(const PaidYears::Part& part) {
  check(part.years > 0, "mean_of", "number of years", 0, "positive");
  return sum_of(part.amounts) / static_cast<double>(part.years);
}

PaidMoments moments(const PaidYears& paid, int cluster_years) {
  check(cluster_years >= 1, "moments", "cluster_years", cluster_years, "at least 1");
  const PaidYears::Part part = paid.whole();
  const double mean = mean_of(part);
  const auto n = static_cast<double>(part.years);
  const auto silent = static_cast<double>(part.years - part.amounts.size());
  const auto deviations = [&](auto power) {
    return column::fixed_sum(part.amounts.size(),
                             [&](std::size_t i) { return power(part.amounts[i] - mean); }) +
           silent * power(-mean);
  };
  const auto square = [](double x) { return x * x; };
  const auto fourth = [](double x) { return x * x * (x * x); };
  const double squares = deviations(square);
  PaidMoments result;
  result.mean = {mean, 0, false};
  check_finite("moments", "sum of squares", static_cast<real>(squares));
  const double first = part.amounts.empty() ? 0 : part.amounts.front();
  const bool constant =
      part.amounts.empty() || (silent == 0 && std::all_of(part.amounts.begin(), part.amounts.end(),
                                                          [&](double x) { return x == first; }));
  if (constant) return result;
  result.sd = std::sqrt(squares / (n - 1));
  double of_sums = squares, of_fourths = 0, clusters = n;
  if (cluster_years == 1) {
    of_fourths = deviations(fourth);
  } else {
    // U_c: sum of the deviations of a cluster's years; one without payments has -size x mean.
    const auto cluster = static_cast<std::size_t>(cluster_years);
    const std::size_t count = (part.years + cluster - 1) / cluster;
    clusters = static_cast<double>(count);
    std::size_t next = 0;
    of_sums = 0;
    for (std::size_t c = 0; c < count; ++c) {
      const std::size_t end = std::min((c + 1) * cluster, part.years);
      double sum = 0;
      for (; next < part.at.size() && part.at[next] < end; ++next) sum += part.amounts[next];
      const double deviation = sum - static_cast<double>(end - c * cluster) * mean;
      of_sums += square(deviation);
      of_fourths += fourth(deviation);
    }
  }
  const double variance = of_sums * (clusters / (clusters - 1)) / (n * n);
  result.mean.standard_error = std::sqrt(variance);
  result.mean.reliable = of_sums * (of_sums / of_fourths) >= fewest_years;
  return result;
}

BatchFigures batch_figures(const PaidYears& paid, int cluster_years, double level) {
  check(paid.years() > 0, "batch_figures", "number of years", 0, "at least 1");
  check(cluster_years >= 1, "batch_figures", "cluster_years", cluster_years, "at least 1");
  check(level > 0 && level < 1, "batch_figures", "level", static_cast<real>(level), "between 0 and 1");
  BatchFigures figures;
  figures.mean = mean_of(paid.whole());
  figures.tvar = tvar_of(paid.whole(), level);
  const std::size_t size = batch_years(paid.years(), cluster_years);
  const bool has_tail = static_cast<double>(size) * (1 - level) >= fewest_years * (1 - 1e-9);
  for (std::size_t batch = 0; size > 0 && batch < batch_count; ++batch) {
    const PaidYears::Part part = paid.part(batch * size, size);
    figures.means.push_back(mean_of(part));
    if (has_tail) figures.tvars.push_back(tvar_of(part, level));
  }
  return figures;
}

}  // namespace tenbin
