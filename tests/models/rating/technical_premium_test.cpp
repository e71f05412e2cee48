#include "tenbin/rating/technical_premium.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "tenbin/core/error.hpp"

namespace tenbin::rating {
namespace {

/// Years of a policy that pays 100 with probability 1/10: every tenth year.
std::vector<double> every_tenth(std::size_t years) {
  std::vector<double> annual(years, 0.0);
  for (std::size_t i = 0; i < years; i += 10) annual[i] = 100;
  return annual;
}

/// TVaR of 100 x Binomial(n, 1/10) by the sum over its probabilities, per policy.
double exact_binomial_tvar(int n, double level) {
  real tail = 1 - real{level};
  real sum = 0;
  real left = tail;
  for (int k = n; k >= 0 && left > 0; --k) {
    const real log_p = std::lgamma(real(n + 1)) - std::lgamma(real(k + 1)) - std::lgamma(real(n - k + 1)) +
                       k * std::log(0.1L) + (n - k) * std::log(0.9L);
    const real p = std::min(std::exp(log_p), left);
    sum += p * 100 * k;
    left -= p;
  }
  return static_cast<double>(sum / tail / n);
}

TEST(TvarInBook, OfCoinTossesIsTheBinomialTail) {
  const std::vector<double> annual = every_tenth(1000);
  for (const int n : {1, 2, 10, 100, 1000}) {
    const double exact = exact_binomial_tvar(n, 0.99);
    // The lattice keeps means and adds at most h^2/4 to the variance of a policy: noise of sd h sqrt(n)/2 in
    // the sum, which can lift a TVaR99 by at most 2.67 of it.
    const double step = std::min(100.0 * n, 10.0 * n + 12 * 30 * std::sqrt(n) + 100) / 16382;
    EXPECT_NEAR(tvar_in_book(PaidYears(annual), n, 0.99), exact, 2.67 * step / 2 / std::sqrt(n) + 1e-9) << n;
  }
}

TEST(TvarInBook, FallsToTheMeanAsTheBookGrows) {
  const std::vector<double> annual = every_tenth(1000);
  double before = std::numeric_limits<double>::infinity();
  for (const int n : {1, 10, 100, 1000}) {
    const double tvar = tvar_in_book(PaidYears(annual), n, 0.99);
    EXPECT_LT(tvar, before);
    EXPECT_GT(tvar, 10);
    before = tvar;
  }
  // Normal limit: mean + 2.665 sd / sqrt(n)
  EXPECT_NEAR(tvar_in_book(PaidYears(annual), 1000, 0.99), 10 + 2.665 * 30 / std::sqrt(1000.0), 0.1);
}

TEST(TvarInBook, NothingLostNothingHeld) {
  EXPECT_EQ(tvar_in_book(PaidYears(std::vector<double>(10, 0.0)), 5, 0.99), 0);
  EXPECT_THROW(tvar_in_book({}, 5, 0.99), ParameterError);
  EXPECT_THROW(tvar_in_book(PaidYears(std::vector<double>(10, 1.0)), 0, 0.99), ParameterError);
}

TEST(TechnicalPremium, StandAloneByHand) {
  const std::vector<double> annual = every_tenth(10000);
  library::LibraryReader library{library::standard_library()};
  const PolicyClaims claims{
      "base", "p", "smart_factory", "business_user", {{"recall", 6}, {"cyber", 4}}, PaidYears(annual), 1};
  const result::PolicyPrice price = technical_premium(claims, CapitalBasis::stand_alone, library);
  // E = 10, r = (6 x 0.2 + 4 x 0.05)/10 = 0.14, TVaR99 = 100: (11.4 + 0.06 x 90) / 0.62
  EXPECT_NEAR(price.expected_claims, 10, 1e-12);
  EXPECT_NEAR(price.claims_expense, 1.4, 1e-12);
  EXPECT_NEAR(price.risk_load, 5.4, 1e-12);
  EXPECT_NEAR(price.technical_premium, 16.8 / 0.62, 1e-12);
  EXPECT_EQ(price.capital, "stand_alone");
  EXPECT_NEAR(price.expense, 0.33 * 16.8 / 0.62, 1e-12);
  EXPECT_NEAR(price.profit, 0.05 * 16.8 / 0.62, 1e-12);
  EXPECT_NEAR(price.expected_claims + price.claims_expense + price.risk_load + price.expense + price.profit,
              price.technical_premium, 1e-12);
}

TEST(TechnicalPremium, BookLoadsLessThanStandAlone) {
  const std::vector<double> annual = every_tenth(10000);
  library::LibraryReader library{library::standard_library()};
  const PolicyClaims claims{"base", "p", "smart_factory", "business_user", {{"all", 10}}, PaidYears(annual),
                            1};
  const result::PolicyPrice book = technical_premium(claims, CapitalBasis::reference_book, library);
  EXPECT_NEAR(book.risk_load, 0.06 * (exact_binomial_tvar(1000, 0.99) - 10), 1e-4);
  EXPECT_NEAR(book.technical_premium, (10.5 + book.risk_load) / 0.62, 1e-9);
}

TEST(TechnicalPremium, StandardErrorMatchesTheSpreadOverSeeds) {
  // 40 independent runs of a Bernoulli policy: their premiums must scatter as each says.
  library::LibraryReader library{library::standard_library()};
  std::vector<double> premiums;
  double variance = 0;
  for (unsigned seed = 1; seed <= 40; ++seed) {
    std::mt19937_64 generator{seed};
    std::bernoulli_distribution loses{0.1};
    std::vector<double> annual(4000);
    for (double& loss : annual) loss = loses(generator) ? 100 : 0;
    const PolicyClaims claims{"d", "p", "", "", {{"all", 10}}, PaidYears(annual), 1};
    const result::PolicyPrice price = technical_premium(claims, CapitalBasis::reference_book, library);
    premiums.push_back(price.technical_premium);
    variance += price.technical_premium_se * price.technical_premium_se / 40;
  }
  double mean = 0;
  for (const double premium : premiums) mean += premium / 40;
  double spread = 0;
  for (const double premium : premiums) spread += (premium - mean) * (premium - mean) / 39;
  // Variances over 39 degrees of freedom scatter by sqrt(2/39) = 23 %; 4.5 of these.
  EXPECT_GT(spread / variance, 1 / (1 + 4.5 * std::sqrt(2.0 / 39)));
  EXPECT_LT(spread / variance, 1 + 4.5 * std::sqrt(2.0 / 39));
}

TEST(TechnicalPremium, SaysSoWhereItCannotTell) {
  library::LibraryReader library{library::standard_library()};
  const std::vector<double> annual(10, 5.0);
  const PolicyClaims claims{"d", "p", "", "", {{"all", 5}}, PaidYears(annual), 1};
  EXPECT_TRUE(
      std::isnan(technical_premium(claims, CapitalBasis::reference_book, library).technical_premium_se));
  const PolicyClaims unknown{"d", "p", "", "", {{"meteor", 5}}, PaidYears(annual), 1};
  EXPECT_THROW(technical_premium(unknown, CapitalBasis::reference_book, library), ParameterError);
}

TEST(ParameterLoad, OfAMeanThatMovesBetweenWorldsByHand) {
  // Worlds of 16 equal years, 5 and 15 in turn: E = 10, Var E[X | world] = 25; correlation 1/4: cv = 1/4.
  // s^2 = ln(1 + 1/16), load = 0.06 x 10 (Phi(s - z_0.99)/0.01 - 1)
  std::vector<double> annual(16 * 1000);
  for (std::size_t i = 0; i < annual.size(); ++i) annual[i] = i / 16 % 2 == 0 ? 5 : 15;
  const double s = std::sqrt(std::log(1 + 1.0 / 16));
  const double z = 2.3263478740408408;
  const double tail = 0.5 * std::erfc(-(s - z) / std::sqrt(2.0)) / 0.01;
  EXPECT_NEAR(parameter_load(PaidYears(annual).whole(), 16, 0.25, 0.99, 0.06), 0.6 * (tail - 1), 1e-9);
  EXPECT_EQ(parameter_load(PaidYears(annual).whole(), 1, 0.25, 0.99, 0.06), 0);  // no parameter is uncertain
  EXPECT_EQ(parameter_load(PaidYears(annual).whole(), 16, 0, 0.99, 0.06), 0);
  EXPECT_EQ(parameter_load(PaidYears(std::vector<double>(32, 0.0)).whole(), 16, 0.25, 0.99, 0.06), 0);
  EXPECT_THROW(parameter_load({}, 16, 0.25, 0.99, 0.06), ParameterError);
}

TEST(ParameterLoad, FindsTheVarianceBetweenWorldsUnderTheNoiseOfYears) {
  // X = M + noise of sd 20, M = 5 or 15: the load must be that of sd 5, not of the noise.
  std::mt19937_64 generator{3};
  std::normal_distribution<double> noise{0, 20};
  std::vector<double> annual(16 * 60'000);
  for (std::size_t i = 0; i < annual.size(); ++i) annual[i] = (i / 16 % 2 == 0 ? 5 : 15) + noise(generator);
  const double s = std::sqrt(std::log(1 + 0.25));
  const double exact = 0.6 * (0.5 * std::erfc(-(s - 2.3263478740408408) / std::sqrt(2.0)) / 0.01 - 1);
  // sd of the covariance of pairs: noise variance / sqrt(pairs) = 400 / sqrt(7.2e6) = 0.15 of 25, plus that
  // of the mean, 2 x 10 x 20/980 = 0.4: 1.7 %; the load moves less than twice as much.
  EXPECT_NEAR(parameter_load(PaidYears(annual).whole(), 16, 1, 0.99, 0.06) / exact, 1, 4.5 * 2 * 0.017);
}

TEST(TechnicalPremium, PartsOfTheBookPriceAddUpWithTheParameterLoad) {
  std::vector<double> annual(16 * 1000);
  for (std::size_t i = 0; i < annual.size(); ++i) annual[i] = i / 16 % 2 == 0 ? 5 : 15;
  library::LibraryReader library{library::standard_library()};
  const PolicyClaims claims{"d", "p", "smart_factory", "business_user", {{"cyber", 10}}, PaidYears(annual),
                            16};
  const result::PolicyPrice price = technical_premium(claims, CapitalBasis::reference_book, library);
  EXPECT_GT(price.parameter_load, 0);
  EXPECT_NEAR(price.expected_claims + price.claims_expense + price.risk_load + price.parameter_load +
                  price.expense + price.profit,
              price.technical_premium, 1e-9);
  EXPECT_EQ(price.batches.size(), 20U);
}

TEST(TechnicalPremium, StandardDeviationPremiumByHand) {
  const std::vector<double> annual = every_tenth(10000);
  library::LibraryReader library{library::standard_library()};
  const PolicyClaims claims{"d", "p", "", "", {{"all", 10}}, PaidYears(annual), 1};
  const result::PolicyPrice price = technical_premium(claims, CapitalBasis::reference_book, library);
  // E = 10, sd^2 = (1000 x 90^2 + 9000 x 10^2)/9999: (10.5 + 0.05 sd) / 0.62
  EXPECT_NEAR(price.deviation_premium, (10.5 + 0.05 * std::sqrt(9e6 / 9999)) / 0.62, 1e-9);
  EXPECT_EQ(price.minimum_premium, 0);  // no product
  EXPECT_EQ(price.premium, price.technical_premium);
}

TEST(TechnicalPremium, MinimumIsAskedWhereTheTechnicalPremiumIsSmaller) {
  std::vector<double> annual(10000, 0.0);
  annual[17] = 100;
  library::LibraryReader library{library::standard_library()};
  PolicyClaims claims{"d", "p", "smart_factory", "business_user", {{"cyber", 0.01}}, PaidYears(annual), 1};
  result::PolicyPrice price = technical_premium(claims, CapitalBasis::reference_book, library);
  EXPECT_EQ(price.minimum_premium, 5000);
  EXPECT_EQ(price.premium, 5000);
  EXPECT_LT(price.technical_premium, 1);
  claims.money_scale = 1.5;
  EXPECT_EQ(technical_premium(claims, CapitalBasis::reference_book, library).premium, 7500);
}

TEST(RateOnLine, IsPremiumOverLimit) {
  EXPECT_EQ(rate_on_line(2, 100), 0.02);
  EXPECT_TRUE(std::isnan(rate_on_line(2, std::numeric_limits<double>::infinity())));
}

TEST(MarketPremium, ReproducesTheLossRatiosOfTheLines) {
  // E/P: product liability and cyber 0.59, recall 0.52, guarantee 0.41; the market shows 0.40 to 0.65.
  library::LibraryReader library{library::standard_library()};
  EXPECT_NEAR(1 / market_premium("product_liability", 1, library), 0.62 / 1.05, 1e-12);
  EXPECT_NEAR(1 / market_premium("recall", 1, library), 0.62 / 1.2, 1e-12);
  EXPECT_NEAR(1 / market_premium("performance_guarantee", 1, library), 0.62 / 1.5, 1e-12);
}

}  // namespace
}  // namespace tenbin::rating
