#include "tenbin/measure/column_pieces.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <vector>

#include "tenbin/measure/annual_sample.hpp"

namespace tenbin::column {
namespace {

/// Whole numbers below 2^20, so that sums of any order are exact: pieces against one pass.
std::vector<double> whole_numbers(std::size_t count) {
  std::vector<double> x(count);
  std::uint64_t state = 12345;
  for (double& value : x) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    value = static_cast<double>(state >> 44);
  }
  return x;
}

constexpr std::size_t several_pieces = 3 * piece_size + 4321;

TEST(ColumnPieces, ScanOfPiecesIsTheScan) {
  std::vector<double> x = whole_numbers(several_pieces);
  x[2 * piece_size + 7] = -5;
  x[piece_size + 1] = 1 << 21;
  const Scan one = scan(x);
  const Scan pieces = scan(x, 2);
  EXPECT_EQ(pieces.sum, one.sum);
  EXPECT_EQ(pieces.smallest, -5);
  EXPECT_EQ(pieces.largest, 1 << 21);
  EXPECT_EQ(pieces.positive, one.positive);
  EXPECT_TRUE(pieces.finite);
  x.back() = std::numeric_limits<double>::quiet_NaN();
  EXPECT_FALSE(scan(x, 2).finite);
}

TEST(ColumnPieces, TailKeepsItsOrderAndItsClusters) {
  const std::vector<double> x = whole_numbers(several_pieces);
  for (const std::size_t cluster_size : {std::size_t{1}, std::size_t{16}, std::size_t{24}}) {
    const Tail one = tail_from(x, cluster_size, 1'000'000, 100);
    const Tail pieces = tail_from(x, cluster_size, 1'000'000, 100, 2);
    EXPECT_FALSE(one.amounts.empty());
    EXPECT_EQ(pieces.amounts, one.amounts) << cluster_size;
    EXPECT_EQ(pieces.clusters, one.clusters) << cluster_size;
  }
}

TEST(ColumnPieces, ClusterSumsAreThoseOfOnePass) {
  const std::vector<double> x = whole_numbers(several_pieces);
  for (const std::size_t cluster_size : {std::size_t{16}, std::size_t{24}}) {
    const ClusterPowerSums one = cluster_power_sums(x, cluster_size, 1e5, 0x1p-20);
    const ClusterPowerSums pieces = cluster_power_sums(x, cluster_size, 1e5, 0x1p-20, 2);
    EXPECT_EQ(pieces.first, one.first);
    EXPECT_EQ(pieces.second, one.second);
    EXPECT_EQ(pieces.third, one.third);
  }
}

TEST(ColumnPieces, PowerSumsOfExactTermsAreThoseOfOnePass) {
  std::vector<double> x = whole_numbers(several_pieces);
  for (double& value : x) value = static_cast<double>(static_cast<int>(value) % 16);  // 16^6 sums stay exact
  EXPECT_EQ(power_sums(x, 8, 1, 2), power_sums(x, 8, 1));
}

TEST(ColumnPieces, FiguresDoNotDependOnThreads) {
  std::vector<double> x = whole_numbers(several_pieces);
  for (double& value : x) value = 1e3 / (1 + value);  // sums round
  const double levels[] = {0.9, 0.99};
  for (const int cluster_years : {1, 16}) {
    const AnnualSample one(x, cluster_years, levels, 1);
    for (const int threads : {0, 2, 3}) {
      const AnnualSample several(x, cluster_years, levels, threads);
      EXPECT_EQ(several.mean().value, one.mean().value);
      EXPECT_EQ(several.mean().standard_error, one.mean().standard_error);
      EXPECT_EQ(several.skewness().standard_error, one.skewness().standard_error);
      EXPECT_EQ(several.tvar(0.99).value, one.tvar(0.99).value);
      EXPECT_EQ(several.tvar(0.99).standard_error, one.tvar(0.99).standard_error);
      EXPECT_EQ(several.var(0.9).standard_error, one.var(0.9).standard_error);
    }
  }
}

}  // namespace
}  // namespace tenbin::column
