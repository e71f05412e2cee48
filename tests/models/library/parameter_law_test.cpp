#include "tenbin/library/parameter_law.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tenbin/core/error.hpp"
#include "tenbin/library/library.hpp"

namespace tenbin::library {
namespace {

Number number(double value, double low, double high, const char* unit = "factor") {
  Number number;
  number.id = "some/number";
  number.value = value;
  number.unit = unit;
  number.low = low;
  number.high = high;
  return number;
}

double mean(const ParameterLaw& law) {
  double sum = 0, weights = 0;
  for (int i = -400; i <= 400; ++i) {
    const double z = i / 40.0;
    sum += std::exp(-z * z / 2) * static_cast<double>(law.at(z));
    weights += std::exp(-z * z / 2);
  }
  return sum / weights;
}

constexpr double z90 = 1.2815515655446004;

TEST(ParameterLaw, PositiveNumbersAreLognormalWithTheirValueAsMean) {
  const ParameterLaw law(number(0.3, 0.1, 1), 0.8L);
  EXPECT_EQ(law.scale(), ParameterLaw::Scale::logarithm);
  EXPECT_NEAR(mean(law), 0.3, 1e-12);
  EXPECT_NEAR(static_cast<double>(std::log(law.at(z90) / law.at(-z90))), std::log(10), 1e-12);
}

TEST(ParameterLaw, ProbabilitiesStayInsideZeroAndOne) {
  const ParameterLaw law(number(0.25, 0.1, 0.5, "probability"), 0.8L);
  EXPECT_EQ(law.scale(), ParameterLaw::Scale::logit);
  EXPECT_NEAR(mean(law), 0.25, 1e-12);
  EXPECT_LT(law.at(8), 1);
  EXPECT_GT(law.at(-8), 0);
  const auto odds = [&](real z) { return law.at(z) / (1 - law.at(z)); };
  EXPECT_NEAR(static_cast<double>(odds(z90) / odds(-z90)), 9, 1e-10);  // (0.5/0.5) / (0.1/0.9)
}

TEST(ParameterLaw, EndsAtOneOrZeroHaveTheWidthOfTheOtherEnd) {
  const ParameterLaw high(number(0.95, 0.9, 1, "probability"), 0.8L);
  EXPECT_NEAR(mean(high), 0.95, 1e-12);
  EXPECT_LT(high.at(6), 1);
  const ParameterLaw low(number(0.02, 0, 0.1, "probability"), 0.8L);
  EXPECT_NEAR(mean(low), 0.02, 1e-12);
}

TEST(ParameterLaw, RangesThatReachBelowZeroAreNormal) {
  const ParameterLaw law(number(0, -0.2, 0.3), 0.8L);
  EXPECT_EQ(law.scale(), ParameterLaw::Scale::plain);
  EXPECT_NEAR(mean(law), 0, 1e-12);
  EXPECT_NEAR(static_cast<double>(law.at(z90) - law.at(-z90)), 0.5, 1e-12);
}

TEST(ParameterLaw, ANarrowerReadingOfRangesMeansMoreUncertainty) {
  const ParameterLaw usual(number(1, 0.5, 2), 0.8L), careful(number(1, 0.5, 2), 0.5L);
  EXPECT_GT(careful.at(2) / careful.at(-2), usual.at(2) / usual.at(-2));
}

TEST(ParameterLaw, EveryUncertainNumberOfTheLibraryHasOne) {
  int count = 0;
  for (const auto& [id, entry] : standard_library().numbers()) {
    if (!is_uncertain(entry)) continue;
    ++count;
    const ParameterLaw law(entry, 0.8L);
    // Relative to the range: a value may be 0.
    const double size = std::max(std::fabs(entry.value), *entry.high - *entry.low);
    EXPECT_NEAR(mean(law), entry.value, 1e-9 * size) << id;
  }
  EXPECT_GT(count, 200);
}

TEST(ParameterLaw, CertainNumbers) {
  Number certain = number(2, 1, 3);
  certain.confidence = Confidence::high;
  EXPECT_FALSE(is_uncertain(certain));
  certain.confidence = Confidence::medium;
  EXPECT_TRUE(is_uncertain(certain));
  certain.low = certain.high = {};
  EXPECT_FALSE(is_uncertain(certain));
  EXPECT_THROW(ParameterLaw(certain, 0.8L), ParameterError);
  EXPECT_THROW(ParameterLaw(number(1, 0.5, 2), 1), ParameterError);
}

}  // namespace
}  // namespace tenbin::library
