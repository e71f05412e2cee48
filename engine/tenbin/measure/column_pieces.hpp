#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "tenbin/measure/column_kernels.hpp"

/// The passes of column_kernels.hpp over long columns, shared out to threads. A column is cut into pieces of
/// a fixed size, whose results are added up in their order: the bits do not depend on the number of threads.
/// A column of one piece has the bits of the bare kernel. \sa tests/engine/measure/column_pieces_test.cpp
namespace tenbin::column {

/// Amounts in a piece, rounded up to whole clusters; a constant of the results' bits. 2 MB of amounts: long
/// enough that handing it out costs nothing.
inline constexpr std::size_t piece_size = std::size_t{1} << 18;

// In each: threads >= 1, or 0 for all processors.
Scan scan(std::span<const double> x, int threads);
std::array<double, 6> power_sums(std::span<const double> x, double centre, double scale, int threads);
ClusterPowerSums cluster_power_sums(std::span<const double> x, std::size_t cluster_size, double centre,
                                    double scale, int threads);
Tail tail_from(std::span<const double> x, std::size_t cluster_size, double threshold, std::size_t expected,
               int threads);

}  // namespace tenbin::column
