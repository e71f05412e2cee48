#include "tenbin/measure/annual_sample.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <limits>
#include <sstream>

#include "tenbin/core/error.hpp"
#include "tenbin/measure/column_pieces.hpp"
#include "tenbin/measure/fixed_sum.hpp"

namespace tenbin {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::string_view class_name = "AnnualSample";

/// Amounts that are looked at to guess the threshold of the tail. 8192 put it within 5 x 0.0033 of the wanted
/// probability at level 0.9; a wrong guess costs time, never correctness.
constexpr std::size_t subsample_size = 8192;
/// Below this number of years everything is sorted.
constexpr std::size_t small_sample = 8 * subsample_size;

double as_double(std::size_t n) { return static_cast<double>(n); }

void check_level(double level) {
  check(level >= 0 && level < 1, class_name, "level", static_cast<real>(level), "in [0, 1)");
}

/// Sum of squared cluster deviations, freed of bias; infinite where one cluster says nothing about its like.
double between_clusters(double sum_of_squares, double clusters) {
  return clusters > 1 ? sum_of_squares * (clusters / (clusters - 1)) : infinity;
}

/// Keeps the entries >= threshold, in order.
void keep_from(column::Tail& tail, double threshold) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < tail.amounts.size(); ++i) {
    const double amount = tail.amounts[i];
    tail.amounts[kept] = amount;
    tail.clusters[kept] = tail.clusters[i];
    kept += amount >= threshold ? 1 : 0;
  }
  tail.amounts.resize(kept);
  tail.clusters.resize(kept);
}

/// Sums over the clusters that deviations from the tail's mean need.
struct ClusterDeviations {
  double counts = 0;           ///< sum (N_c - n_c hits/n)^2, N_c = years > quantile in cluster c of n_c years
  double excesses = 0;         ///< sum (E_c - n_c mean excess)^2, E_c = sum of (x - quantile)+
  std::size_t with_hits = 0;   ///< clusters with a year > quantile
  std::size_t with_years = 0;  ///< clusters with a year >= quantile
};

ClusterDeviations cluster_deviations(const column::Tail& tail, std::size_t n, std::size_t cluster,
                                     double quantile, double hit_rate, double mean_excess) {
  ClusterDeviations result;
  const std::size_t clusters = (n + cluster - 1) / cluster;
  // Sums by cluster that has an entry, without a branch on where a cluster ends: the branch would be
  // mispredicted.
  const std::size_t entries = tail.amounts.size();
  std::vector<double> counts(std::min(entries, clusters) + 1);
  std::vector<double> excesses(counts.size());
  std::size_t touched = 0;  // number of clusters so far; the last one is at touched - 1
  std::uint32_t current = 0;
  for (std::size_t i = 0; i < entries; ++i) {
    const bool starts = touched == 0 || tail.clusters[i] != current;
    current = tail.clusters[i];
    touched += static_cast<std::size_t>(starts);
    const double amount = tail.amounts[i];
    counts[touched - 1] += amount > quantile ? 1.0 : 0.0;
    excesses[touched - 1] += amount - quantile;
  }
  result.with_years = touched;
  const bool last_seen = touched > 0 && current == clusters - 1;
  const double size = as_double(cluster);
  const double last_size = as_double(n - (clusters - 1) * cluster);
  const auto squared = [](double count, double of_size, double rate) {
    return (count - of_size * rate) * (count - of_size * rate);
  };
  const std::size_t full = touched - (last_seen ? 1 : 0);
  result.counts = column::fixed_sum(full, [&](std::size_t c) { return squared(counts[c], size, hit_rate); });
  result.excesses =
      column::fixed_sum(full, [&](std::size_t c) { return squared(excesses[c], size, mean_excess); });
  // counts[full] is zero unless it is the last cluster's.
  result.counts += squared(counts[full], last_size, hit_rate);
  result.excesses += squared(excesses[full], last_size, mean_excess);
  for (std::size_t c = 0; c < touched; ++c) result.with_hits += counts[c] > 0 ? std::size_t{1} : 0;
  const double untouched = as_double(clusters - 1 - full);
  result.counts += untouched * ((size * hit_rate) * (size * hit_rate));
  result.excesses += untouched * ((size * mean_excess) * (size * mean_excess));
  return result;
}

