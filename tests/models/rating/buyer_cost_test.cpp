#include "tenbin/rating/buyer_cost.hpp"

#include <gtest/gtest.h>

#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>
#include <random>
#include <vector>

#include "tenbin/core/error.hpp"
#include "tenbin/measure/batch_figures.hpp"

namespace tenbin::rating {
namespace {

using result::Efficiency;

std::vector<double> sample(std::size_t years, unsigned seed, double mean, double sd) {
  std::mt19937_64 generator{seed};
  std::normal_distribution<double> normal{mean, sd};
  std::vector<double> result(years);
  for (double& year : result) year = normal(generator);
  return result;
}

std::vector<double> flat(double premium) { return std::vector<double>(batch_count, premium); }

TEST(BuyerCost, PartsAddUpByHand) {
  // 100 in every 50th year: mean 2, TVaR99 100; w = 0.1: 9.8
  std::vector<double> years(40'000, 0.0);
  for (std::size_t i = 0; i < years.size(); i += 50) years[i] = 100;
  const MeasuredPosition measured =
      measure({"base", "maker", 5, flat(5), years}, 1, {.cvar_weight = 0.1}, 60);
  EXPECT_DOUBLE_EQ(measured.view.premium.value, 5);
  EXPECT_EQ(measured.view.premium.standard_error, 0);
  EXPECT_DOUBLE_EQ(measured.view.retained.value, 2);
  EXPECT_DOUBLE_EQ(measured.view.tail.value, 100);
  EXPECT_NEAR(measured.view.volatility.value, 9.8, 1e-12);
  EXPECT_NEAR(measured.view.total_cost.value, 16.8, 1e-12);
  // 5 + 100 > 60 in 2 % of the years
  EXPECT_DOUBLE_EQ(measured.view.over_budget.value, 0.02);
  EXPECT_FALSE(measured.view.beyond_sample);
}

TEST(BuyerCost, WithoutToleranceVolatilityHasNoPrice) {
  const std::vector<double> years = sample(40'000, 1, 100, 10);
  const MeasuredPosition measured = measure({"base", "", 5, flat(5), years}, 1, {}, {});
  EXPECT_TRUE(std::isnan(measured.view.volatility.value));
  EXPECT_TRUE(std::isnan(measured.view.over_budget.value));
  EXPECT_NEAR(measured.view.total_cost.value, 5 + measured.view.retained.value, 1e-12);
}

TEST(BuyerCost, NormalRetentionHasKnownPrices) {
  const std::vector<double> years = sample(400'000, 2, 100, 10);
  // TVaR99 - mean = 10 phi(z)/0.01 = 26.652
  const MeasuredPosition cvar = measure({"b", "", 5, flat(5), years}, 1, {.cvar_weight = 0.2}, {});
  EXPECT_LT(std::fabs(cvar.view.volatility.value - 0.2 * 26.6521), 4.5 * cvar.view.volatility.standard_error);
  const MeasuredPosition lower =
      measure({"b", "", 5, flat(5), years}, 1, {.cvar_weight = 0.2, .level = 0.95}, {});
  EXPECT_LT(std::fabs(lower.view.volatility.value - 0.2 * 20.6271),
            4.5 * lower.view.volatility.standard_error);
  // a variance / 2
  const MeasuredPosition utility = measure({"b", "", 5, flat(5), years}, 1, {.risk_aversion = 0.02}, {});
  EXPECT_FALSE(utility.view.beyond_sample);
  EXPECT_LT(std::fabs(utility.view.volatility.value - 1), 4.5 * utility.view.volatility.standard_error);
  EXPECT_LT(utility.view.volatility.standard_error, 0.02);
}

TEST(BuyerCost, RefusesAToleranceThatTheSampleCannotSupport) {
  std::vector<double> years(40'000, 0.0);
  for (std::size_t i = 0; i < 5; ++i) years[i * 7000] = 1e9;
  const MeasuredPosition measured = measure({"b", "", 5, flat(5), years}, 1, {.risk_aversion = 1e-6}, {});
  EXPECT_TRUE(measured.view.beyond_sample);
  EXPECT_TRUE(std::isnan(measured.view.volatility.value));
  EXPECT_TRUE(std::isnan(measured.view.total_cost.value));
  EXPECT_THROW(measure({"b", "", 5, flat(5), years}, 1, {.cvar_weight = 1, .risk_aversion = 1}, {}),
               ParameterError);
}

TEST(BuyerCost, PremiumAndRetentionOfTheSameYearsGoTogether) {
  // What the insurer pays is what the buyer keeps less: with premium = mean payment the total is constant.
  const std::vector<double> losses = sample(40'000, 3, 100, 10);
  std::vector<double> kept(losses.size());
  for (std::size_t i = 0; i < losses.size(); ++i) kept[i] = 100 - (losses[i] - 100);  // mirror
  const BatchFigures paid = batch_figures(losses, 1, 0.99);
  const MeasuredPosition measured = measure({"b", "", paid.mean, paid.means, kept}, 1, {}, {});
  EXPECT_NEAR(measured.view.total_cost.value, 200, 1e-9);
  EXPECT_LT(measured.view.total_cost.standard_error, 1e-9);
  EXPECT_GT(measured.view.retained.standard_error, 0.01);
}

std::vector<MeasuredPosition> positions(const std::vector<std::pair<double, std::vector<double>>>& list) {
  std::vector<MeasuredPosition> result;
  for (std::size_t i = 0; i < list.size(); ++i) {
    result.push_back(measure(
        {std::string(1, static_cast<char>('a' + i)), "", list[i].first, flat(list[i].first), list[i].second},
        1, {}, {}));
  }
  mark_frontier(result);
  return result;
}

TEST(Frontier, MarksWhatIsDominatedBeyondTheErrors) {
  const std::vector<double> base = sample(40'000, 4, 100, 10);
  const auto shifted = [&](double by) {
    std::vector<double> years = base;
    for (double& year : years) year += by;
    return years;
  };
  // premium, retained: a (10, 0), b (12, -5), c (12, +1) dearer and worse than a, d the same as a
  const auto marked = positions({{10, base}, {12, shifted(-5)}, {12, shifted(1)}, {10, base}});
  EXPECT_EQ(marked[0].view.efficiency, Efficiency::efficient);
  EXPECT_EQ(marked[1].view.efficiency, Efficiency::efficient);
  EXPECT_EQ(marked[2].view.efficiency, Efficiency::dominated);
  EXPECT_EQ(marked[2].view.dominated_by, "b");  // saves most: premium 0 and tail 6
  EXPECT_EQ(marked[3].view.efficiency, Efficiency::efficient);
}

TEST(Frontier, WithinTheErrorsItCannotTell) {
  // The same law on other years: a dearer premium for a tail that may be better or worse.
  const auto marked = positions({{10, sample(40'000, 5, 100, 10)}, {10.1, sample(40'000, 6, 100, 10)}});
  EXPECT_EQ(marked[0].view.efficiency, Efficiency::efficient);  // surely cheaper
  EXPECT_EQ(marked[1].view.efficiency, Efficiency::cannot_tell);
  const auto few = positions({{10, sample(500, 5, 100, 10)}, {12, sample(500, 6, 200, 10)}});
  EXPECT_EQ(few[1].view.efficiency, Efficiency::cannot_tell);  // no error, no verdict
  EXPECT_EQ(few[0].view.efficiency, Efficiency::efficient);
}

TEST(Frontier, DesignsThatAreAlikeAreOneStatement) {
  // A dearer design with a tail that is better by a little more or less than can be told: six copies of it
  // widen no interval, six designs that differ do.
  const std::vector<double> base = sample(40'000, 5, 100, 10), other = sample(40'000, 6, 100, 10);
  int changed = 0;
  for (int step = 0; step < 80; ++step) {
    const auto better = [&](double more) {
      std::vector<double> years = other;
      for (double& year : years) year -= 0.02 * step + more;
      return std::pair(11.0, years);
    };
    std::vector<std::pair<double, std::vector<double>>> copies = {{10, base}}, different = copies;
    for (int i = 0; i < 6; ++i) {
      copies.push_back(better(0));
      different.push_back(better(1e-7 * i));
    }
    const auto one = positions({{10, base}, better(0)});
    EXPECT_EQ(positions(copies)[1].view.efficiency, one[1].view.efficiency) << step;
    changed += positions(different)[1].view.efficiency != one[1].view.efficiency ? 1 : 0;
  }
  EXPECT_GT(changed, 0);
}

TEST(Frontier, PartiesAreApart) {
  const std::vector<double> low(40'000, 1.0), high(40'000, 2.0);
  std::vector<MeasuredPosition> list = {measure({"a", "x", 1, flat(1), low}, 1, {}, {}),
                                        measure({"a", "y", 2, flat(2), high}, 1, {}, {})};
  mark_frontier(list);
  EXPECT_EQ(list[1].view.efficiency, Efficiency::efficient);
}

TEST(BuyerDifferences, ArePairedAndChangeSignWhenDesignsAreSwapped) {
  const std::vector<double> base = sample(40'000, 7, 100, 10);
  std::vector<double> less = base;
  for (double& year : less) year = std::min(year, 110.0);
  const MeasuredPosition a = measure({"a", "", 10, flat(10), base}, 1, {.cvar_weight = 0.1}, {});
  const MeasuredPosition b = measure({"b", "", 13, flat(13), less}, 1, {.cvar_weight = 0.1}, {});
  const auto forth = differences({a, b});
  const auto back = differences({b, a});
  ASSERT_EQ(forth.size(), 1U);
  EXPECT_EQ(forth[0].design, "b");
  EXPECT_EQ(forth[0].reference, "a");
  EXPECT_DOUBLE_EQ(forth[0].total_cost.value, -back[0].total_cost.value);
  EXPECT_DOUBLE_EQ(forth[0].total_cost.standard_error, back[0].total_cost.standard_error);
  // Cost is 0.9 mean + 0.1 TVaR99, so a year's influence is 0.9 x + 10 h, h = (x - z)+ with z = 2.3263, and
  // on the difference 0.9 g + 10 h with g = (x - 1)+. For a standard normal x: Var g = 0.06852, Var h =
  // 0.00210, Cov(x, h) = 0.01, Cov(g, h) = 0.00632. One sd is 10.
  const double alone = std::sqrt(100 * (0.81 + 100 * 0.00210 + 18 * 0.01) / 40'000);
  const double paired = std::sqrt(100 * (0.81 * 0.06852 + 100 * 0.00210 + 18 * 0.00632) / 40'000);
  // A variance from 20 batches is chi-squared with 19 degrees of freedom.
  const boost::math::chi_squared spread(batch_count - 1);
  const auto expect_is = [&](double error, double exact) {
    const double ratio = error * error / (exact * exact) * (batch_count - 1);
    EXPECT_GT(ratio, quantile(spread, 1e-5)) << error << " against " << exact;
    EXPECT_LT(ratio, quantile(complement(spread, 1e-5))) << error << " against " << exact;
  };
  expect_is(a.view.total_cost.standard_error, alone);
  expect_is(forth[0].total_cost.standard_error, paired);
  EXPECT_LT(forth[0].total_cost.standard_error, 0.8 * a.view.total_cost.standard_error);
}

}  // namespace
}  // namespace tenbin::rating
