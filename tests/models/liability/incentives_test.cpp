#include "tenbin/liability/incentives.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tenbin/core/error.hpp"

namespace tenbin::liability {
namespace {

const Carer one{1, 1, 1000, 1};

// Specification, golden values I2 (rounded there to three decimals of care, six of probability).
TEST(Incentives, MeetTheClosedFormOfOneParty) {
  struct Row {
    real share, care, probability, cost;
  };
  for (const Row& row : {Row{1, 3472.136L, .004472L, 7944.27L}, Row{.5L, 2162.278L, .006325L, 8486.83L},
                         Row{.25L, 1236.068L, .008944L, 10180.34L}, Row{.04L, 0, .02L, 20000}}) {
    Carer party = one;
    party.share = row.share;
    const Equilibrium found = care_equilibrium(.02L, 1e6L, {party});
    EXPECT_NEAR(static_cast<double>(found.care[0]), static_cast<double>(row.care), 5e-4);
    EXPECT_NEAR(static_cast<double>(found.probability), static_cast<double>(row.probability), 5e-7);
    EXPECT_NEAR(static_cast<double>(social_cost(found, 1e6L, 0, {party})), static_cast<double>(row.cost),
                5e-3);
    const real y = std::max<real>(1, std::sqrt(.02L * row.share * 1e6L / 1000));
    EXPECT_NEAR(static_cast<double>(found.care[0] / ((y - 1) * 1000 + 1e-30L)), row.care > 0 ? 1 : 0, 1e-15);
  }
}

TEST(Incentives, MeetTheClosedFormOfSeveralParties) {
  const std::vector<Carer> parties = {{.6L, 1, 500, .3L}, {.4L, 2, 300, .5L}};
  const real p0 = .05L, damage = 5e6L;
  real product = p0, sum = 1;
  for (const Carer& c : parties) {
    product *= std::pow(c.elasticity * c.share * damage / (c.price * c.scale), -c.elasticity);
    sum += c.elasticity;
  }
  const real p = std::pow(product, 1 / sum);
  const Equilibrium found = care_equilibrium(p0, damage, parties);
  EXPECT_NEAR(static_cast<double>(found.probability / p), 1, 1e-15);
  // Nobody gains by moving alone.
  for (std::size_t i = 0; i < parties.size(); ++i) {
    ASSERT_GT(found.care[i], 0);
    const auto cost = [&](real x) {
      real q = p0;
      for (std::size_t j = 0; j < parties.size(); ++j)
        q *= std::pow(1 + (i == j ? x : found.care[j]) / parties[j].scale, -parties[j].elasticity);
      return parties[i].price * x + q * parties[i].share * damage;
    };
    EXPECT_LT(cost(found.care[i]), cost(found.care[i] * 1.01L));
    EXPECT_LT(cost(found.care[i]), cost(found.care[i] * .99L));
  }
}

// Golden value I1.
TEST(Incentives, MoveFrequencyByTheRatiosOfShares) {
  const real multiplier = frequency_multiplier({1, 1, .5L}, {.5L, .3L, .2L}, {.2L, .6L, .2L});
  EXPECT_NEAR(static_cast<double>(multiplier), 0.938235, 5e-7);
  EXPECT_NEAR(static_cast<double>(multiplier / std::pow(1.25L, -1 / 3.5L)), 1, 1e-17);
  EXPECT_EQ(frequency_multiplier({1, 1}, {.4L, .6L}, {.4L, .6L}), 1);
}

TEST(Incentives, HoldTheMultiplierWithinItsBounds) {
  EXPECT_EQ(frequency_multiplier({50}, {1e-9L}, {1}), 4);
  EXPECT_EQ(frequency_multiplier({50}, {1}, {1e-9L}), .25L);
}

// The ratio of two equilibria in the interior is the multiplier.
TEST(Incentives, AgreeWithTheEquilibriumInTheInterior) {
  std::vector<Carer> then = {{.6L, 1, 10, .3L}, {.4L, 2, 10, .5L}, {.2L, 1, 5, .2L}};
  std::vector<Carer> now = then;
  now[0].share = .6L;
  now[1].share = .1L;
  now[2].share = .3L;
  const real before = care_equilibrium(.05L, 1e8L, then).probability;
  const real after = care_equilibrium(.05L, 1e8L, now).probability;
  const real multiplier = frequency_multiplier({.6L, .4L, .2L}, {.6L, .1L, .3L}, {.3L, .5L, .2L});
  EXPECT_NEAR(static_cast<double>(after / before / multiplier), 1, 1e-14);
}

TEST(Incentives, MeetTheExponentialForm) {
  const real x = exponential_care(.001L, .02L, .5L, 1e6L, 1);
  EXPECT_NEAR(static_cast<double>(x), 1000 * std::log(10.0), 1e-9);
  EXPECT_EQ(exponential_care(.001L, .0001L, .5L, 1e6L, 1), 0);
}

// A sharp standard is met exactly where care beyond it does not pay; a blurred one brings more care than due.
TEST(Incentives, FollowAnUncertainStandard) {
  EXPECT_NEAR(static_cast<double>(care_under_uncertain_standard(.02L, 1e6L, one, 3000, 1e-6L)), 3030, 31);
  EXPECT_GT(care_under_uncertain_standard(.02L, 1e6L, one, 3000, .2L), 3000);
}

TEST(Incentives, PriceActivity) {
  EXPECT_NEAR(static_cast<double>(activity_multiplier(2, 1, .3L)), std::pow(2.0, -.3), 1e-15);
  EXPECT_EQ(activity_multiplier(3, 3, .3L), 1);
}

TEST(Incentives, FindWhoAvoidsMostCheaply) {
  const std::vector<Carer> parties = {{.2L, 1, 1000, 0}, {1, 1, 1000, 0}, {.6L, 1, 1000, 0}};
  const Avoider found = least_cost_avoider(.02L, 1e6L, 0, parties);
  EXPECT_EQ(found.party, 1U);
  EXPECT_EQ(found.runner_up, 2U);
  EXPECT_NEAR(static_cast<double>(found.cost), 7944.27, 5e-3);
  EXPECT_GT(found.runner_up_cost, found.cost);
  EXPECT_TRUE(found.is_joint_care);
}

TEST(Incentives, RefuseWhatHasNoMeaning) {
  EXPECT_THROW(care_equilibrium(0, 1, {one}), ParameterError);
  EXPECT_THROW(care_equilibrium(1, 1, {{-1, 1, 1, 1}}), ParameterError);
  EXPECT_THROW(frequency_multiplier({1}, {1, 1}, {1}), ParameterError);
  EXPECT_THROW(least_cost_avoider(1, 1, 0, {one}), ParameterError);
}

}  // namespace
}  // namespace tenbin::liability
