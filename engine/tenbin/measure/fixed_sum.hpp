#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "tenbin/measure/column_kernels.hpp"

namespace tenbin::column {

/// term(0) + ... + term(n-1) over eight accumulators and a fixed tree, as in the vectorised kernels.
template <class Term>
double fixed_sum(std::size_t n, Term term) {
  double accumulators[accumulator_count] = {};
  const std::size_t whole = n / accumulator_count * accumulator_count;
  for (std::size_t i = 0; i < whole; i += accumulator_count) {
    for (std::size_t j = 0; j < accumulator_count; ++j) accumulators[j] += term(i + j);
  }
  for (std::size_t j = 0; whole + j < n; ++j) accumulators[j] += term(whole + j);
  return add_up(accumulators);
}

/// Mean of a value per year and the standard error of that mean.
struct MeanAndError {
  double mean = 0;
  double standard_error = 0;
  /// (sum U_c^2)^2 / sum U_c^4 over the clusters' deviations U_c: how many clusters carry the variance. It is
  /// the number of clusters divided by the kurtosis; a figure moved by h rare years has about h.
  double effective_clusters = 0;
};

/// Linearised variance for clusters of consecutive years (Cochran, Sampling Techniques, 3rd ed., section
/// 9A.1): U_c = sum over the cluster of (v_i - mean), SE^2 = C/(C-1) sum U_c^2 / n^2. With clusters of one
/// year, s/sqrt(n).
template <class ValueOfYear>
MeanAndError clustered_mean(std::size_t n, std::size_t cluster_size, ValueOfYear value) {
  MeanAndError result;
  const auto years = static_cast<double>(n);
  result.mean = fixed_sum(n, value) / years;
  const double mean = result.mean;
  const std::size_t clusters = (n + cluster_size - 1) / cluster_size;
  const auto deviation = [&](std::size_t c) {
    const std::size_t end = std::min(n, (c + 1) * cluster_size);
    double sum = 0;
    for (std::size_t i = c * cluster_size; i < end; ++i) sum += value(i) - mean;
    return sum;
  };
  double squares[accumulator_count] = {};
  double fourths[accumulator_count] = {};
  for (std::size_t c = 0; c < clusters; ++c) {
    const double u = deviation(c);
    squares[c % accumulator_count] += u * u;
    fourths[c % accumulator_count] += (u * u) * (u * u);
  }
  const double sum2 = add_up(squares);
  const double sum4 = add_up(fourths);
  const auto count = static_cast<double>(clusters);
  result.standard_error = clusters > 1 ? std::sqrt(sum2 * (count / (count - 1))) / years
                                       : std::numeric_limits<double>::infinity();
  result.effective_clusters = sum4 > 0 ? sum2 * (sum2 / sum4) : 0;
  return result;
}

}  // namespace tenbin::column
