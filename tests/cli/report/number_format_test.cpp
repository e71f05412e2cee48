#include "report/number_format.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <limits>

namespace tenbin::cli {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(ShortestDigits, ReadBackAsTheSameDouble) {
  for (const double value : {0.1, 1.0 / 3, 274330.9028, 1e-7, 1e15, 123456789012345.6, 5e-324,
                             1.7976931348623157e308, -2.5, 0.30000000000000004}) {
    const std::string digits = shortest_digits(value);
    EXPECT_EQ(std::strtod(digits.c_str(), nullptr), value) << digits;
  }
}

TEST(ShortestDigits, ArePlainInTheUsualRange) {
  EXPECT_EQ(shortest_digits(0), "0");
  EXPECT_EQ(shortest_digits(0.1), "0.1");
  EXPECT_EQ(shortest_digits(1e6), "1000000");
  EXPECT_EQ(shortest_digits(0.00001), "0.00001");
  EXPECT_EQ(shortest_digits(1e-7), "1e-07");
}

TEST(Grouped, PutsSeparatorsAndRounds) {
  EXPECT_EQ(grouped(1234567.891, 1), "1,234,567.9");
  EXPECT_EQ(grouped(999.5, 0), "1,000");
  EXPECT_EQ(grouped(-1234, 0), "-1,234");
  EXPECT_EQ(grouped(-0.001, 1), "0.0");
  EXPECT_EQ(grouped(274331, -2), "274,300");
  EXPECT_EQ(grouped(nan, 1), "-");
  EXPECT_EQ(grouped(infinity, 1), "inf");
}

TEST(EstimateOf, KeepsTwoDigitsOfTheError) {
  EXPECT_EQ(estimate(274330.9, 304.7), (Estimate{"274,330", "300"}));
  EXPECT_EQ(estimate(0.27433, 0.000306), (Estimate{"0.27433", "0.00031"}));
  EXPECT_EQ(estimate(12.345, 0.0996), (Estimate{"12.35", "0.10"}));
  EXPECT_EQ(estimate(12.345, 9.96), (Estimate{"12", "10"}));
  EXPECT_EQ(estimate(0, 0.5), (Estimate{"0.00", "0.50"}));
}

TEST(EstimateOf, SaysNothingAboutAnUnknownError) {
  EXPECT_EQ(estimate(1234.567, nan), (Estimate{"1,230", ""}));
  EXPECT_EQ(estimate(1234.567, 0), (Estimate{"1,235", "0"}));
  EXPECT_EQ(estimate(nan, 1), (Estimate{"-", ""}));
}

TEST(Percent, HasTheDigitsAskedFor) {
  EXPECT_EQ(percent(0), "0%");
  EXPECT_EQ(percent(0.9687), "97%");
  EXPECT_EQ(percent(0.9687, 3), "96.9%");
  EXPECT_EQ(percent(0.995, 6), "99.5%");
  EXPECT_EQ(percent(1 - 0.995, 4), "0.5%");
}

TEST(SignificantDigits, DropNoughtsBehindThePoint) {
  EXPECT_EQ(significant_digits(2.5, 4), "2.5");
  EXPECT_EQ(significant_digits(12345.678, 3), "12,300");
  EXPECT_EQ(significant_digits(0.0999999, 2), "0.1");
  EXPECT_EQ(significant_digits(1 / (1 - 0.999), 4), "1,000");
}

TEST(MoneyUnitOf, GoesByTheLargestAmount) {
  using language::Language;
  EXPECT_EQ(money_unit(2.0e6, "USD", Language::english).name, "thousand US dollars");
  EXPECT_EQ(money_unit(2.0e8, "JPY", Language::english).name, "million yen");
  EXPECT_EQ(money_unit(2.0e8, "JPY", Language::japanese).name, "百万円");
  EXPECT_EQ(money_unit(3.0e11, "JPY", Language::japanese).name, "億円");
  EXPECT_EQ(money_unit(3.0e11, "EUR", Language::english).name, "billion euros");
  EXPECT_EQ(money_unit(100, "CHF", Language::english).name, "CHF");
  EXPECT_EQ(money_unit(100, "CHF", Language::english).size, 1);
}

}  // namespace
}  // namespace tenbin::cli
