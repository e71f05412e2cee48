#include "tenbin/audit/quality_multiplier.hpp"

#include <gtest/gtest.h>

#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cmath>
#include <limits>
#include <numbers>

#include "tenbin/core/error.hpp"

namespace tenbin::audit {
namespace {

constexpr real infinity = std::numeric_limits<real>::infinity();

Belief belief_of(real mean, real sd, std::optional<real> cap = std::nullopt) {
  Belief belief;
  belief.normal_mean = mean;
  belief.normal_sd = sd;
  belief.credibility = 1 - sd * sd / 225;
  belief.cap = cap;
  return belief;
}

/// Moment of the multiplier by quadrature over theta | S.
real moment(const Belief& belief, real strength, int power) {
  const QualityMultiplier multiplier{belief, strength};
  const real m = belief.normal_mean;
  const real s = belief.normal_sd;
  const auto integrand = [&](real theta) {
    const real z = (theta - m) / s;
    const real quality = belief.cap ? std::min(theta, *belief.cap) : theta;
    return std::exp(-z * z / 2) / (s * std::sqrt(2 * std::numbers::pi_v<real>)) *
           std::pow(multiplier.at(quality), power);
  };
  using Quadrature = boost::math::quadrature::gauss_kronrod<real, 61>;
  const real middle = belief.cap ? std::min(std::max(*belief.cap, m - 13 * s), m + 13 * s) : m;
  return Quadrature::integrate(integrand, m - 14 * s, middle, 15, 1e-15L) +
         Quadrature::integrate(integrand, middle, m + 14 * s, 15, 1e-15L);
}

TEST(QualityMultiplier, HasMeanOneOverTheClass) {
  for (const real strength : {0.0L, 0.1L, 0.6L, 2.0L}) {
    const QualityMultiplier prior{belief_of(50, 15), strength};
    EXPECT_NEAR(static_cast<double>(prior.mean()), 1, 1e-17) << strength;
    // Tower rule: averaged over all scores, an audit of any credibility leaves the mean 1.
    for (const real z : {0.1L, 0.35L, 0.9L}) {
      const real spread = 15 * std::sqrt(z);  // sd of E[theta | S] over scores
      using Quadrature = boost::math::quadrature::gauss_kronrod<real, 61>;
      const real mean = Quadrature::integrate(
          [&](real x) {
            const real t = (x - 50) / spread;
            return std::exp(-t * t / 2) / (spread * std::sqrt(2 * std::numbers::pi_v<real>)) *
                   QualityMultiplier{belief_of(x, 15 * std::sqrt(1 - z)), strength}.mean();
          },
          50 - 14 * spread, 50 + 14 * spread, 15, 1e-15L);
      EXPECT_NEAR(static_cast<double>(mean), 1, 1e-14) << strength << ' ' << z;
    }
  }
}

TEST(QualityMultiplier, ClosedFormAgainstQuadrature) {
  const Belief beliefs[] = {belief_of(57.4L, 12), belief_of(30, 5), belief_of(57.4L, 12, 40),
                            belief_of(25, 9, 40), belief_of(70, 4, 40)};
  for (const Belief& belief : beliefs) {
    for (const real strength : {0.25L, 0.6L, 1.4L}) {
      const QualityMultiplier multiplier{belief, strength};
      const real first = moment(belief, strength, 1);
      const real variance = moment(belief, strength, 2) - first * first;
      EXPECT_NEAR(static_cast<double>(multiplier.mean() / first), 1, 1e-13);
      EXPECT_NEAR(static_cast<double>(multiplier.sd()), static_cast<double>(std::sqrt(variance)), 1e-8);
    }
  }
}

TEST(QualityMultiplier, LawHasTheClosedFormMoments) {
  for (const auto& cap : {std::optional<real>{}, std::optional<real>{40}}) {
    for (const real mean : {20.0L, 41.0L, 57.4L}) {
      const QualityMultiplier multiplier{belief_of(mean, 12, cap), 0.6L};
      const SeverityPtr law = multiplier.law();
      EXPECT_NEAR(static_cast<double>(law->mean() / multiplier.mean()), 1, 1e-14);
      EXPECT_NEAR(static_cast<double>(std::sqrt(law->variance()) / multiplier.sd()), 1, 1e-10);
    }
  }
}

TEST(QualityMultiplier, LawFallsInQuality) {
  // The u-quantile of the multiplier is its value at the (1 - u)-quantile of quality, for every strength:
  // comonotone.
  const Belief belief = belief_of(45, 10, 40);
  for (const real strength : {0.25L, 0.6L}) {
    const QualityMultiplier multiplier{belief, strength};
    const SeverityPtr law = multiplier.law();
    const real one_sd_below = multiplier.at(35);  // theta at -1 sd
    EXPECT_NEAR(static_cast<double>(law->quantile(0.84134474606854294859L) / one_sd_below), 1, 1e-13);
    EXPECT_NEAR(static_cast<double>(law->quantile(0.3L) / multiplier.at(40)), 1, 1e-15);  // on the cap
  }
}

TEST(QualityMultiplier, Limits) {
  // A perfect audit leaves a constant; a useless one the prior's law.
  const QualityMultiplier exact{belief_of(70, 0), 0.6L};
  EXPECT_EQ(exact.sd(), 0);
  EXPECT_NEAR(static_cast<double>(exact.law()->mean()), std::exp(-0.6 * 20 / 50 - 0.6 * 0.6 * 0.09 / 2),
              1e-15);
  const QualityMultiplier nearly{belief_of(70, 1e-6L), 0.6L};
  EXPECT_NEAR(static_cast<double>(nearly.mean() / exact.mean()), 1, 1e-12);
  const QualityMultiplier none{belief_of(50, 15), 0.0L};
  EXPECT_EQ(none.mean(), 1);
  EXPECT_TRUE(none.is_constant());
  EXPECT_NEAR(static_cast<double>(none.law()->limited_expected_value(infinity)), 1, 1e-15);
}

TEST(QualityMultiplier, CapNobodyReachesAndCapThatAllReach) {
  const QualityMultiplier free{belief_of(10, 1), 0.6L};
  const QualityMultiplier far{belief_of(10, 1, 40), 0.6L};
  EXPECT_EQ(free.law()->mean(), far.law()->mean());
  const QualityMultiplier bound{belief_of(90, 1, 40), 0.6L};
  EXPECT_EQ(bound.law()->mean(), bound.at(40));
}

TEST(QualityMultiplier, RefusesANegativeStrength) {
  EXPECT_THROW((QualityMultiplier{belief_of(50, 15), -0.1L}), ParameterError);
}

}  // namespace
}  // namespace tenbin::audit
