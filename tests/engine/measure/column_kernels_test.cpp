#include "tenbin/measure/column_kernels.hpp"

#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "tenbin/measure/annual_sample.hpp"

namespace tenbin::column {
namespace {

std::vector<double> amounts(std::size_t n, unsigned seed) {
  std::mt19937_64 generator(seed);
  std::normal_distribution<double> normal;
  std::vector<double> x(n);
  for (std::size_t i = 0; i < n; ++i) x[i] = i % 7 == 0 ? 0.0 : std::exp(10 + 1.5 * normal(generator));
  return x;
}

/// Runs `work` once on every instruction set that this processor has and gives what each returned.
template <class Work>
auto on_every_target(Work work) {
  std::vector<decltype(work())> results;
  const std::int64_t supported = hwy::SupportedTargets();
  for (std::int64_t left = supported; left != 0; left &= left - 1) {
    hwy::SetSupportedTargetsForTest(left & -left);
    hwy::GetChosenTarget().Update(left & -left);
    results.push_back(work());
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().DeInit();
  return results;
}

std::uint64_t bits(double x) { return std::bit_cast<std::uint64_t>(x); }

void append(std::vector<std::uint64_t>& to, const Estimate& e) {
  to.push_back(bits(e.value));
  to.push_back(bits(e.standard_error));
  to.push_back(e.reliable ? 1 : 0);
}

TEST(ColumnKernels, ProcessorOffersSeveralTargets) {
  EXPECT_GE(on_every_target([] { return 0; }).size(), 2U) << "the tests of equal bits would prove nothing";
}

TEST(ColumnKernels, ScanIsRightAtEveryLength) {
  for (std::size_t n = 1; n <= 40; ++n) {
    const auto x = amounts(n, static_cast<unsigned>(n));
    for (const Scan& s : on_every_target([&] { return scan(x); })) {
      double accumulators[8] = {};
      for (std::size_t i = 0; i < n; ++i) accumulators[i % 8] += x[i];
      EXPECT_EQ(s.sum, add_up(accumulators));
      EXPECT_EQ(s.smallest, *std::min_element(x.begin(), x.end()));
      EXPECT_EQ(s.largest, *std::max_element(x.begin(), x.end()));
      EXPECT_EQ(s.positive, std::count_if(x.begin(), x.end(), [](double v) { return v > 0; }));
      EXPECT_TRUE(s.finite);
    }
  }
}

TEST(ColumnKernels, ScanFindsEveryNanAndInfinity) {
  for (const double bad : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(),
                           -std::numeric_limits<double>::infinity()}) {
    for (std::size_t where = 0; where < 21; ++where) {
      auto x = amounts(21, 1);
      x[where] = bad;
      for (const Scan& s : on_every_target([&] { return scan(x); })) EXPECT_FALSE(s.finite) << where;
    }
  }
}

TEST(ColumnKernels, PowerSumsMatchExtendedPrecision) {
  for (const std::size_t n : {std::size_t{1}, std::size_t{9}, std::size_t{1000}, std::size_t{100'003}}) {
    const auto x = amounts(n, 3);
    const double centre = 50'000;
    const double scale = 0x1p-20;
    long double expected[6] = {};
    long double absolute[6] = {};
    for (const double v : x) {
      const long double z = (static_cast<long double>(v) - centre) * scale;
      long double power = 1;
      for (int k = 0; k < 6; ++k) {
        power *= z;
        expected[k] += power;
        absolute[k] += std::abs(power);
      }
    }
    for (const auto& sums : on_every_target([&] { return power_sums(x, centre, scale); })) {
      for (std::size_t k = 0; k < 6; ++k) {
        EXPECT_NEAR(static_cast<double>(sums[k] - expected[k]), 0, static_cast<double>(1e-13L * absolute[k]));
      }
    }
  }
}

TEST(ColumnKernels, ClusterSumsAddUp) {
  for (const std::size_t n : {std::size_t{5}, std::size_t{16}, std::size_t{1000}, std::size_t{4099}}) {
    const auto x = amounts(n, 4);
    for (const auto& sums : on_every_target([&] { return cluster_power_sums(x, 16, 1000, 0x1p-16); })) {
      ASSERT_EQ(sums.first.size(), (n + 15) / 16);
      for (std::size_t c = 0; c < sums.first.size(); ++c) {
        long double expected[3] = {};
        long double size = 0;
        for (std::size_t i = 16 * c; i < std::min(n, 16 * (c + 1)); ++i) {
          const long double z = (static_cast<long double>(x[i]) - 1000) * 0x1p-16L;
          expected[0] += z;
          expected[1] += z * z;
          expected[2] += z * z * z;
          size += std::abs(z * z * z) + std::abs(z);
        }
        EXPECT_NEAR(sums.first[c], static_cast<double>(expected[0]), 1e-14 * static_cast<double>(size));
        EXPECT_NEAR(sums.second[c], static_cast<double>(expected[1]), 1e-14 * static_cast<double>(size));
        EXPECT_NEAR(sums.third[c], static_cast<double>(expected[2]), 1e-14 * static_cast<double>(size));
      }
    }
  }
}

TEST(ColumnKernels, CountsAboveAreStrict) {
  const auto x = amounts(4099, 5);
  for (const double threshold : {-1.0, 0.0, x[3], 1e300}) {
    std::int64_t sum = 0, squares = 0, last = 0;
    for (std::size_t c = 0; c * 16 < x.size(); ++c) {
      last = 0;
      for (std::size_t i = 16 * c; i < std::min(x.size(), 16 * (c + 1)); ++i)
        last += x[i] > threshold ? 1 : 0;
      sum += last;
      squares += last * last;
    }
    for (const auto& counts : on_every_target([&] { return cluster_counts_above(x, 16, threshold); })) {
      EXPECT_EQ(counts.sum, sum);
      EXPECT_EQ(counts.sum_squares, squares);
      EXPECT_EQ(counts.last, last);
    }
    for (const std::int64_t count : on_every_target([&] { return count_above(x, threshold); }))
      EXPECT_EQ(count, sum);
  }
}

TEST(ColumnKernels, TailKeepsOrderTiesAndClusters) {
  for (const std::size_t n : {std::size_t{3}, std::size_t{17}, std::size_t{20'011}}) {
    const auto x = amounts(n, 6);
    for (const double threshold : {-1.0, 0.0, x[n / 2], 1e300}) {
      std::vector<double> expected;
      std::vector<std::uint32_t> clusters;
      for (std::size_t i = 0; i < n; ++i) {
        if (x[i] < threshold) continue;
        expected.push_back(x[i]);
        clusters.push_back(static_cast<std::uint32_t>(i / 16));
      }
      // An expectation that is far too small must cost time only.
      for (const std::size_t expectation : {std::size_t{0}, n}) {
        for (const Tail& tail : on_every_target([&] { return tail_from(x, 16, threshold, expectation); })) {
          EXPECT_EQ(tail.amounts, expected);
          EXPECT_EQ(tail.clusters, clusters);
        }
        for (const Tail& tail : on_every_target([&] { return tail_from(x, 1, threshold, expectation); })) {
          EXPECT_EQ(tail.amounts, expected);
          EXPECT_TRUE(tail.clusters.empty());
        }
      }
    }
  }
}

TEST(ColumnKernels, SortsAtEveryLength) {
  for (const std::size_t n :
       {std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{1000}, std::size_t{70'001}}) {
    auto x = amounts(n, 7);
    auto expected = x;
    std::sort(expected.begin(), expected.end());
    sort_ascending(x);
    EXPECT_EQ(x, expected);
  }
}

TEST(ColumnKernels, AllMeasuresHaveTheSameBitsOnEveryTarget) {
  const std::vector<double> levels{0.5, 0.9, 0.95, 0.99, 0.995, 0.999};
  for (const std::size_t n : {std::size_t{1003}, std::size_t{150'001}}) {
    auto x = amounts(n, 8);
    x[11] = -0.0;
    for (const int cluster : {1, 16}) {
      const auto results = on_every_target([&] {
        const AnnualSample sample(x, cluster, levels);
        std::vector<std::uint64_t> all;
        append(all, sample.mean());
        append(all, sample.sd());
        append(all, sample.skewness());
        append(all, sample.probability_above(0));
        append(all, sample.probability_at_least(1e5));
        for (const double level : levels) {
          append(all, sample.var(level));
          append(all, sample.tvar(level));
        }
        all.push_back(bits(sample.smallest()));
        return all;
      });
      for (const auto& result : results) EXPECT_EQ(result, results.front());
    }
  }
}

}  // namespace
}  // namespace tenbin::column
