#include "tenbin/measure/batch_figures.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

#include "tenbin/core/error.hpp"
#include "tenbin/measure/annual_sample.hpp"

namespace tenbin {
namespace {

std::vector<double> exponential_years(std::size_t count, unsigned seed) {
  std::mt19937_64 generator{seed};
  std::vector<double> years(count);
  for (double& year : years) {
    const double u = static_cast<double>(generator() >> 11) * 0x1p-53;
    year = u < 0.4 ? 0 : -std::log1p(-(u - 0.4) / 0.6);  // no loss in 40 % of the years
  }
  return years;
}

TEST(BatchFigures, WholeAndBatchesAreThoseOfTheSample) {
  const double level = 0.99;
  const double levels[] = {level};
  for (const std::size_t count : {std::size_t{20'000}, std::size_t{20'007}, std::size_t{200'000}}) {
    const std::vector<double> years = exponential_years(count, 5);
    const BatchFigures figures = batch_figures(years, 1, level);
    const AnnualSample whole{years, 1, levels};
    EXPECT_NEAR(figures.mean, whole.mean().value, 1e-12 * figures.mean);
    EXPECT_NEAR(figures.tvar, whole.tvar(level).value, 1e-12 * figures.tvar);
    ASSERT_EQ(figures.tvars.size(), batch_count);
    const std::size_t size = count / batch_count;
    for (std::size_t b = 0; b < batch_count; ++b) {
      const AnnualSample batch{std::span(years).subspan(b * size, size), 1, levels};
      EXPECT_NEAR(figures.means[b], batch.mean().value, 1e-12 * figures.means[b]);
      EXPECT_NEAR(figures.tvars[b], batch.tvar(level).value, 1e-12 * figures.tvars[b]);
    }
  }
}

TEST(BatchFigures, SortedYearsDefeatTheGuessNotTheAnswer) {
  std::vector<double> years(40'000);
  for (std::size_t i = 0; i < years.size(); ++i) years[i] = static_cast<double>(i);
  const BatchFigures figures = batch_figures(years, 1, 0.99);
  EXPECT_DOUBLE_EQ(figures.mean, 19999.5);
  // lower quantile 39599, mean excess of the 400 above it 200.5
  EXPECT_DOUBLE_EQ(figures.tvar, 39599 + 200.5);
  EXPECT_DOUBLE_EQ(figures.tvars.front(), 1979 + 10.5);
  EXPECT_DOUBLE_EQ(figures.tvars.back(), 38000 + 1979 + 10.5);
}

TEST(BatchFigures, BatchesAreWholeClusters) {
  EXPECT_EQ(batch_years(1'000'000, 16), 50'000U);
  EXPECT_EQ(batch_years(1'000'001, 16), 50'000U);
  EXPECT_EQ(batch_years(16 * 39, 16), 16U);
  EXPECT_EQ(batch_years(16 * 19, 16), 0U);
}

TEST(BatchFigures, SaysSoWhereThereAreTooFewYears) {
  EXPECT_TRUE(batch_figures(std::vector<double>(19, 1.0), 1, 0.9).means.empty());
  const BatchFigures some = batch_figures(std::vector<double>(2000, 1.0), 1, 0.99);
  EXPECT_EQ(some.means.size(), batch_count);
  EXPECT_TRUE(some.tvars.empty());
  EXPECT_EQ(some.tvar, 1);
  EXPECT_FALSE(batch_estimate(some.tvar, some.tvars).reliable);
  EXPECT_THROW(batch_figures({}, 1, 0.99), ParameterError);
  EXPECT_THROW(batch_figures(std::vector<double>(10, 1.0), 1, 1), ParameterError);
}

TEST(BatchEstimate, ByHand) {
  const double batches[] = {1, 2, 3, 4};
  const Estimate estimate = batch_estimate(2.4, batches);
  EXPECT_EQ(estimate.value, 2.4);
  EXPECT_DOUBLE_EQ(estimate.standard_error, std::sqrt((2.25 + 0.25 + 0.25 + 2.25) / 3 / 4));
  EXPECT_TRUE(estimate.reliable);
  const double broken[] = {1, std::nan("")};
  EXPECT_FALSE(batch_estimate(1, broken).reliable);
}

TEST(BatchEstimate, MatchesTheSpreadOverSeeds) {
  double spread = 0, square = 0, mean = 0;
  constexpr int seeds = 60;
  std::vector<double> tvars;
  for (unsigned seed = 1; seed <= seeds; ++seed) {
    const std::vector<double> years = exponential_years(40'000, seed);
    const BatchFigures figures = batch_figures(years, 1, 0.95);
    tvars.push_back(figures.tvar);
    const double error = batch_estimate(figures.tvar, figures.tvars).standard_error;
    square += error * error / seeds;
    mean += figures.tvar / seeds;
  }
  for (const double tvar : tvars) spread += (tvar - mean) * (tvar - mean) / (seeds - 1);
  // sqrt(2/59) = 18 % of the spread's variance, 4.5 of these.
  EXPECT_GT(spread / square, 1 / (1 + 4.5 * std::sqrt(2.0 / (seeds - 1))));
  EXPECT_LT(spread / square, 1 + 4.5 * std::sqrt(2.0 / (seeds - 1)));
}

}  // namespace
}  // namespace tenbin