/// What a spacing of order statistics is divided by to give dq/dp at the level: the window's length in
/// probability, measured on the logistic scale, where the tails of loss distributions are nearly straight:
///   p (1-p) [logit u(rank + m) - logit u(rank - m)], u(k) = k/(n+1).
/// Against 2m/n it removes the curvature's bias, up to 5 % with a hundred years in the tail. `real`, so that
/// the logarithm has the same bits everywhere.
double probability_distance(std::size_t n, double level, std::size_t rank, std::size_t window) {
  const auto odds = [n](std::size_t k) { return static_cast<real>(k) / static_cast<real>(n + 1 - k); };
  const real p = static_cast<real>(level);
  return static_cast<double>(p * (1 - p) * std::log(odds(rank + window) / odds(rank - window)));
}

}  // namespace

std::size_t quantile_rank(std::size_t n, double level) {
  constexpr double tolerance = 0x1p-50;
  const double years = as_double(n);
  const double wanted = level - tolerance;
  auto rank = static_cast<std::size_t>(std::max(1.0, std::ceil(years * level)));
  rank = std::min(rank, n);
  while (rank > 1 && as_double(rank - 1) / years >= wanted) --rank;
  while (rank < n && as_double(rank) / years < wanted) ++rank;
  return rank;
}

std::size_t spacing_window(std::size_t n, double level) {
  if (!(level > 0)) return 1;
  const boost::math::normal_distribution<real> normal;
  const real years = static_cast<real>(n);
  const real z = boost::math::quantile(normal, static_cast<real>(level));
  const real density = boost::math::pdf(normal, z);
  const real width = std::cbrt(years * years * static_cast<real>(normal_975) * static_cast<real>(normal_975) *
                               1.5L * density * density / (2 * z * z + 1));
  return static_cast<std::size_t>(std::max(real{1}, std::floor(width)));
}

AnnualSample::AnnualSample(std::span<const double> years, int cluster_years, std::span<const double> levels,
                           int threads)
    : years_(years), cluster_(static_cast<std::size_t>(std::max(cluster_years, 1))) {
  check(!years.empty(), class_name, "number of years", 0, "at least 1");
  check(years.size() < (std::size_t{1} << 40), class_name, "number of years", static_cast<real>(years.size()),
        "below 2^40");
  check(cluster_years == 1 || (cluster_years > 0 && cluster_years % 8 == 0), class_name, "cluster_years",
        cluster_years, "1 or a multiple of 8");
  for (const double level : levels) check_level(level);
  scan_ = column::scan(years, threads);
  if (!scan_.finite) {
    const auto bad = std::find_if(years.begin(), years.end(), [](double x) { return !std::isfinite(x); });
    std::ostringstream argument;
    argument << "amount of year " << bad - years.begin();
    check_finite(class_name, argument.str(), static_cast<real>(*bad));
  }
  check_finite(class_name, "sum of the amounts", static_cast<real>(scan_.sum));
  compute_moments(threads);
  if (levels.empty()) return;

  points_.reserve(levels.size());
  std::vector<double> ascending(levels.begin(), levels.end());
  std::sort(ascending.begin(), ascending.end());
  ascending.erase(std::unique(ascending.begin(), ascending.end()), ascending.end());
  select_tail(ascending.front(), threads);
  column::Tail candidates;
  if (cluster_ > 1) candidates = tail_;
  for (const double level : ascending) points_.push_back(compute_point(level, &candidates));
}

