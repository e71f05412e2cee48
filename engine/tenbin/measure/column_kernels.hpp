#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

/// Passes over a column of annual amounts, vectorised for the processor at hand. Each gives the same bits on
/// every processor: sums run over eight accumulators (element i into accumulator i mod 8) that are added as a
/// fixed tree, without fused multiply-add, whatever the width of the vectors. \sa
/// tests/engine/measure/column_kernels_test.cpp
namespace tenbin::column {

/// Number of accumulators of every sum; a constant of the results' bits.
inline constexpr std::size_t accumulator_count = 8;

/// Sum of the eight accumulators as a fixed tree.
constexpr double add_up(const double* a) {
  return ((a[0] + a[4]) + (a[2] + a[6])) + ((a[1] + a[5]) + (a[3] + a[7]));
}

struct Scan {
  double sum = 0;
  double smallest = 0;
  double largest = 0;
  std::int64_t positive = 0;  ///< amounts > 0
  bool finite = true;         ///< no NaN and no infinity
};

/// One pass: sum, extremes, count of positive amounts, check for NaN and infinity.
Scan scan(std::span<const double> x);

/// sum of z^k for k = 1..6, with z = (x - centre) * scale, in that order.
std::array<double, 6> power_sums(std::span<const double> x, double centre, double scale);

/// Sums of z, z^2 and z^3 over each cluster of `cluster_size` consecutive elements (the last may be short).
struct ClusterPowerSums {
  std::vector<double> first;
  std::vector<double> second;
  std::vector<double> third;
};
/// \pre cluster_size is a multiple of 8
ClusterPowerSums cluster_power_sums(std::span<const double> x, std::size_t cluster_size, double centre,
                                    double scale);

/// How many elements of each cluster lie above a threshold, summed.
struct ClusterCounts {
  std::int64_t sum = 0;          ///< of the counts N_c
  std::int64_t sum_squares = 0;  ///< of N_c^2
  std::int64_t last = 0;         ///< N_c of the last cluster, which may be short
};
/// Counts of x > threshold. \pre cluster_size is a multiple of 8
ClusterCounts cluster_counts_above(std::span<const double> x, std::size_t cluster_size, double threshold);
/// Number of x > threshold.
std::int64_t count_above(std::span<const double> x, double threshold);

/// The elements x >= threshold in their order, and where wanted the cluster of each.
struct Tail {
  std::vector<double> amounts;
  std::vector<std::uint32_t> clusters;  ///< empty if cluster_size is 1
};
/// \pre cluster_size is 1 or a multiple of 8; `expected` elements are reserved
Tail tail_from(std::span<const double> x, std::size_t cluster_size, double threshold, std::size_t expected);

/// Sorts in ascending order (Highway's vectorised quicksort; no NaN).
void sort_ascending(std::span<double> x);

}  // namespace tenbin::column
