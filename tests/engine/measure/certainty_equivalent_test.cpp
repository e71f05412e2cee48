#include "tenbin/measure/certainty_equivalent.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

#include "tenbin/core/error.hpp"
#include "tenbin/measure/batch_figures.hpp"

namespace tenbin {
namespace {

TEST(CertaintyEquivalent, TwoPointsByHand) {
  // P(X = 100) = 1/4: ln(3/4 + e^(100 a)/4) / a
  std::vector<double> years(4000, 0.0);
  for (std::size_t i = 0; i < years.size(); i += 4) years[i] = 100;
  for (const double a : {1e-6, 0.01, 0.1, 10.0}) {
    const double exact = a > 1 ? 100 + std::log(0.25) / a : std::log(0.75 + 0.25 * std::exp(100 * a)) / a;
    EXPECT_NEAR(certainty_equivalent(years, 1, a).value, exact, 1e-9 * exact) << a;
  }
}

TEST(CertaintyEquivalent, NormalSampleIsMeanPlusHalfAVariance) {
  std::mt19937_64 generator{11};
  std::normal_distribution<double> normal{50, 10};
  std::vector<double> years(400'000);
  for (double& year : years) year = normal(generator);
  for (const double a : {0.001, 0.02, 0.1}) {
    const Estimate estimate = certainty_equivalent(years, 1, a);
    ASSERT_TRUE(estimate.reliable) << a;
    EXPECT_LT(std::fabs(estimate.value - (50 + a * 100 / 2)), 4.5 * estimate.standard_error) << a;
    // Var exp(aX) / M^2 = exp(a^2 s^2) - 1
    const double exact = std::sqrt(std::expm1(a * a * 100) / 400'000) / a;
    EXPECT_NEAR(estimate.standard_error, exact, 0.05 * exact) << a;
  }
}

TEST(CertaintyEquivalent, ExponentialSample) {
  // X exponential of mean m: -ln(1 - a m) / a, finite only for a m < 1
  std::mt19937_64 generator{12};
  std::exponential_distribution<double> exponential{0.1};
  std::vector<double> years(400'000);
  for (double& year : years) year = exponential(generator);
  const double a = 0.02;
  const Estimate estimate = certainty_equivalent(years, 1, a);
  ASSERT_TRUE(estimate.reliable);
  EXPECT_LT(std::fabs(estimate.value + std::log1p(-0.2) / a), 4.5 * estimate.standard_error);
  // E[exp(aX)] does not exist: the sample must not pretend.
  EXPECT_FALSE(certainty_equivalent(years, 1, 0.2).reliable);
}

TEST(CertaintyEquivalent, HeavyTailIsRefused) {
  std::mt19937_64 generator{13};
  std::lognormal_distribution<double> lognormal{10, 1.5};
  std::vector<double> years(100'000);
  for (double& year : years) year = lognormal(generator);
  EXPECT_FALSE(certainty_equivalent(years, 1, 1e-4).reliable);
  // A risk aversion so small that the mean decides can be told.
  EXPECT_TRUE(certainty_equivalent(years, 1, 1e-9).reliable);
}

TEST(CertaintyEquivalent, NothingOverflows) {
  std::vector<double> years(100, 1e12);
  years[0] = 3e12;
  EXPECT_NEAR(certainty_equivalent(years, 1, 1).value, 3e12, 10);
  EXPECT_FALSE(certainty_equivalent(years, 1, 1).reliable);
}

TEST(CertaintyEquivalent, AConstantIsItself) {
  const Estimate estimate = certainty_equivalent(std::vector<double>(50, 7.0), 1, 3);
  EXPECT_EQ(estimate.value, 7);
  EXPECT_EQ(estimate.standard_error, 0);
  EXPECT_TRUE(estimate.reliable);
  EXPECT_THROW(certainty_equivalent({}, 1, 1), ParameterError);
  EXPECT_THROW(certainty_equivalent(std::vector<double>(5, 1.0), 1, 0), ParameterError);
}

TEST(CertaintyEquivalent, BatchesAgreeWithTheDeltaMethod) {
  std::mt19937_64 generator{14};
  std::exponential_distribution<double> exponential{0.1};
  std::vector<double> years(400'000);
  for (double& year : years) year = exponential(generator);
  const Estimate delta = certainty_equivalent(years, 1, 0.02);
  const Estimate batches = batch_estimate(delta.value, batch_certainty_equivalents(years, 1, 0.02));
  // 19 degrees of freedom: relative error of an error 1/sqrt(38) = 16 %
  EXPECT_NEAR(batches.standard_error / delta.standard_error, 1, 4.5 / std::sqrt(38.0));
}

}  // namespace
}  // namespace tenbin