void AnnualSample::compute_moments(int threads) {
  const double n = as_double(size());
  const double centre = scan_.sum / n;
  mean_.value = centre;
  if (scan_.smallest == scan_.largest) {
    // No year differs from another: nothing is known about the error, but nothing moved either.
    mean_ = {scan_.smallest, 0, false};
    sd_ = {0, 0, false};
    skewness_ = {std::numeric_limits<double>::quiet_NaN(), infinity, false};
    return;
  }
  // Scaling by a power of two is exact and keeps the sixth power inside the range of double.
  const double reach = std::max(scan_.largest - centre, centre - scan_.smallest);
  check_finite(class_name, "range of the amounts", static_cast<real>(reach));
  const double scale = std::ldexp(1.0, -std::max(std::ilogb(reach), -1000));

  double mean_variance = 0;      // of the mean, in scaled units
  double sd_variance = 0;        // of the SD
  double skewness_variance = 0;  // of the skewness
  double effective = 0;
  double shift = 0;
  double m2 = 0;
  double skew = 0;
  if (cluster_ == 1) {
    const auto s = column::power_sums(years_, centre, scale, threads);
    shift = s[0] / n;
    m2 = s[1] / n - shift * shift;
    // The centre is the mean up to rounding; `shift` is what is left, corrected to first order.
    const double m3 = s[2] / n - 3 * shift * m2;
    const double m4 = s[3] / n - 4 * shift * m3;
    const double m5 = s[4] / n - 5 * shift * m4;
    const double m6 = s[5] / n - 6 * shift * m5;
    const double root = std::sqrt(m2);
    skew = m3 / (m2 * root);
    mean_variance = m2 / (n - 1);
    sd_variance = (m4 - m2 * m2) / (4 * m2 * n);
    // Influence in z = (x - mean)/SD: z^3 - 3z - 1.5 g z^2 + 0.5 g; its mean square in moments of z.
    const double g = skew;
    const double k4 = m4 / (m2 * m2);
    const double k5 = m5 / (m2 * m2 * root);
    const double k6 = m6 / (m2 * m2 * m2);
    skewness_variance = std::max(0.0, k6 - 6 * k4 + 9 + g * g * (2.25 * k4 + 8.75) - 3 * g * k5) / n;
    effective = n / k4;
  } else {
    const auto s = column::cluster_power_sums(years_, cluster_, centre, scale, threads);
    const std::size_t clusters = s.first.size();
    const double count = as_double(clusters);
    shift = column::fixed_sum(clusters, [&](std::size_t c) { return s.first[c]; }) / n;
    m2 = column::fixed_sum(clusters, [&](std::size_t c) { return s.second[c]; }) / n - shift * shift;
    const double m3 =
        column::fixed_sum(clusters, [&](std::size_t c) { return s.third[c]; }) / n - 3 * shift * m2;
    const double root = std::sqrt(m2);
    skew = m3 / (m2 * root);
    const auto size_of = [&](std::size_t c) { return as_double(std::min(cluster_, size() - c * cluster_)); };
    const auto mean_part = [&](std::size_t c) { return s.first[c] - size_of(c) * shift; };
    const auto square = [](double u) { return u * u; };
    const double u2 = column::fixed_sum(clusters, [&](std::size_t c) { return square(mean_part(c)); });
    const double u4 =
        column::fixed_sum(clusters, [&](std::size_t c) { return square(square(mean_part(c))); });
    mean_variance = between_clusters(u2, count) / (n * n);
    const double of_squares =
        column::fixed_sum(clusters, [&](std::size_t c) { return square(s.second[c] - size_of(c) * m2); });
    sd_variance = between_clusters(of_squares, count) / (4 * m2 * n * n);
    const double of_skew = column::fixed_sum(clusters, [&](std::size_t c) {
      const double third = s.third[c] / (m2 * root) - 3 * s.first[c] / root;
      return square(third - 1.5 * skew * (s.second[c] / m2) + 0.5 * skew * size_of(c));
    });
    skewness_variance = between_clusters(of_skew, count) / (n * n);
    effective = u2 * (u2 / u4);
  }
  const bool reliable = effective >= fewest_years;
  mean_ = {centre + shift / scale, std::sqrt(mean_variance) / scale, reliable};
  sd_ = {std::sqrt(m2 * (n / (n - 1))) / scale, std::sqrt(std::max(0.0, sd_variance)) / scale, reliable};
  skewness_ = {skew, std::sqrt(skewness_variance), reliable};
}

