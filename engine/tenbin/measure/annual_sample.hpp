#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "tenbin/measure/column_kernels.hpp"
#include "tenbin/measure/estimate.hpp"

namespace tenbin {

/// Number of the order statistic that is the lower quantile: the smallest k >= 1 with k/n >= level.
/// The quotient is compared with a tolerance of 2^-50, so that a level which stands for a decimal (0.995) or
/// for 1 - 1/T is met exactly by k = 995,000 of n = 1,000,000. \pre 0 <= level < 1, 1 <= n < 2^40
std::size_t quantile_rank(std::size_t n, double level);

/// One quantile of a sample with all that its standard errors need.
struct TailPoint {
  double level = 0;
  std::size_t rank = 1;  ///< the quantile is the rank-th smallest amount
  double quantile = 0;
  double tvar = 0;
  /// dq/dp = 1/density at the quantile, from the spacing of order statistics; infinite if the sample is too
  /// small.
  double slope = 0;
  double var_error = 0;   ///< standard error of the quantile
  double tvar_error = 0;  ///< standard error of the TVaR
  bool var_reliable = false;
  bool tvar_reliable = false;
};

/// Measures of a column of annual amounts (AEP: the year's sum, OEP: its largest event; the functions are the
/// same), each with its standard error. Methods: docs/methods/measures.md. \sa
/// tests/engine/measure/annual_sample_test.cpp
///
/// Years are independent, or come in clusters of `cluster_years` consecutive years that share their
/// parameters (a world); then every standard error is computed from the clusters. Constant after
/// construction.
class AnnualSample {
 public:
  /// @param years finite amounts, one per year; the span must outlive the sample
  /// @param cluster_years 1, or a multiple of 8 (16: a world)
  /// @param levels probabilities in [0, 1) at which VaR and TVaR will be asked. Only amounts from a little
  /// below the
  ///        lowest level upwards are sorted, so low levels cost time.
  /// @param threads that share the work; 0: all processors. The figures do not depend on it: sums run over
  /// fixed pieces of the column, which are added up in order.
  /// @throw ParameterError if there is no year, or a NaN or infinite amount, or a level outside [0, 1)
  AnnualSample(std::span<const double> years, int cluster_years, std::span<const double> levels,
               int threads = 1);

  std::span<const double> years() const { return years_; }
  std::size_t size() const { return years_.size(); }
  int cluster_years() const { return static_cast<int>(cluster_); }
  double smallest() const { return scan_.smallest; }
  double largest() const { return scan_.largest; }

  Estimate mean() const { return mean_; }
  /// sqrt(sum (x - mean)^2 / (n - 1))
  Estimate sd() const { return sd_; }
  /// m3 / m2^(3/2) with the sample's central moments m_k = sum (x - mean)^k / n; NaN, not reliable, if all
  /// are equal
  Estimate skewness() const { return skewness_; }

  /// Lower quantile: the smallest amount x with F_n(x) >= level.
  /// @throw ParameterError if the level lies below the lowest level given to the constructor
  Estimate var(double level) const;
  /// Tail value at risk (Acerbi and Tasche, On the coherence of expected shortfall, J. Banking & Finance 26,
  /// 2002): q + mean of (x - q)+ / (1 - level), q = var(level); exact also where n (1 - level) is not an
  /// integer.
  /// @throw ParameterError if the level lies below the lowest level given to the constructor
  Estimate tvar(double level) const;
  /// Quantile, TVaR and their errors together. @throw ParameterError as var()
  TailPoint tail_point(double level) const;

  /// P(X > x). P(X > 0) is the probability of attachment. The standard error is Agresti and Coull's (The
  /// American Statistician 52, 1998), which is not zero where no year, or every year, is above x.
  Estimate probability_above(double x) const;
  /// P(X >= x). With x = the limit it is the probability of exhaustion.
  Estimate probability_at_least(double x) const;

  /// The lowest rank that order_statistic() knows; 1 if all are known.
  std::size_t lowest_rank() const;
  /// The rank-th smallest amount. \pre lowest_rank() <= rank <= size()
  double order_statistic(std::size_t rank) const;

 private:
  void compute_moments(int threads);
  void select_tail(double lowest_level, int threads);
  /// `candidates`: all years with amounts >= the quantile, in order (only read if there are clusters)
  TailPoint compute_point(double level, column::Tail* candidates) const;
  Estimate probability(std::int64_t hits, const column::ClusterCounts* counts) const;

  std::span<const double> years_;
  std::size_t cluster_;
  column::Scan scan_;
  Estimate mean_;
  Estimate sd_;
  Estimate skewness_;
  column::Tail tail_;              ///< in order of years; amounts only kept if there are clusters
  std::vector<double> sorted_;     ///< the amounts of the tail, ascending
  bool rest_is_smallest_ = false;  ///< every amount that is not in the tail equals smallest()
  std::vector<TailPoint> points_;  ///< at the levels given, ascending
};

/// Half-width in ranks of the window around the quantile from which its density is read (Hall and Sheather,
/// On the distribution of a studentized quantile, J. Royal Statistical Society B 50, 1988, for 95 %
/// intervals):
///   m = n^(2/3) (1.96)^(2/3) [ 1.5 phi(z)^2 / (2 z^2 + 1) ]^(1/3), z the normal quantile of the level; at
///   least 1.
/// It makes the spacing's relative error, 1/sqrt(2m), small where it matters: 3.4 % at level 0.995 of
/// 1,000,000 years.
std::size_t spacing_window(std::size_t n, double level);

}  // namespace tenbin
