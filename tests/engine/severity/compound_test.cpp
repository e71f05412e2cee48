/// Identities of mixtures, splices, truncation and scaling.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "engine/severity/cases.hpp"
#include "engine/severity/near.hpp"
#include "tenbin/severity/discrete.hpp"
#include "tenbin/severity/empirical.hpp"
#include "tenbin/severity/exponential.hpp"
#include "tenbin/severity/gamma.hpp"
#include "tenbin/severity/generalised_pareto.hpp"
#include "tenbin/severity/lognormal.hpp"
#include "tenbin/severity/lomax.hpp"
#include "tenbin/severity/mixture.hpp"
#include "tenbin/severity/pareto1.hpp"
#include "tenbin/severity/scaled.hpp"
#include "tenbin/severity/splice.hpp"
#include "tenbin/severity/truncated.hpp"
#include "tenbin/severity/uniform.hpp"

namespace tenbin::test {
namespace {

constexpr real epsilon = std::numeric_limits<real>::epsilon();
constexpr real infinity = std::numeric_limits<real>::infinity();

/// Both are the same distribution.
void expect_same(const Severity& actual, const Severity& expected, real tolerance = 100 * epsilon) {
  for (const real p : {1e-17L, 1e-12L, 1e-6L, 0.01L, 0.2L, 0.41L}) {
    SCOPED_TRACE(p);
    EXPECT_TRUE(relatively_near(actual.quantile(p), expected.quantile(p), tolerance));
    EXPECT_TRUE(relatively_near(actual.upper_quantile(p), expected.upper_quantile(p), tolerance));
    for (const real x : {expected.quantile(p), expected.upper_quantile(p)}) {
      const real slope = std::isfinite(expected.pdf(x)) ? x * expected.pdf(x) : 0;
      EXPECT_TRUE(near(actual.cdf(x), expected.cdf(x), tolerance * (expected.cdf(x) + slope)));
      EXPECT_TRUE(near(actual.survival(x), expected.survival(x), tolerance * (expected.survival(x) + slope)));
      EXPECT_TRUE(relatively_near(actual.pdf(x), expected.pdf(x), 30 * tolerance));
      EXPECT_TRUE(
          relatively_near(actual.limited_expected_value(x), expected.limited_expected_value(x), tolerance));
    }
  }
  for (int k = 1; k <= 3; ++k)
    EXPECT_TRUE(relatively_near(actual.raw_moment(k), expected.raw_moment(k), 1e-14L));
}

TEST(Truncated, ToEverythingIsTheComponent) {
  for (const SeverityCase& one : severity_cases()) {
    SCOPED_TRACE(one.label);
    expect_same(Truncated(one.severity, 0, infinity), *one.severity);
  }
}

TEST(Truncated, ParetoAboveAThresholdIsPareto) {
  expect_same(Truncated(make<Pareto1>(2.2L, 5), 80, infinity), Pareto1(2.2L, 80));
  expect_same(Truncated(make<Pareto1>(2.2L, 5), 3, infinity), Pareto1(2.2L, 5));
}

TEST(Truncated, ExponentialForgets) {
  expect_same(Truncated(make<Exponential>(10), 700, infinity), GeneralisedPareto(0, 10, 700), 1000 * epsilon);
}

TEST(Truncated, UniformIsUniform) { expect_same(Truncated(make<Uniform>(0, 10), 2, 5), Uniform(2, 5)); }

TEST(Truncated, AtomOnTheLowerBoundIsCutOffAndOnTheUpperBoundStays) {
  const auto steps = std::make_shared<const Discrete>(std::vector<real>{0, 1, 2, 3},
                                                      std::vector<real>{0.1L, 0.2L, 0.3L, 0.4L});
  const Truncated middle(steps, 1, 2);
  EXPECT_EQ(middle.quantile(1e-30L), 2);
  EXPECT_EQ(middle.upper_quantile(1e-30L), 2);
  EXPECT_EQ(middle.cdf(1), 0);
  EXPECT_EQ(middle.survival_from(2), 1);
  EXPECT_TRUE(relatively_near(middle.mean(), 2, 5 * epsilon));
  // Nothing lies below 0, so an atom there is kept.
  EXPECT_TRUE(relatively_near(Truncated(steps, 0, 1).cdf(0), 1.0L / 3, 5 * epsilon));
  expect_same(Truncated(steps, 0, 1.5L), Discrete({0, 1}, {1 / 3.0L, 2 / 3.0L}));
}

TEST(Truncated, FarTailKeepsItsDigits) {
  // Mean excess of Gamma(2, 1) above d: (d + 2)/(d + 1)
  const Truncated tail(make<Gamma>(2, 1), 200, infinity);
  EXPECT_TRUE(relatively_near(tail.mean(), 200 + 202.0L / 201, 1e-15L));
  EXPECT_TRUE(relatively_near(tail.limited_expected_value(infinity), 200 + 202.0L / 201, 1e-15L));
  // Second moment about d: integral of 2 y (1 + d + y)/(1 + d) e^-y = 2 + 4/(1 + d)
  EXPECT_TRUE(relatively_near(tail.raw_moment(2), 40000 + 400 * 202.0L / 201 + 2 + 4 / 201.0L, 1e-15L));
}

TEST(Truncated, InfiniteMomentsBecomeFiniteByAnUpperBoundOnly) {
  EXPECT_EQ(Truncated(make<Pareto1>(0.8L, 1), 10, infinity).mean(), infinity);
  EXPECT_EQ(Truncated(make<Pareto1>(1.8L, 1), 10, infinity).raw_moment(2), infinity);
  // Pareto 0.5 on (1, 100]: density 0.5 x^-1.5/0.9, so the mean is 9/0.9 and the second moment (999/3)/0.9
  const Truncated bounded(make<Pareto1>(0.5L, 1), 0, 100);
  EXPECT_TRUE(relatively_near(bounded.mean(), 10, 50 * epsilon));
  EXPECT_TRUE(relatively_near(bounded.raw_moment(2), 370, 1e-15L));
}

TEST(Splice, OfOnePieceIsTheTruncatedComponent) {
  for (const SeverityCase& one : severity_cases()) {
    SCOPED_TRACE(one.label);
    const real low = one.severity->quantile(0.2L) / 2;
    const real high = one.severity->quantile(0.95L);
    if (!(high > low)) continue;
    expect_same(Splice({one.severity}, {low, high}, {1}), Truncated(one.severity, low, high), 3000 * epsilon);
  }
}

TEST(Splice, OfADistributionWithItselfAtItsOwnProbabilitiesIsTheDistribution) {
  const SeverityPtr claims = make<Lognormal>(10, 1.5L);
  expect_same(Splice({claims, claims, claims}, {0, 1e4L, 2e5L, infinity},
                     {claims->cdf(1e4L), claims->cdf(2e5L) - claims->cdf(1e4L), claims->survival(2e5L)}),
              *claims, 2000 * epsilon);
}

TEST(Splice, PutsItsWeightsOnItsIntervals) {
  const Splice splice({make<Lognormal>(10, 1), make<Pareto1>(1.5L, 1e5L)}, {0, 1e5L, infinity},
                      {0.93L, 0.07L});
  EXPECT_TRUE(relatively_near(splice.survival(1e5L), 0.07L, 2 * epsilon));
  EXPECT_TRUE(relatively_near(splice.upper_quantile(0.07L * std::pow(4.0L, -1.5L)), 4e5L, 20 * epsilon));
  EXPECT_TRUE(relatively_near(splice.limited_expected_value(4e5L) - splice.limited_expected_value(1e5L),
                              0.07L * (Pareto1(1.5L, 1e5L).limited_expected_value(4e5L) - 1e5L),
                              100 * epsilon));
  EXPECT_EQ(splice.raw_moment(2), infinity);
  ASSERT_EQ(splice.breaks().size(), 1U);
  EXPECT_TRUE(relatively_near(splice.breaks()[0].upper, 0.07L, 2 * epsilon));
}

TEST(Splice, QuantileAtASpliceIsTheEndOfTheLowerPiece) {
  // Uniform(0, 1) on (0, 2] ends at 1, the next piece starts at 5.
  const Splice splice({make<Uniform>(0, 1), make<Uniform>(5, 6)}, {0, 2, infinity}, {0.5L, 0.5L});
  EXPECT_EQ(splice.quantile(0.5L), 1);
  EXPECT_EQ(splice.upper_quantile(0.5L), 1);
  EXPECT_TRUE(relatively_near(splice.quantile(0.5L + 0x1p-60L), 5, 1e-17L));
}

TEST(Mixture, OfIdenticalComponentsIsTheComponent) {
  for (const SeverityCase& one : severity_cases()) {
    SCOPED_TRACE(one.label);
    expect_same(Mixture({one.severity, one.severity, one.severity}, {0.2L, 0.7L, 0.1L}), *one.severity);
  }
}

TEST(Mixture, OfExponentialsHasClosedValues) {
  const Mixture mixture({make<Exponential>(1), make<Exponential>(10)}, {0.75L, 0.25L});
  const real x = 7;
  EXPECT_TRUE(
      relatively_near(mixture.survival(x), 0.75L * std::exp(-x) + 0.25L * std::exp(-x / 10), 5 * epsilon));
  EXPECT_TRUE(relatively_near(mixture.mean(), 3.25L, 5 * epsilon));
  EXPECT_TRUE(relatively_near(mixture.variance(), 2 * 0.75L + 200 * 0.25L - 3.25L * 3.25L, 10 * epsilon));
  // Quadratic case: Exponential(2) and Exponential(1), t = e^(-x/2): 0.5 t + 0.5 t^2 = s
  const Mixture quadratic({make<Exponential>(2), make<Exponential>(1)}, {0.5L, 0.5L});
  for (const real s : {1e-17L, 1e-9L, 0.1L, 0.5L}) {
    const real t = 4 * s / (1 + std::sqrt(1 + 8 * s));
    EXPECT_TRUE(relatively_near(quadratic.upper_quantile(s), -2 * std::log(t), 20 * epsilon)) << s;
  }
}

TEST(Mixture, OfUniformAndAtomIsExactAtTheAtom) {
  const auto atom = std::make_shared<const Discrete>(std::vector<real>{0.5L}, std::vector<real>{1});
  const Mixture mixture({make<Uniform>(0, 1), atom}, {0.5L, 0.5L});
  EXPECT_EQ(mixture.quantile(0.25L + 0x1p-50L), 0.5L);
  EXPECT_EQ(mixture.quantile(0.75L), 0.5L);
  EXPECT_TRUE(relatively_near(mixture.quantile(0.2L), 0.4L, 10 * epsilon));
  EXPECT_TRUE(relatively_near(mixture.quantile(0.8L), 0.6L, 10 * epsilon));
  EXPECT_TRUE(relatively_near(mixture.upper_quantile(0.2L), 0.6L, 10 * epsilon));
  ASSERT_EQ(mixture.breaks().size(), 2U);
  EXPECT_EQ(mixture.breaks()[0].lower, 0.25L);
  EXPECT_EQ(mixture.breaks()[1].upper, 0.25L);
}

TEST(Mixture, BreaksWhereTheSupportOfAComponentBegins) {
  const Mixture mixture({make<Exponential>(10), make<Pareto1>(1.5L, 30)}, {0.9L, 0.1L});
  ASSERT_EQ(mixture.breaks().size(), 1U);
  EXPECT_TRUE(relatively_near(mixture.breaks()[0].upper, 0.1L + 0.9L * std::exp(-3.0L), 5 * epsilon));
}

TEST(Mixture, WeightZeroLeavesAComponentOut) {
  const Mixture mixture({make<Exponential>(10), make<Pareto1>(0.5L, 30)}, {1, 0});
  EXPECT_EQ(mixture.mean(), 10);
  EXPECT_TRUE(mixture.breaks().empty());
}

TEST(Scaled, FollowsTheScalingLaw) {
  for (const SeverityCase& one : severity_cases()) {
    SCOPED_TRACE(one.label);
    const real factor = 2.7L;
    const Scaled scaled(one.severity, factor);
    for (const real u : {1e-6L, 0.3L, 0.9L, 0.9999L}) {
      const real d = one.severity->quantile(u);
      EXPECT_EQ(scaled.quantile(u), factor * d);
      EXPECT_TRUE(relatively_near(scaled.limited_expected_value(factor * d),
                                  factor * one.severity->limited_expected_value(d), 100 * epsilon));
      if (one.severity->knots().empty()) continue;
      const real knot = one.severity->knots().front();
      EXPECT_EQ(scaled.cdf(factor * knot), one.severity->cdf(knot));
      EXPECT_EQ(scaled.cdf_below(factor * knot), one.severity->cdf_below(knot));
    }
    for (int k = 1; k <= 3; ++k) {
      EXPECT_TRUE(relatively_near(scaled.raw_moment(k),
                                  std::pow(factor, static_cast<real>(k)) * one.severity->raw_moment(k),
                                  10 * epsilon));
    }
  }
}

TEST(Scaled, NoAtomIsLostByRounding) {
  std::vector<real> values;
  for (int i = 1; i <= 300; ++i) values.push_back(std::sqrt(static_cast<real>(i)));
  const auto atoms = std::make_shared<const Empirical>(values);
  for (const real factor : {0.1L, 1 / 49.0L, 1.1L, 0.7L}) {
    const Scaled scaled(atoms, factor);
    for (const real value : values)
      EXPECT_EQ(scaled.cdf(factor * value), atoms->cdf(value)) << value << " " << factor;
  }
}

TEST(Scaled, FamiliesWithAScaleStayInTheFamily) {
  expect_same(Scaled(make<Lognormal>(10, 1.5L), std::exp(0.5L)), Lognormal(10.5L, 1.5L), 2000 * epsilon);
  expect_same(Scaled(make<Lomax>(2.5L, 10), 8), Lomax(2.5L, 80));
  expect_same(Scaled(make<Gamma>(0.3L, 10), 8), Gamma(0.3L, 80));
  expect_same(Scaled(make<Uniform>(3, 5), 2), Uniform(6, 10));
}

}  // namespace
}  // namespace tenbin::test