void AnnualSample::select_tail(double lowest_level, int threads) {
  const std::size_t n = size();
  const std::size_t rank = quantile_rank(n, lowest_level);
  // The lowest rank that a standard error may ask for.
  const std::size_t lowest = rank - std::min(rank - 1, spacing_window(n, lowest_level));
  const double wanted = as_double(n - lowest + 1) / as_double(n);
  const double above_smallest = std::nextafter(scan_.smallest, infinity);

  double threshold = above_smallest;
  std::size_t expected = n;
  if (n >= small_sample && wanted < 0.6) {
    std::vector<double> subsample(subsample_size);
    const std::size_t stride = n / subsample_size;
    for (std::size_t i = 0; i < subsample_size; ++i) subsample[i] = years_[i * stride];
    const double kept = wanted + 5 * std::sqrt(wanted * (1 - wanted) / as_double(subsample_size));
    const auto keep = static_cast<std::size_t>(std::min(1.0, kept) * as_double(subsample_size - 1));
    column::sort_ascending(subsample);
    threshold = std::max(subsample[subsample_size - 1 - keep], above_smallest);
    expected = static_cast<std::size_t>(kept * 1.1 * as_double(n));
  }
  tail_ = column::tail_from(years_, cluster_, threshold, expected, threads);
  rest_is_smallest_ = threshold == above_smallest;
  if (!rest_is_smallest_ && n - tail_.amounts.size() >= lowest) {
    tail_ = column::tail_from(years_, cluster_, above_smallest, n, threads);
    rest_is_smallest_ = true;
  }
  if (cluster_ == 1) {
    sorted_ = std::move(tail_.amounts);
    tail_.amounts.clear();
  } else {
    sorted_ = tail_.amounts;
  }
  column::sort_ascending(sorted_);
}

std::size_t AnnualSample::lowest_rank() const { return rest_is_smallest_ ? 1 : size() - sorted_.size() + 1; }

double AnnualSample::order_statistic(std::size_t rank) const {
  const std::size_t below = size() - sorted_.size();
  return rank > below ? sorted_[rank - 1 - below] : scan_.smallest;
}

TailPoint AnnualSample::compute_point(double level, column::Tail* candidates) const {
  const std::size_t n = size();
  const double years = as_double(n);
  TailPoint point;
  point.level = level;
  point.rank = quantile_rank(n, level);
  const double q = point.quantile = order_statistic(point.rank);

  // Excesses over the quantile, from the sorted tail; those of equal amounts are zero.
  const std::size_t first = point.rank - std::min(point.rank, n - sorted_.size());
  const std::span<const double> above = std::span(sorted_).subspan(first);
  const double mean_excess =
      column::fixed_sum(above.size(), [&](std::size_t i) { return above[i] - q; }) / years;
  const auto hits = static_cast<std::size_t>(above.end() - std::upper_bound(above.begin(), above.end(), q));
  point.tvar = q + mean_excess / (1 - level);

  const double beyond = years * (1 - level);
  const double s2 = beyond * level;  // variance of the number of years up to the quantile
  const std::size_t window = spacing_window(n, level);
  const bool has_window = point.rank > window && point.rank + window <= n;
  const bool enough = beyond >= fewest_years * (1 - 1e-9);
  double count_variance = s2;
  double excess_variance = 0;  // of the sum of excesses
  std::size_t informative = hits;
  std::size_t at_or_above = n - point.rank + 1;
  if (cluster_ == 1) {
    const double squares = column::fixed_sum(above.size(), [&](std::size_t i) {
      const double deviation = above[i] - q - mean_excess;
      return deviation * deviation;
    });
    excess_variance =
        (squares + as_double(n - above.size()) * mean_excess * mean_excess) * (years / (years - 1));
  } else {
    keep_from(*candidates, q);
    const double hit_rate = as_double(hits) / years;
    const auto deviations = cluster_deviations(*candidates, n, cluster_, q, hit_rate, mean_excess);
    const double clusters = as_double((n + cluster_ - 1) / cluster_);
    excess_variance = between_clusters(deviations.excesses, clusters);
    // Inflation by clusters, carried over to the level itself where ties make the hit rate differ from 1 -
    // level.
    if (hits > 0 && hits < n) {
      count_variance *= between_clusters(deviations.counts, clusters) / (years * hit_rate * (1 - hit_rate));
    }
    informative = deviations.with_hits;
    if (q > scan_.smallest) at_or_above = deviations.with_years;
  }
  const bool constant = scan_.smallest == scan_.largest;
  point.var_reliable = enough && has_window && as_double(at_or_above) >= fewest_years && !constant &&
                       years * level >= fewest_years * (1 - 1e-9);
  if (has_window && enough) {
    const double spacing = order_statistic(point.rank + window) - order_statistic(point.rank - window);
    point.slope = spacing / probability_distance(n, level, point.rank, window);
    point.var_error = point.slope * std::sqrt(count_variance) / years;
  } else {
    point.slope = point.var_error = infinity;
  }
  if (constant) point.slope = point.var_error = 0;
  // With the quantile at the largest amount the whole tail is an atom, and no excess is missing.
  point.tvar_reliable = enough && !constant && (as_double(informative) >= fewest_years || q == scan_.largest);
  point.tvar_error = enough || constant ? std::sqrt(excess_variance) / (years * (1 - level)) : infinity;
  return point;
}

