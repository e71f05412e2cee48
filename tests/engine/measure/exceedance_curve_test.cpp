#include "tenbin/measure/exceedance_curve.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

#include "tenbin/core/error.hpp"

namespace tenbin {
namespace {

std::vector<double> exponential(std::size_t n) {
  std::mt19937_64 generator(1);
  std::exponential_distribution<double> draw;
  std::vector<double> x(n);
  for (double& v : x) v = draw(generator);
  return x;
}

TEST(ExceedancePoints, AreTheQuantilesAtTheReturnPeriods) {
  const auto x = exponential(100'000);
  const AnnualSample sample(x, 1, std::vector<double>{0.9});
  const std::vector<double> periods{10, 100, 250, 1000, 50'000};
  const auto points = exceedance_points(sample, periods);
  ASSERT_EQ(points.size(), periods.size());
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(points[i].return_period, periods[i]);
    EXPECT_DOUBLE_EQ(points[i].probability, 1 / periods[i]);
    EXPECT_EQ(points[i].loss.value, sample.var(1 - 1 / periods[i]).value);
    // exact: ln T
    EXPECT_LE(std::abs(points[i].loss.value - std::log(periods[i])), 4.5 * points[i].loss.standard_error);
    EXPECT_TRUE(points[i].loss.reliable);
  }
  EXPECT_FALSE(points[4].loss.reliable);
  EXPECT_THROW(exceedance_points(sample, std::vector<double>{0.5}), ParameterError);
  EXPECT_THROW(exceedance_points(sample, std::vector<double>{2.0}), ParameterError);
}

TEST(ExceedanceCurve, RisesFromTheLowestLevelToTheLargestYear) {
  for (const std::size_t n : {std::size_t{50}, std::size_t{100'000}}) {
    const auto x = exponential(n);
    for (const double lowest : {0.01, 0.5, 0.9}) {
      const AnnualSample sample(x, 1, std::vector<double>{lowest});
      const auto curve = exceedance_curve(sample, 200);
      ASSERT_GE(curve.size(), 2U);
      ASSERT_LE(curve.size(), 200U);
      EXPECT_GE(curve.front().probability, 0.9 * (1 - lowest));
      EXPECT_DOUBLE_EQ(curve.back().return_period, static_cast<double>(n));
      for (std::size_t i = 1; i < curve.size(); ++i) {
        EXPECT_GT(curve[i].return_period, curve[i - 1].return_period);
        EXPECT_GE(curve[i].loss.value, curve[i - 1].loss.value);
      }
      for (const auto& point : curve) {
        if (!point.loss.reliable) continue;
        EXPECT_LE(std::abs(point.loss.value - std::log(point.return_period)),
                  4.5 * point.loss.standard_error);
      }
    }
  }
}

TEST(ExceedanceCurve, OfMostlyZeroYears) {
  std::vector<double> x(100'000, 0.0);
  for (std::size_t i = 0; i < 100; ++i) x[1000 * i] = static_cast<double>(i + 1);
  const AnnualSample sample(x, 16, std::vector<double>{0.5});
  const auto curve = exceedance_curve(sample, 50);
  EXPECT_EQ(curve.front().loss.value, 0);
  EXPECT_EQ(curve.back().loss.value, 99);  // level 1 - 1/n: the second largest year
  EXPECT_THROW(exceedance_curve(sample, 1), ParameterError);
}

}  // namespace
}  // namespace tenbin
