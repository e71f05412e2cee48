#include "tenbin/measure/linear_figure.hpp"

#include <gtest/gtest.h>

#include <array>
#include <boost/random/gamma_distribution.hpp>
#include <boost/random/mersenne_twister.hpp>
#include <cmath>
#include <vector>

#include "tenbin/core/error.hpp"
#include "tenbin/measure/paired_difference.hpp"

namespace tenbin {
namespace {

constexpr std::array levels = {0.9, 0.99};

std::vector<double> gamma_years(std::size_t n, std::uint64_t seed) {
  boost::random::mt19937_64 generator(seed);
  boost::random::gamma_distribution<double> gamma(1.5, 100);
  std::vector<double> years(n);
  for (double& year : years) year = gamma(generator);
  return years;
}

Estimate alone(const LinearFigure& figure) {
  const WeightedFigure term{1, &figure};
  return weighted_sum({&term, 1});
}

Estimate difference(const LinearFigure& a, const LinearFigure& b) {
  const std::array<WeightedFigure, 2> terms{{{1, &a}, {-1, &b}}};
  return weighted_sum(terms);
}

TEST(LinearFigure, BatchesAreMultiplesOfClustersAndAtMost4096) {
  EXPECT_EQ(batch_length(4096, 1), 1U);
  EXPECT_EQ(batch_length(4097, 1), 2U);
  EXPECT_EQ(batch_length(1'000'000, 1), 256U);  // 3907 batches
  EXPECT_EQ(batch_length(1'000'000, 16), 256U);
  EXPECT_EQ(batch_length(100, 16), 16U);
}

// With batches of one year the sums are those of AnnualSample and PairedDifference, term by term.
TEST(LinearFigure, WithBatchesOfOneClusterItIsTheSamplesOwnError) {
  for (const int cluster : {1, 16}) {
    const std::vector<double> a = gamma_years(20'000, 1);
    std::vector<double> b = a;
    for (std::size_t i = 0; i < b.size(); ++i) b[i] = std::max(b[i] - 50, 0.0) + 0.1 * b[b.size() - 1 - i];
    const AnnualSample sa(a, cluster, levels), sb(b, cluster, levels);
    const LinearFigures fa(sa, static_cast<std::size_t>(cluster)), fb(sb, static_cast<std::size_t>(cluster));
    const auto same = [cluster](const Estimate& ours, const Estimate& theirs) {
      EXPECT_NEAR(ours.value, theirs.value, 1e-9 * std::fabs(theirs.value));
      // A sample's quantile leaves out the factor sqrt(C/(C - 1)) of C clusters.
      const double tolerance = 0.6 * cluster / 20'000;
      EXPECT_NEAR(ours.standard_error, theirs.standard_error, tolerance * theirs.standard_error);
      EXPECT_EQ(ours.reliable, theirs.reliable);
    };
    same(alone(fa.mean()), sa.mean());
    same(alone(fa.sd()), sa.sd());
    same(alone(fa.var(0.99)), sa.var(0.99));
    same(alone(fa.tvar(0.99)), sa.tvar(0.99));
    const PairedDifference paired(sa, sb);
    same(difference(fa.mean(), fb.mean()), paired.mean());
    same(difference(fa.var(0.9), fb.var(0.9)), paired.var(0.9));
    same(difference(fa.tvar(0.99), fb.tvar(0.99)), paired.tvar(0.99));
  }
}

TEST(LinearFigure, LongerBatchesTellTheSameErrorWithinItsNoise) {
  const std::vector<double> a = gamma_years(1'000'000, 2);
  const AnnualSample sample(a, 1, levels);
  const LinearFigures figures(sample, batch_length(a.size(), 1));
  // 3907 batches: the relative error of the standard error is 1/sqrt(2 x 3907) = 1.13 %
  EXPECT_NEAR(alone(figures.mean()).standard_error / sample.mean().standard_error, 1, 4.5 * 0.0113);
  EXPECT_NEAR(alone(figures.sd()).standard_error / sample.sd().standard_error, 1, 4.5 * 0.0113);
  EXPECT_NEAR(alone(figures.tvar(0.99)).standard_error / sample.tvar(0.99).standard_error, 1, 4.5 * 0.0113);
}

// b = 3 a: every figure is three times as large, and the difference of 3 a - b is exactly nothing.
TEST(LinearFigure, WhatIsSharedCancels) {
  const std::vector<double> a = gamma_years(50'000, 3);
  std::vector<double> b = a;
  for (double& x : b) x *= 4;  // a power of two: exact
  const AnnualSample sa(a, 1, levels), sb(b, 1, levels);
  const LinearFigures fa(sa, 16), fb(sb, 16);
  for (const auto& [ours, theirs] :
       {std::pair{fa.mean(), fb.mean()}, {fa.sd(), fb.sd()}, {fa.tvar(0.9), fb.tvar(0.9)}}) {
    const std::array<WeightedFigure, 2> terms{{{4, &ours}, {-1, &theirs}}};
    const Estimate nothing = weighted_sum(terms);
    EXPECT_EQ(nothing.value, 0);
    EXPECT_EQ(nothing.standard_error, 0);
    EXPECT_TRUE(nothing.reliable);
  }
}

TEST(LinearFigure, OneYearThatCarriesEverythingTellsNothing) {
  std::vector<double> a(10'000, 0.0);
  a[77] = 1e6;
  const AnnualSample sample(a, 1, levels);
  const Estimate mean = alone(LinearFigures(sample, 4).mean());
  EXPECT_EQ(mean.value, 100);
  EXPECT_FALSE(mean.reliable);
}

// Parts 1, 2, 3, 4: s^2 = 5/3, SE^2 = s^2/4 = 5/12.
TEST(LinearFigure, SectionsGiveTheErrorOfTheirMean) {
  const std::array parts = {1.0, 2.0, 3.0, 4.0};
  const Estimate whole = alone(sectioned(2.4, parts));
  EXPECT_EQ(whole.value, 2.4);
  EXPECT_NEAR(whole.standard_error, std::sqrt(5.0 / 12), 1e-15);
  EXPECT_FALSE(whole.reliable);  // of four parts
}

TEST(LinearFigure, RefusesFiguresOfDifferentBatches) {
  const std::vector<double> a = gamma_years(1'000, 4);
  const AnnualSample sample(a, 1, levels);
  EXPECT_THROW(difference(LinearFigures(sample, 8).mean(), LinearFigures(sample, 16).mean()), ParameterError);
  const AnnualSample worlds(a, 16, levels);
  EXPECT_THROW(LinearFigures(worlds, 8), ParameterError);
}

}  // namespace
}  // namespace tenbin
