/// Published and closed values.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "engine/severity/cases.hpp"
#include "engine/severity/near.hpp"
#include "tenbin/severity/beta.hpp"
#include "tenbin/severity/discrete.hpp"
#include "tenbin/severity/empirical.hpp"
#include "tenbin/severity/exponential.hpp"
#include "tenbin/severity/gamma.hpp"
#include "tenbin/severity/generalised_pareto.hpp"
#include "tenbin/severity/lognormal.hpp"
#include "tenbin/severity/lomax.hpp"
#include "tenbin/severity/mbbefd.hpp"
#include "tenbin/severity/pareto1.hpp"
#include "tenbin/severity/uniform.hpp"
#include "tenbin/severity/weibull.hpp"

namespace tenbin::test {
namespace {

constexpr real epsilon = std::numeric_limits<real>::epsilon();
constexpr real infinity = std::numeric_limits<real>::infinity();

real layer(const Severity& severity, real limit, real attachment) {
  return severity.limited_expected_value(attachment + limit) - severity.limited_expected_value(attachment);
}

/// Mean of X - attachment given X > attachment
real mean_excess(const Severity& severity, real attachment) {
  return (severity.mean() - severity.limited_expected_value(attachment)) / severity.survival(attachment);
}

TEST(Lognormal, HasTheMomentsOfTheStandardJob) {
  const Lognormal claims(10, 1.5L);
  EXPECT_TRUE(relatively_near(claims.mean(), std::exp(11.125L), 5 * epsilon));
  EXPECT_TRUE(relatively_near(claims.raw_moment(2), std::exp(24.5L), 5 * epsilon));
  EXPECT_TRUE(relatively_near(claims.raw_moment(3), std::exp(40.125L), 5 * epsilon));
  EXPECT_TRUE(relatively_near(claims.variance(), std::exp(22.25L) * std::expm1(2.25L), 20 * epsilon));
  // The largest paid claim, 1e6 in excess of 1e4: P(max = 1e6) over a Poisson(5) year is .026548; printed to
  // 6 digits.
  const real at_limit = claims.survival(1.01e6L);
  EXPECT_NEAR(static_cast<double>(-std::expm1(-5 * at_limit)), 0.026548, 5e-7);
  EXPECT_NEAR(static_cast<double>(5 * claims.survival(1e4L)), 3.503543, 5e-7);
}

TEST(Lognormal, HasTheTailMeanPrintedForTheStandardClaim) {
  // TVaR99 of LN(10, 1.5) is 1,386,122.74
  const Lognormal claims(10, 1.5L);
  const real var = claims.upper_quantile(0.01L);
  EXPECT_NEAR(static_cast<double>(var + (claims.mean() - claims.limited_expected_value(var)) / 0.01L),
              1386122.74, 0.005);
}

TEST(Lognormal, MatchesTheGemActPaperAndBahnemann) {
  // GEMAct paper section 3.6: Poisson 3, mean 84,541.68, SD 177,728.3; the printed digits allow 2e-7.
  const real sigma_squared = std::log1p(std::pow(177728.3L / 84541.68L, 2.0L));
  const Lognormal gemact(std::log(84541.68L) - sigma_squared / 2, std::sqrt(sigma_squared));
  EXPECT_TRUE(relatively_near(std::sqrt(gemact.variance()), 177728.3L, 100 * epsilon));
  EXPECT_TRUE(relatively_near(3 * (gemact.mean() - gemact.limited_expected_value(1e4L)), 225665.094L, 2e-7L));
  EXPECT_TRUE(relatively_near(3 * layer(gemact, 1e6L, 1e4L), 215187.73L, 2e-7L));
  // Bahnemann, Distributions for Actuaries, 5.13: Poisson 15, layer 5000 in excess of 3000
  const Lognormal bahnemann(5.9809L, 1.8L);
  EXPECT_NEAR(static_cast<double>(15 * layer(bahnemann, 5000, 3000)), 5785.2541, 5e-5);
  EXPECT_NEAR(static_cast<double>(15 * bahnemann.survival(3000)), 1.953592, 5e-7);
}

TEST(Lomax, MatchesMataAndLossModels) {
  const Lomax claims(3, 10);
  EXPECT_TRUE(relatively_near(claims.mean(), 5, 5 * epsilon));
  EXPECT_TRUE(relatively_near(claims.raw_moment(2), 100, 5 * epsilon));
  EXPECT_EQ(claims.raw_moment(3), infinity);
  EXPECT_TRUE(relatively_near(claims.variance(), 75, 20 * epsilon));
  // Mata 2000, ASTIN Bulletin 30/2: 10 claims a year, 10 in excess of 10: 6.944444
  EXPECT_TRUE(relatively_near(10 * layer(claims, 10, 10), 10 * 25.0L / 36, 20 * epsilon));
  // Loss Models 9.14: Poisson 3, Pareto(4, 10), deductible 6, limit of loss 24, 75 %: .54674480
  // each, 1.64023441
  const Lomax pareto(4, 10);
  EXPECT_NEAR(static_cast<double>(0.75L * layer(pareto, 18, 6)), 0.54674480, 5e-9);
  EXPECT_NEAR(static_cast<double>(std::exp(-3 * pareto.survival(6))), 0.63269698, 5e-9);
}

TEST(Lomax, KeepsItsMeanAsTheShapeFallsToOne) {
  EXPECT_TRUE(relatively_near(Lomax(1 + 0x1p-30L, 500).mean(), 500 * 0x1p30L, 5 * epsilon));
  EXPECT_EQ(Lomax(1, 500).mean(), infinity);
  EXPECT_EQ(Lomax(0.8L, 500).mean(), infinity);
  EXPECT_TRUE(relatively_near(Lomax(1, 500).limited_expected_value(1500), 500 * std::log(4.0L), 5 * epsilon));
}

TEST(Gamma, MatchesLossModels) {
  // 9.63: NB mean 3, Gamma(2, 100), layer 125 in excess of 50: mean 259.402308
  EXPECT_NEAR(static_cast<double>(3 * layer(Gamma(2, 100), 125, 50)), 259.402308, 5e-7);
  const Gamma claims(2, 100);
  EXPECT_TRUE(relatively_near(claims.mean(), 200, 5 * epsilon));
  EXPECT_TRUE(relatively_near(claims.variance(), 20000, 20 * epsilon));
  // Erlang: P(X > x) = e^-y (1 + y)
  EXPECT_TRUE(relatively_near(claims.survival(3000), std::exp(-30.0L) * 31, 20 * epsilon));
}

TEST(Exponential, HasTheTailMeanOfThePeerTable) {
  const Exponential claims(1);
  EXPECT_NEAR(
      static_cast<double>(claims.upper_quantile(0.01L) + mean_excess(claims, claims.upper_quantile(0.01L))),
      5.605170, 5e-7);
  EXPECT_TRUE(relatively_near(claims.raw_moment(5), 120, epsilon));
}

TEST(Weibull, HasClosedMomentsAtWholeReciprocalShapes) {
  // E[X^k] = scale^k (k/shape)!
  const Weibull claims(0.2L, 3);
  EXPECT_TRUE(relatively_near(claims.mean(), 3 * 120, 50 * epsilon));
  EXPECT_TRUE(relatively_near(claims.raw_moment(2), 9 * 3628800.0L, 50 * epsilon));
  EXPECT_TRUE(relatively_near(Weibull(2, 3).raw_moment(2), 9, 5 * epsilon));
}

TEST(Pareto1, HasTheMeanExcessOfTheAgcsRecallStudy) {
  // Mean recall claims above 5 m euro: 10.5 (all), 12.4 (cars), 7.9 (food), at alpha 1.91, 1.68, 2.72.
  for (const auto& [shape, mean] : {std::pair{1.91L, 10.5}, {1.68L, 12.4}, {2.72L, 7.9}}) {
    EXPECT_NEAR(static_cast<double>(Pareto1(shape, 5).mean()), mean, 0.05);
    // Pareto: the mean excess over any threshold is threshold/(alpha - 1).
    EXPECT_TRUE(relatively_near(mean_excess(Pareto1(shape, 1), 5), 5 / (shape - 1), 100 * epsilon));
  }
}

TEST(Pareto1, HasInfiniteMomentsFromItsShapeOn) {
  const Pareto1 claims(2, 10);
  EXPECT_TRUE(relatively_near(claims.mean(), 20, epsilon));
  EXPECT_EQ(claims.raw_moment(2), infinity);
  EXPECT_EQ(claims.variance(), infinity);
  EXPECT_EQ(Pareto1(1, 10).mean(), infinity);
  EXPECT_EQ(Pareto1(1, 10).limited_expected_value(infinity), infinity);
  EXPECT_TRUE(
      relatively_near(Pareto1(1, 10).limited_expected_value(20), 10 + 10 * std::log(2.0L), 5 * epsilon));
}

TEST(GeneralisedPareto, ContainsParetoLomaxExponentialAndUniform) {
  for (const real u : {1e-12L, 0.01L, 0.5L, 0.9L}) {
    EXPECT_TRUE(relatively_near(GeneralisedPareto(0.5L, 2.5L, 5).upper_quantile(u),
                                Pareto1(2, 5).upper_quantile(u), 20 * epsilon));
    EXPECT_TRUE(
        relatively_near(GeneralisedPareto(0.5L, 2.5L, 0).quantile(u), Lomax(2, 5).quantile(u), 20 * epsilon));
    EXPECT_TRUE(
        relatively_near(GeneralisedPareto(0, 5, 0).quantile(u), Exponential(5).quantile(u), 20 * epsilon));
    EXPECT_TRUE(
        relatively_near(GeneralisedPareto(-1, 5, 2).quantile(u), Uniform(2, 7).quantile(u), 20 * epsilon));
  }
  for (int k = 1; k <= 4; ++k) {
    EXPECT_TRUE(relatively_near(GeneralisedPareto(0.2L, 1, 5).raw_moment(k), Pareto1(5, 5).raw_moment(k),
                                50 * epsilon));
    EXPECT_TRUE(relatively_near(GeneralisedPareto(-1, 5, 2).raw_moment(k), Uniform(2, 7).raw_moment(k),
                                50 * epsilon));
  }
  EXPECT_EQ(GeneralisedPareto(0.25L, 1, 5).raw_moment(4), infinity);
  EXPECT_EQ(GeneralisedPareto(1, 1, 5).mean(), infinity);
}

TEST(Mbbefd, HasTheMeansOfTheSwissReCurves) {
  // ln(gb)(1-b) / (ln(b)(1-gb)) at 40 digits; market figures: c = 3 8.7 %, c = 3.5 5.3 %, c = 4 3.2 %
  const std::vector<std::pair<real, real>> means{
      {1.5L, 0.3485476572562259527236038L}, {2, 0.2260908541597071146979142L},
      {3, 0.08717956769138977377770078L},   {3.5L, 0.05275316025992852462917814L},
      {4, 0.03185199137686201726595919L},   {5, 0.01214565297323362110653734L},
      {8, 0.001609370572063253713521081L}};
  for (const auto& [c, mean] : means) {
    const Mbbefd fraction = Mbbefd::swiss_re(c, 1);
    EXPECT_TRUE(relatively_near(fraction.mean(), mean, 200 * epsilon)) << "c = " << c;
    EXPECT_TRUE(relatively_near(Mbbefd::swiss_re(c, 2.5e9L).mean(), 2.5e9L * mean, 200 * epsilon))
        << "c = " << c;
    EXPECT_TRUE(relatively_near(fraction.survival_from(1), 1 / fraction.g(), epsilon));
    EXPECT_EQ(fraction.survival(1), 0);
  }
}

TEST(Mbbefd, HasBerneggersSpecialCases) {
  // mean ln(g)/(g-1) at b = 1, (b-1)/ln(b) at bg = 1, 1 at g = 1 and b = 0
  EXPECT_TRUE(relatively_near(Mbbefd(1, 30, 1).mean(), std::log(30.0L) / 29, 10 * epsilon));
  EXPECT_TRUE(relatively_near(Mbbefd(0.03125L, 32, 1).mean(), -0.96875L / std::log(0.03125L), 10 * epsilon));
  EXPECT_EQ(Mbbefd(5, 1, 1).mean(), 1);
  EXPECT_EQ(Mbbefd(0, 7, 1).mean(), 1);
  for (const real x : {0.001L, 0.25L, 0.5L, 0.999L}) {
    EXPECT_TRUE(relatively_near(Mbbefd(1, 30, 1).survival(x), 1 / (1 + 29 * x), 10 * epsilon));
    EXPECT_TRUE(relatively_near(Mbbefd(0.03125L, 32, 1).survival(x), std::pow(0.03125L, x), 30 * epsilon));
    EXPECT_EQ(Mbbefd(5, 1, 1).cdf(x), 0);
    EXPECT_EQ(Mbbefd(0, 7, 1).quantile(x), 1);
    // Special cases are limits: the general formula runs into them.
    for (const real shift : {-0x1p-40L, 0x1p-40L}) {
      EXPECT_TRUE(relatively_near(Mbbefd(1 + shift, 30, 1).limited_expected_value(x),
                                  Mbbefd(1, 30, 1).limited_expected_value(x), 0x1p-39L));
      EXPECT_TRUE(relatively_near(Mbbefd(0.03125L, 32 * (1 + shift), 1).limited_expected_value(x),
                                  Mbbefd(0.03125L, 32, 1).limited_expected_value(x), 0x1p-39L));
    }
  }
}

TEST(Beta, HasClosedValuesOfPolynomials) {
  // Beta(2, 1): F = x^2, Beta(1, 3): P(X > x) = (1-x)^3
  EXPECT_TRUE(relatively_near(Beta(2, 1, 10).cdf(3), 0.09L, 10 * epsilon));
  EXPECT_TRUE(relatively_near(Beta(1, 3, 10).survival(9), 1e-3L, 30 * epsilon));
  EXPECT_TRUE(relatively_near(Beta(2, 1, 10).limited_expected_value(6), 6 - 0.72L, 20 * epsilon));
  EXPECT_TRUE(relatively_near(Beta(2, 5, 7).mean(), 2, 5 * epsilon));
  EXPECT_TRUE(relatively_near(Beta(2, 5, 7).variance(), 49 * 10.0L / (49 * 8), 20 * epsilon));
}

TEST(Discrete, HasTheClaimSizesOfLossModels) {
  // 9.34: 100 w.p. .80, 500 w.p. .16, 1000 w.p. .04: Poisson 5 has mean 1000 and SD 663.32496
  const Discrete claims({1000, 100, 500}, {0.04L, 0.80L, 0.16L});
  EXPECT_TRUE(relatively_near(5 * claims.mean(), 1000, 10 * epsilon));
  EXPECT_NEAR(static_cast<double>(std::sqrt(5 * claims.raw_moment(2))), 663.32496, 5e-6);
  EXPECT_EQ(claims.quantile(0.8L - 1e-15L), 100);
  EXPECT_EQ(claims.quantile(0.8L + 1e-15L), 500);
  EXPECT_EQ(claims.upper_quantile(0.04L - 1e-15L), 1000);
  EXPECT_EQ(claims.upper_quantile(0.04L + 1e-15L), 500);
  ASSERT_EQ(claims.breaks().size(), 2U);
  EXPECT_TRUE(relatively_near(claims.breaks()[0].lower, 0.8L, 2 * epsilon));
  EXPECT_TRUE(relatively_near(claims.breaks()[1].upper, 0.04L, 2 * epsilon));
}

TEST(Empirical, QuantileIsTheOrderStatistic) {
  const Empirical sample({30, 10, 20, 20, 50});
  EXPECT_EQ(sample.quantile(0.2L), 10);
  EXPECT_EQ(sample.quantile(0.2L + epsilon), 20);
  EXPECT_EQ(sample.quantile(0.6L), 20);
  EXPECT_EQ(sample.quantile(0.7L), 30);
  EXPECT_EQ(sample.quantile(0.8L + epsilon), 50);
  EXPECT_EQ(sample.upper_quantile(1 / 5.0L), 30);
  EXPECT_EQ(sample.upper_quantile(1 / 5.0L - epsilon), 50);
  EXPECT_TRUE(relatively_near(sample.cdf(20), 0.6L, epsilon));
  EXPECT_TRUE(relatively_near(sample.cdf_below(20), 0.2L, epsilon));
  EXPECT_TRUE(relatively_near(sample.mean(), 26, 5 * epsilon));
  EXPECT_EQ(sample.breaks().size(), 3U);
}

TEST(Empirical, EveryOrderStatisticOfALargeSampleIsReachedAtItsOwnFraction) {
  std::vector<real> amounts;
  constexpr int size = 997;
  for (int i = 1; i <= size; ++i) amounts.push_back(static_cast<real>((i * 389) % (size + 1)));
  const Empirical sample(amounts);
  for (int i = 1; i < size; ++i) {
    EXPECT_EQ(sample.quantile(static_cast<real>(i) / size), sample.knots()[static_cast<std::size_t>(i) - 1]);
  }
}

TEST(Uniform, HasClosedMoments) {
  const Uniform claims(20, 50);
  EXPECT_EQ(claims.mean(), 35);
  EXPECT_TRUE(relatively_near(claims.variance(), 75, 20 * epsilon));
  EXPECT_TRUE(relatively_near(claims.limited_expected_value(30), 30 - 100.0L / 60, 5 * epsilon));
}

}  // namespace
}  // namespace tenbin::test
