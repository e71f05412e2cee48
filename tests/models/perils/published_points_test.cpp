#include <gtest/gtest.h>

#include <cmath>

#include "tenbin/contract/terms.hpp"
#include "tenbin/frequency/negative_binomial.hpp"
#include "tenbin/library/library.hpp"
#include "tenbin/severity/lognormal.hpp"
#include "tenbin/severity/mbbefd.hpp"
#include "tenbin/severity/pareto1.hpp"

/// Published points that the laws of the library must be able to reproduce.
namespace tenbin {
namespace {

double at_least(const NegativeBinomial& law, int n) {
  real below = 0;
  for (int k = 0; k < n; ++k) below += law.pmf(k);
  return static_cast<double>(1 - below);
}

TEST(PublishedPoints, NumberOfCyberIncidentsByRevenue) {
  // IRIS 2025, P(>= 1, 2, 3) of firms by revenue; fitted size and mean of a negative binomial.
  struct Row {
    double size, mean, one, two, three;
  };
  const Row rows[] = {{.50, .084, .0748, .0083, .0010}, {.37, .099, .0838, .0125, .0021},
                      {.31, .125, .0999, .0194, .0043}, {.28, .222, .1513, .0454, .0156},
                      {.56, .534, .3126, .1244, .0529}, {.79, .836, .4343, .2045, .0989}};
  for (const Row& row : rows) {
    const NegativeBinomial law{row.size, row.mean / row.size};
    // size and mean have two or three digits: 2.5 % of the published probabilities, and their last digit
    EXPECT_NEAR(at_least(law, 1), row.one, 0.025 * row.one);
    EXPECT_NEAR(at_least(law, 2), row.two, 0.025 * row.two);
    EXPECT_NEAR(at_least(law, 3), row.three, 0.025 * row.three + 0.00005);
  }
  EXPECT_NEAR(1 - at_least(NegativeBinomial{.262, .088 / .262}, 1), 0.927, 0.0015);
}

TEST(PublishedPoints, QuantilesOfCyberLosses) {
  struct Row {
    double mu, sigma, median, high, level;
  };
  const Row rows[] = {{13.31, 2.41, 603e3, 32e6, .95},     {12.79, 1.97, 357e3, 9.1e6, .95},
                      {13.05, 1.99, 466.7e3, 12.3e6, .95}, {14.40, 2.15, 1.8e6, 61.8e6, .95},
                      {14.60, 2.92, 2.2e6, 266.2e6, .95},  {14.40, 2.18, 1.8e6, 29.4e6, .90}};
  for (const Row& row : rows) {
    const Lognormal law{row.mu, row.sigma};
    EXPECT_NEAR(static_cast<double>(law.quantile(0.5L)) / row.median, 1, 0.01);
    EXPECT_NEAR(static_cast<double>(law.quantile(row.level)) / row.high, 1, 0.01);
  }
  // JNSA 2025, ransomware in Japan: mean 60.19m, median 38.0m yen give s = 0.96
  EXPECT_NEAR(std::sqrt(2 * std::log(60.19 / 38.0)), 0.96, 0.005);
  EXPECT_NEAR(static_cast<double>(Lognormal{std::log(38.0L), 0.96L}.mean()), 60.19, 0.3);
}

TEST(PublishedPoints, MeanOfLargeRecalls) {
  // AGCS 2012-17, significant recalls above 5m EUR: means 10.5, 12.4 (auto), 7.9m (food).
  for (const auto& [alpha, mean] : {std::pair{1.91, 10.5}, {1.68, 12.4}, {2.72, 7.9}}) {
    EXPECT_NEAR(static_cast<double>(Pareto1{alpha, 5}.mean()), mean, 0.06) << alpha;
  }
}

TEST(PublishedPoints, ProductLiabilityClaimsOfMissouri) {
  // LN(median 3.2k, s 2.04): mean 26.0k, P(> 1m) 0.25 %; 38-55 % below 2.5k, 62-78 % below 10k [USD]
  const Lognormal law{std::log(3200.0L), 2.04L};
  EXPECT_NEAR(static_cast<double>(law.mean()), 26.0e3, 0.4e3);
  EXPECT_NEAR(static_cast<double>(law.survival(1e6L)), 0.0025, 0.0002);
  EXPECT_GT(law.cdf(2500), 0.38L);
  EXPECT_LT(law.cdf(2500), 0.55L);
  EXPECT_GT(law.cdf(10000), 0.62L);
  EXPECT_LT(law.cdf(10000), 0.78L);
}

TEST(PublishedPoints, MeanDamageOfTheSwissReCurves) {
  for (const auto& [c, mean] : {std::pair{3.0, 0.087}, {3.5, 0.053}, {4.0, 0.032}}) {
    EXPECT_NEAR(static_cast<double>(Mbbefd::swiss_re(c, 1).mean()), mean, 0.0006) << c;
  }
}

TEST(PublishedPoints, LineStopsBeyondADayAndThreeDays) {
  // 300 stops a year of mean 1.35 h: s 1.0, 1.2, 1.5 give 0.11, 0.41, 1.1 beyond 24 h and 0.001, 0.014, 0.10
  // beyond 72 h; hours beyond 12: 5.6, 17, 48.
  struct Row {
    double sigma, day, three_days, hours;
  };
  for (const Row& row : {Row{1.0, 0.11, 0.001, 5.6}, {1.2, 0.41, 0.014, 17}, {1.5, 1.1, 0.10, 48}}) {
    const real sigma = row.sigma;
    const Lognormal hours{std::log(1.35L) - sigma * sigma / 2, sigma};
    EXPECT_NEAR(static_cast<double>(300 * hours.survival(24)), row.day, 0.06 * row.day) << row.sigma;
    EXPECT_NEAR(static_cast<double>(300 * hours.survival(72)), row.three_days,
                0.06 * row.three_days + 0.0005);
    EXPECT_NEAR(static_cast<double>(300 * (hours.mean() - hours.limited_expected_value(12))), row.hours,
                0.05 * row.hours);
  }
}

TEST(PublishedPoints, TermsOfTheTrade) {
  // The recall rider pays 90 % up to 30m yen; a wait of 12 h on an outage of 15.5 h pays 3.5 h.
  const OccurrenceTerms rider{Deductible{}, 30e6, 0.9};
  EXPECT_NEAR(apply(rider, 20e6), 18e6, 1e-6);
  const OccurrenceTerms waiting{Deductible::ordinary(12)};
  EXPECT_EQ(apply(waiting, 15.5), 3.5);
}

TEST(PublishedPoints, ParetoOfIndustryLossRatios) {
  // 0.69 a year above 3 %, 0.18 above 10 %, 0.005 above 234 % lie on one line of index 1.1.
  const Pareto1 law{1.1L, 3};
  EXPECT_NEAR(static_cast<double>(0.69L * law.survival(10)), 0.18, 0.01);
  EXPECT_NEAR(static_cast<double>(0.69L * law.survival(234)), 0.005, 0.001);
}

}  // namespace
}  // namespace tenbin