TailPoint AnnualSample::tail_point(double level) const {
  check_level(level);
  for (const TailPoint& point : points_) {
    if (point.level == level) return point;
  }
  const std::size_t rank = quantile_rank(size(), level);
  const std::size_t window = spacing_window(size(), level);
  const std::size_t lowest = rank - std::min(rank - 1, window);
  if (points_.empty() || lowest < lowest_rank()) {
    std::ostringstream message;
    message << class_name << ": level " << level
            << " was not prepared (amounts below the lowest level given are not "
            << "sorted); give it to the constructor";
    throw ParameterError(message.str());
  }
  column::Tail candidates;
  if (cluster_ > 1) candidates = tail_;
  return compute_point(level, &candidates);
}

Estimate AnnualSample::var(double level) const {
  const TailPoint point = tail_point(level);
  return {point.quantile, point.var_error, point.var_reliable};
}

Estimate AnnualSample::tvar(double level) const {
  const TailPoint point = tail_point(level);
  return {point.tvar, point.tvar_error, point.tvar_reliable};
}

Estimate AnnualSample::probability(std::int64_t hits, const column::ClusterCounts* counts) const {
  const double n = as_double(size());
  const double k = static_cast<double>(hits);
  const double p = k / n;
  double design_effect = 1;
  if (counts != nullptr && hits > 0 && k < n) {
    // sum (N_c - n_c p)^2, multiplied out; the counts are exact integers
    const std::size_t clusters = (size() + cluster_ - 1) / cluster_;
    const double full = as_double(cluster_);
    const double last = as_double(size() - (clusters - 1) * cluster_);
    const double last_count = static_cast<double>(counts->last);
    const double cross = full * (k - last_count) + last * last_count;
    const double sizes = full * full * as_double(clusters - 1) + last * last;
    const double sum = static_cast<double>(counts->sum_squares) - 2 * p * cross + p * p * sizes;
    const double c = as_double(clusters);
    design_effect = c > 1 ? between_clusters(std::max(0.0, sum), c) / (n * p * (1 - p)) : n;
  } else if (counts != nullptr) {
    design_effect = as_double(cluster_);  // the worst case: all years of a world alike
  }
  // Agresti and Coull's adjustment, on the number of independent years that the clusters are worth.
  const double z2 = normal_975 * normal_975;
  const double effective = design_effect > 0 ? n / design_effect : n;
  const double adjusted_n = effective + z2;
  const double adjusted_p = (p * effective + z2 / 2) / adjusted_n;
  const double fewer = std::min(p, 1 - p) * effective;
  return {p, std::sqrt(adjusted_p * (1 - adjusted_p) / adjusted_n), fewer >= fewest_years * (1 - 1e-9)};
}

Estimate AnnualSample::probability_above(double x) const {
  check(!std::isnan(x), class_name, "threshold", static_cast<real>(x), "a number");
  if (cluster_ > 1) {
    const auto counts = column::cluster_counts_above(years_, cluster_, x);
    return probability(counts.sum, &counts);
  }
  return probability(x == 0 ? scan_.positive : column::count_above(years_, x), nullptr);
}

Estimate AnnualSample::probability_at_least(double x) const {
  check(!std::isnan(x), class_name, "threshold", static_cast<real>(x), "a number");
  return probability_above(std::nextafter(x, -infinity));
}

}  // namespace tenbin
