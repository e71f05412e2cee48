#include "tenbin/exact/loss_distribution.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>

#include "tenbin/core/error.hpp"

namespace tenbin {
namespace {

double as_double(real x) { return static_cast<double>(x); }

LossDistribution one_to_ten() {
  std::vector<double> values(10);
  std::iota(values.begin(), values.end(), 1.0);
  return {values, std::vector<double>(10, 0.1)};
}

TEST(LossDistribution, MomentsByHand) {
  // 0, 10, 40 with 0.5, 0.3, 0.2: mean 11, variance 0.5*121 + 0.3*1 + 0.2*841 = 229,
  // third central moment 0.5*(-1331) + 0.3*(-1) + 0.2*24389 = 4212
  const LossDistribution loss({0, 10, 40}, {0.5, 0.3, 0.2});
  EXPECT_NEAR(as_double(loss.mean()), 11, 1e-14);
  EXPECT_NEAR(as_double(loss.variance()), 229, 1e-12);
  EXPECT_NEAR(as_double(loss.skewness()), 4212 / std::pow(229, 1.5), 1e-14);
  EXPECT_EQ(loss.probability_of_zero(), 0.5L);
}

// peers.md section 3: VaR85 of {1..10} is 9 and its TVaR (0.1 * 10 + 0.05 * 9) / 0.15 = 9.6667.
TEST(LossDistribution, LowerQuantileAndAcerbiTasche) {
  const LossDistribution loss = one_to_ten();
  EXPECT_EQ(loss.quantile(0.85L), 9);
  EXPECT_NEAR(as_double(loss.tail_value_at_risk(0.85L)), 29.0 / 3, 1e-13);
  // A level that is met exactly gives the lower quantile.
  EXPECT_EQ(loss.quantile(0.9L), 9);
  EXPECT_NEAR(as_double(loss.tail_value_at_risk(0.9L)), 10, 1e-12);
  EXPECT_EQ(loss.quantile(0.1L), 1);
  EXPECT_EQ(loss.quantile(0.100001L), 2);
  EXPECT_EQ(loss.quantile(0.999L), 10);
  // ES of everything is the mean
  EXPECT_NEAR(as_double(loss.tail_value_at_risk(1e-9L)), 5.5, 1e-7);
}

TEST(LossDistribution, DistributionFunctionOnBothSidesOfAnAtom) {
  const LossDistribution loss = one_to_ten();
  EXPECT_NEAR(as_double(loss.cdf(3)), 0.3, 1e-15);
  EXPECT_NEAR(as_double(loss.cdf(2.99)), 0.2, 1e-15);
  EXPECT_NEAR(as_double(loss.survival_from(3)), 0.8, 1e-15);
  EXPECT_NEAR(as_double(loss.survival_from(3.01)), 0.7, 1e-15);
  EXPECT_EQ(loss.survival(0.5), 1);
  EXPECT_EQ(loss.survival_from(1), 1);
  EXPECT_EQ(loss.survival(10), 0);
}

TEST(LossDistribution, StopLossByHand) {
  // (8-7) + (9-7) + (10-7) = 6 tenths
  EXPECT_NEAR(as_double(one_to_ten().stop_loss(7)), 0.6, 1e-14);
  // (9-8.5) + (10-8.5) = 2 tenths
  EXPECT_NEAR(as_double(one_to_ten().stop_loss(8.5)), 0.2, 1e-14);
  EXPECT_EQ(one_to_ten().stop_loss(10), 0);
}

TEST(LossDistribution, AggregateTermsMoveAndMergeAmounts) {
  // deductible 3, limit 5: 1..3 -> 0, 4..7 -> 1..4, 8..10 -> 5
  const LossDistribution paid = one_to_ten().after(AggregateTerms(3, 5));
  EXPECT_EQ(paid.values(), (std::vector<double>{0, 1, 2, 3, 4, 5}));
  EXPECT_NEAR(as_double(paid.probability_of_zero()), 0.3, 1e-15);
  EXPECT_NEAR(as_double(paid.survival_from(5)), 0.3, 1e-15);
  EXPECT_NEAR(as_double(paid.mean()), (1 + 2 + 3 + 4 + 15) / 10.0, 1e-14);
}

TEST(LossDistribution, AmountsWithinRoundingOfTheLimitAreAtTheLimit) {
  const double third = 1.0 / 3;
  const LossDistribution loss({0, 3 * 0.1, 0.5}, {third, third, third});  // 3 * 0.1 > 0.3 by one rounding
  const LossDistribution paid = loss.after(AggregateTerms(0, 0.3));
  EXPECT_EQ(paid.values(), (std::vector<double>{0, 0.3}));
  const LossDistribution below({0, std::nextafter(0.3, 0), 0.5}, {third, third, third});
  EXPECT_EQ(below.after(AggregateTerms(0, 0.3)).values(), (std::vector<double>{0, 0.3}));
}

TEST(LossDistribution, WhatLiesBeyondTheLatticeSitsAtItsMean) {
  // 0 and 1 hold 0.9; the mean 5 needs (5 - 0.4) / 0.1 = 46 on the rest
  const auto loss = LossDistribution::from(Lattice(1, {0.5, 0.4}), 5);
  EXPECT_EQ(loss.values().size(), 3U);
  EXPECT_NEAR(loss.values().back(), 46, 1e-12);
  EXPECT_NEAR(as_double(loss.mean()), 5, 1e-14);
  const auto infinite = LossDistribution::from(Lattice(1, {0.5, 0.4}), std::numeric_limits<real>::infinity());
  EXPECT_EQ(infinite.mean(), std::numeric_limits<real>::infinity());
  EXPECT_EQ(infinite.variance(), std::numeric_limits<real>::infinity());
  EXPECT_EQ(infinite.quantile(0.8L), 1);
  EXPECT_NEAR(as_double(infinite.after(AggregateTerms(0, 7)).mean()), 0.4 + 0.7, 1e-14);
}

TEST(LossDistribution, OnALatticeKeepsTheMean) {
  const LossDistribution loss({0, 0.25, 7.9}, {0.5, 0.25, 0.25});
  const Lattice lattice = loss.on_lattice(1);
  EXPECT_EQ(lattice.size(), 9U);
  EXPECT_NEAR(as_double(lattice.mean()), as_double(loss.mean()), 1e-15);
  EXPECT_NEAR(lattice.probabilities()[1], 0.0625, 1e-16);
  EXPECT_NEAR(lattice.probabilities()[7], 0.025, 1e-15);
  EXPECT_EQ(one_to_ten().on_lattice(1).size(), 11U);
  EXPECT_THROW(loss.on_lattice(1e-9), ParameterError);
}

TEST(LossDistribution, RefusesBadInput) {
  EXPECT_THROW(LossDistribution({}, {}), ParameterError);
  EXPECT_THROW(LossDistribution({1, 1}, {0.5, 0.5}), ParameterError);
  EXPECT_THROW(LossDistribution({2, 1}, {0.5, 0.5}), ParameterError);
  EXPECT_THROW(LossDistribution({-1, 1}, {0.5, 0.5}), ParameterError);
  EXPECT_THROW(LossDistribution({0, 1}, {0.5, 0.4}), ParameterError);
  EXPECT_THROW(LossDistribution({0, 1}, {1}), ParameterError);
  EXPECT_THROW(one_to_ten().quantile(0), ParameterError);
  EXPECT_THROW(one_to_ten().quantile(1), ParameterError);
  EXPECT_THROW(one_to_ten().tail_value_at_risk(1.5L), ParameterError);
  EXPECT_THROW(one_to_ten().stop_loss(-1), ParameterError);
}

}  // namespace
}  // namespace tenbin
