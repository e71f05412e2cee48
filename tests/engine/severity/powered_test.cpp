#include "tenbin/severity/powered.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tenbin/core/error.hpp"
#include "tenbin/severity/lognormal.hpp"
#include "tenbin/severity/mbbefd.hpp"
#include "tenbin/severity/quantile_table.hpp"
#include "tenbin/severity/shifted.hpp"
#include "tenbin/severity/truncated.hpp"

namespace tenbin {
namespace {

TEST(Powered, OfALognormalIsALognormalOfTheSameMean) {
  constexpr real mu = 14, sigma = 1.2L;
  for (const real b : {0.6L, 1.0L, 1.6L}) {
    const Powered powered(std::make_shared<Lognormal>(mu, sigma), b);
    const Lognormal exact(mu + sigma * sigma / 2 - b * b * sigma * sigma / 2, b * sigma);
    for (const real u : {1e-9L, 0.01L, 0.5L, 0.99L}) {
      EXPECT_NEAR(static_cast<double>(powered.quantile(u) / exact.quantile(u)), 1, 1e-12);
      EXPECT_NEAR(static_cast<double>(powered.upper_quantile(u) / exact.upper_quantile(u)), 1, 1e-12);
      const real x = exact.quantile(u);
      EXPECT_NEAR(static_cast<double>(powered.cdf(x) / exact.cdf(x)), 1, 1e-11);
      EXPECT_NEAR(static_cast<double>(powered.survival(x) / exact.survival(x)), 1, 1e-11);
      EXPECT_NEAR(static_cast<double>(powered.pdf(x) / exact.pdf(x)), 1, 1e-11);
    }
    EXPECT_NEAR(static_cast<double>(powered.mean() / exact.mean()), 1, 1e-14);
    EXPECT_NEAR(static_cast<double>(powered.raw_moment(2) / exact.raw_moment(2)), 1, 1e-12);
    // A kink: the trapezoidal rule is off by h^2 times the jump of the slope, h = 1/32.
    const real d = exact.quantile(0.7L);
    EXPECT_NEAR(static_cast<double>(powered.limited_expected_value(d) / exact.limited_expected_value(d)), 1,
                1e-4);
  }
}

TEST(Powered, KeepsTheMeanOfOtherLaws) {
  const auto base = std::make_shared<Truncated>(
      std::make_shared<Shifted>(std::make_shared<Lognormal>(14, 1.4L), 5e6L), 0, 2e10L);
  for (const real b : {0.8L, 1.25L}) {
    const Powered powered(base, b);
    EXPECT_EQ(powered.mean(), base->mean());
    // By the table that draws from it: the mean of its quantile function, on a midpoint rule of 2^16 points.
    const QuantileTable table(powered);
    double sum = 0;
    constexpr int points = 1 << 16;
    for (int i = 0; i < points; ++i)
      sum += table((static_cast<std::uint64_t>(i) << 36U) + (std::uint64_t{1} << 35U));
    EXPECT_NEAR(sum / points / static_cast<double>(base->mean()), 1, 0.005);
  }
}

TEST(Powered, Refuses) {
  EXPECT_THROW(Powered(nullptr, 1), ParameterError);
  EXPECT_THROW(Powered(std::make_shared<Lognormal>(0, 1), 5), ParameterError);
  EXPECT_THROW(Powered(std::make_shared<Lognormal>(0, 1), 0.1L), ParameterError);
}

TEST(Powered, AnAmountWithAProbabilityOfItsOwnKeepsIt) {
  // Total losses of a machine: rounding of x -> y -> x once lost them, and no table could be made.
  for (const double c : {1.5, 3.0, 3.5}) {
    const auto damage = std::make_shared<Mbbefd>(Mbbefd::swiss_re(c, 15e6));
    const real total = damage->survival_from(damage->knots().back());
    for (const double power : {0.6, 0.8, 1.25, 1.6}) {
      const Powered law(damage, power);
      EXPECT_EQ(law.survival_from(law.knots().back()), total) << c << " " << power;
      EXPECT_EQ(law.survival(law.knots().back()), 0) << c << " " << power;
      EXPECT_NO_THROW(make_quantile_table(law)) << c << " " << power;
    }
  }
}

}  // namespace
}  // namespace tenbin
