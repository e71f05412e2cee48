#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "tenbin/measure/annual_sample.hpp"
#include "tenbin/result/measure_table.hpp"

namespace tenbin::result {
namespace {

/// Years 1, 2, 3, ... in a fixed disorder.
struct Table {
  explicit Table(std::int64_t years) {
    const std::size_t column = table.add_column();
    table.add_subject("ground_up", Basis::aep, column);
    table.reserve_years(years);
    for (std::int64_t block = 0; block * 4096 < years; ++block) {
      double* amounts = table.block(column, block);
      for (std::int64_t i = 0; i < 4096; ++i) amounts[i] = amount(block * 4096 + i);
    }
    table.set_years(years);
  }
  static double amount(std::int64_t year) { return static_cast<double>((year * 7919) % 10'007); }
  YearLossTable table;
};

TEST(Convergence, IsTheFigureOfTheFirstYears) {
  const std::int64_t years = 20'000;
  const Table made(years);
  const std::vector<ConvergencePoint> points = convergence(made.table, Plan{}, {0.9, 0.99, 0.999}, 2);
  std::vector<std::int64_t> steps;
  for (const ConvergencePoint& point : points) {
    EXPECT_EQ(point.subject, "ground_up");
    double sum = 0;
    std::vector<double> first;
    for (std::int64_t year = 0; year < point.years; ++year) first.push_back(Table::amount(year));
    for (const double amount : first) sum += amount;
    if (point.measure == "mean") {
      steps.push_back(point.years);
      EXPECT_NEAR(point.value, sum / static_cast<double>(point.years), 1e-9);
      // The sample's standard deviation over the root of the years.
      const double mean = sum / static_cast<double>(point.years);
      double squares = 0;
      for (const double amount : first) squares += (amount - mean) * (amount - mean);
      const auto done = static_cast<double>(point.years);
      EXPECT_NEAR(point.standard_error / std::sqrt(squares / (done - 1) / done), 1, 1e-9);
    } else {
      EXPECT_EQ(point.measure, "tvar");
      EXPECT_EQ(point.level, 0.99);
      const double level[] = {0.99};
      EXPECT_EQ(point.value, AnnualSample(first, 1, level).tvar(0.99).value);
    }
  }
  // Halves of the run in whole parts of 1024 years, and the run itself.
  EXPECT_EQ(steps, (std::vector<std::int64_t>{1024, 2048, 4096, 9216, 20'000}));
}

TEST(Convergence, NeedsEnoughYears) {
  EXPECT_TRUE(convergence(Table(500).table, Plan{}, {0.99}, 1).empty());
  const std::vector<ConvergencePoint> one = convergence(Table(1500).table, Plan{}, {}, 1);
  ASSERT_EQ(one.size(), 1U) << "no tail without a level";
  EXPECT_EQ(one[0].years, 1500);
}

TEST(HeadlineLevel, IsTheOneNearestToOneYearInAHundred) {
  EXPECT_EQ(headline_level({0.9, 0.95, 0.99, 0.995}), 0.99);
  EXPECT_EQ(headline_level({0.9, 0.97}), 0.97);
  EXPECT_EQ(headline_level({0.995, 0.9999}), 0.995);
  EXPECT_FALSE(headline_level({}));
}

}  // namespace
}  // namespace tenbin::result
