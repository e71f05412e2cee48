#include "tenbin/perils/performance_guarantee.hpp"

#include <gtest/gtest.h>

#include <boost/math/quadrature/tanh_sinh.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/binomial.hpp>
#include <cmath>
#include <numbers>
#include <random>

#include "tenbin/core/error.hpp"

namespace tenbin::perils {
namespace {

GuaranteeTerms inspection() {
  GuaranteeTerms terms;
  terms.promised = 0.06L;
  terms.tolerance = 0.01L;
  terms.test_samples = 400;
  terms.test_errors = 18;
  terms.drift_mean = 0.02L;
  terms.drift_sd = 0.12L;
  terms.monitoring_months = 1;
  terms.monitoring_samples = 300;
  terms.cure_months = 2;
  terms.cure_success = 0.9L;
  terms.retest_samples = 300;
  terms.volume = 1e6L;
  terms.unit_loss = 100;
  terms.maximum = 2e6L;
  return terms;
}

/// ln C(n, x)
real log_choose(long n, long x) {
  return std::lgamma(static_cast<real>(n + 1)) - std::lgamma(static_cast<real>(x + 1)) -
         std::lgamma(static_cast<real>(n - x + 1));
}

real log_beta(real a, real b) { return std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b); }

TEST(PerformanceGuarantee, WithoutDriftItIsABetaBinomialSum) {
  // One check at half a year, no repair: P(X_1 = x, X_2 = y) over the Beta posterior is C C B(A + x + y, ...)
  // / B(A, B); the payment of y errors in the re-test is (y/n - K - d) x half a year's volume.
  GuaranteeTerms terms = inspection();
  terms.drift_mean = terms.drift_sd = 0;
  terms.monitoring_months = 6;
  terms.cure_months = 0;
  terms.cure_success = 0;
  terms.monitoring_samples = 150;
  terms.retest_samples = 200;
  terms.maximum = 1e12L;
  const GuaranteeYear year = guarantee_year(terms);

  const real a = 18.5L;
  const real b = 400 - 18 + 0.5L;
  real claim = 0;
  real payment = 0;
  for (long x = 11; x <= 150; ++x) {    // 0.07 x 150 = 10.5
    for (long y = 15; y <= 200; ++y) {  // 0.07 x 200 = 14, met exactly: no shortfall
      const real probability = std::exp(
          log_choose(150, x) + log_choose(200, y) +
          log_beta(a + static_cast<real>(x + y), b + static_cast<real>(350 - x - y)) - log_beta(a, b));
      claim += probability;
      payment += probability * (static_cast<real>(y) / 200 - 0.07L) * 5e5L * 100;
    }
  }
  EXPECT_NEAR(static_cast<double>(year.claim / claim), 1, 1e-11);
  EXPECT_NEAR(static_cast<double>(year.payment / payment), 1, 1e-11);
  // Failed checks: at 6 months, and at 12 of those that passed the first: beta-binomial too.
  real first = 0;
  for (long x = 11; x <= 150; ++x)
    first += std::exp(log_choose(150, x) +
                      log_beta(a + static_cast<real>(x), b + static_cast<real>(150 - x)) - log_beta(a, b));
  real second = 0;
  for (long x = 0; x <= 10; ++x) {
    for (long y = 11; y <= 150; ++y)
      second += std::exp(log_choose(150, x) + log_choose(150, y) +
                         log_beta(a + static_cast<real>(x + y), b + static_cast<real>(300 - x - y)) -
                         log_beta(a, b));
  }
  EXPECT_NEAR(static_cast<double>(year.alarm / (first + second)), 1, 1e-11);
}

TEST(PerformanceGuarantee, DriftAgainstQuadrature) {
  // Drift to the first check at half a year: logit p_6 = logit p_0 + N(6 m, 6 s^2); then as above.
  GuaranteeTerms terms = inspection();
  terms.monitoring_months = 6;
  terms.cure_months = 0;
  terms.cure_success = 0;
  terms.maximum = 1e12L;
  const GuaranteeYear year = guarantee_year(terms);
  const real a = 18.5L;
  const real b = 382.5L;
  const auto failing = [](real p) { return boost::math::ibeta(22.0L, 279.0L, p); };  // P(X > 21) of 300
  boost::math::quadrature::tanh_sinh<real> quadrature;
  const auto claim_at = [&](real p0) {
    const real y0 = std::log(p0 / (1 - p0)) + 6 * 0.02L;
    const real sd = 0.12L * std::sqrt(6.0L);
    return quadrature.integrate(
        [&](real z) {
          const real p = 1 / (1 + std::exp(-y0 - sd * z));
          const real f = failing(p);  // check and re-test have the same size
          return f * f * std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi_v<real>);
        },
        -12.0L, 12.0L, 1e-14L);
  };
  const real exact = quadrature.integrate(
      [&](real p0) { return claim_at(p0) * boost::math::ibeta_derivative(a, b, p0); }, 1e-6L, 0.3L, 1e-12L);
  EXPECT_NEAR(static_cast<double>(year.claim / exact), 1, 1e-9);
}

TEST(PerformanceGuarantee, WholeYearAgainstASimulationOfPaths) {
  const GuaranteeTerms terms = inspection();
  const GuaranteeYear year = guarantee_year(terms);
  std::mt19937_64 random(20260401);  // NOLINT(cert-msc51-cpp): a fixed seed is wanted
  std::normal_distribution<double> normal;
  std::gamma_distribution<double> errors(18.5), successes(382.5);
  const auto tested = [&] {
    const double x = errors(random);
    return x / (x + successes(random));
  };
  const auto measured_errors = [&](double p) { return std::binomial_distribution<long>(300, p)(random); };
  constexpr int years = 400'000;
  double claims = 0, paid = 0, paid_squares = 0, alarms = 0, alarm_squares = 0;
  for (int i = 0; i < years; ++i) {
    double logit = 0;
    const auto start = [&](double most) {
      double p = tested();
      while (p > most) p = tested();
      logit = std::log(p / (1 - p));
    };
    start(1);
    int repaired_at = 0;  // month in which the repair ends; 0: none under way
    double payment = 0;
    int alarm = 0;
    for (int month = 1; month <= 12; ++month) {
      logit += 0.02 + 0.12 * normal(random);
      const double p = 1 / (1 + std::exp(-logit));
      if (repaired_at == 0) {
        if (measured_errors(p) > 21) {
          ++alarm;
          repaired_at = month + 2;
        }
      } else if (repaired_at == month) {
        if (std::uniform_real_distribution<double>()(random) < 0.9) {
          start(0.06);
          repaired_at = 0;
        } else {
          const double shortfall = static_cast<double>(measured_errors(p)) / 300 - 0.07;
          payment = std::min(2e6, std::max(0.0, shortfall - 1e-12) * 1e8 * (12 - month) / 12);
          break;
        }
      }
    }
    claims += payment > 1 ? 1 : 0;
    paid += payment;
    paid_squares += payment * payment;
    alarms += alarm;
    alarm_squares += alarm * alarm;
  }
  const auto expect_mean = [&](double sum, double squares, real exact, const char* what) {
    const double mean = sum / years;
    const double error = std::sqrt((squares / years - mean * mean) / years);
    EXPECT_LT(std::fabs(mean - static_cast<double>(exact)) / error, 4.5)
        << what << ": " << mean << " against " << exact;
  };
  expect_mean(claims, claims, year.claim, "claims");
  expect_mean(paid, paid_squares, year.payment, "payment");
  expect_mean(alarms, alarm_squares, year.alarm, "alarms");
}

TEST(PerformanceGuarantee, PaymentsAddUpToTheirFigures) {
  const GuaranteeYear year = guarantee_year(inspection());
  real probability = 0, payment = 0, last = 0;
  for (const auto& [amount, weight] : year.payments) {
    EXPECT_GT(amount, last);
    EXPECT_LE(amount, 2e6L);
    last = amount;
    probability += weight;
    payment += weight * amount;
  }
  EXPECT_NEAR(static_cast<double>(probability / year.claim), 1, 1e-15);
  EXPECT_NEAR(static_cast<double>(payment / year.payment), 1, 1e-15);
}

TEST(PerformanceGuarantee, ALargerTestSetLeavesLessToPay) {
  // The same share of errors, 4.5 %, below the promise: certainty is worth money.
  real last_claim = 1, last_payment = 1e12L;
  for (const long scale : {1L, 3L, 10L, 30L, 300L}) {
    GuaranteeTerms terms = inspection();
    terms.test_samples = 200 * scale;
    terms.test_errors = 9 * scale;
    const GuaranteeYear year = guarantee_year(terms);
    EXPECT_LT(year.claim, last_claim) << scale;
    EXPECT_LT(year.payment, last_payment) << scale;
    last_claim = year.claim;
    last_payment = year.payment;
  }
}

TEST(PerformanceGuarantee, FollowsItsTerms) {
  const auto payment = [](auto change) {
    GuaranteeTerms terms = inspection();
    change(terms);
    return static_cast<double>(guarantee_year(terms).payment);
  };
  const double base = payment([](GuaranteeTerms&) {});
  EXPECT_LT(payment([](GuaranteeTerms& t) { t.tolerance = 0.02L; }), base);
  EXPECT_LT(payment([](GuaranteeTerms& t) { t.cure_success = 0.95L; }), base);
  EXPECT_LT(payment([](GuaranteeTerms& t) { t.cure_months = 4; }), base);
  EXPECT_GT(payment([](GuaranteeTerms& t) { t.drift_sd = 0.2L; }), base);
  EXPECT_EQ(payment([](GuaranteeTerms& t) { t.cure_success = 1; }), 0);
  EXPECT_EQ(payment([](GuaranteeTerms& t) { t.cure_months = 12; }), 0);  // nothing is left of the year
  // No upper limit: proportional to volume and unit loss.
  const auto unlimited = [](GuaranteeTerms& t) { t.maximum = 1e15L; };
  const auto twice = [](GuaranteeTerms& t) {
    t.maximum = 1e15L;
    t.volume *= 2;
  };
  EXPECT_NEAR(payment(twice) / payment(unlimited), 2, 1e-13);
}

TEST(PerformanceGuarantee, StandsInTheMarketsRange) {
  // Insured trigger after a cure of 30-60 days: 1-5 % a model-year, with the library's numbers and a test
  // set that leaves one standard error below the promise (market-anchors, row H).
  scenario::Deployment deployment;
  deployment.id = "line-7";
  deployment.exposure["annual_fee"] = 2.5e7;
  scenario::PerformanceGuarantee stated;
  stated.promised_error_rate = 0.05;
  stated.tolerance = 0.01;
  stated.test_samples = 1200;
  stated.test_errors = 54;
  stated.volume = 12e6 * 0.0001 * 100;
  stated.unit_loss = 3000;
  deployment.performance_guarantee = stated;
  library::LibraryReader library{library::standard_library()};
  const GuaranteeYear year = guarantee_year(guarantee_terms(deployment, library));
  EXPECT_GT(year.claim, 0.01L);
  EXPECT_LT(year.claim, 0.05L);
  const Source source = guarantee_source(deployment, library);
  EXPECT_NEAR(static_cast<double>(source.frequency->mean() * source.heads[0].law->mean() / year.payment), 1,
              1e-12);
  EXPECT_EQ(source.peril_name(), "performance_shortfall");
  deployment.exposure.clear();
  EXPECT_THROW(guarantee_terms(deployment, library), ParameterError);
  deployment.performance_guarantee->maximum = 1e6;
  EXPECT_EQ(guarantee_terms(deployment, library).maximum, 1e6L);
}

TEST(PerformanceGuarantee, ExtremesStayFinite) {
  for (const auto& [samples, errors] :
       {std::pair{50L, 0L}, {1'000'000L, 0L}, {1'000'000L, 45'000L}, {10L, 10L}}) {
    GuaranteeTerms terms = inspection();
    terms.test_samples = samples;
    terms.test_errors = errors;
    const GuaranteeYear year = guarantee_year(terms);
    EXPECT_TRUE(std::isfinite(static_cast<double>(year.payment)));
    EXPECT_GE(year.claim, 0);
    EXPECT_LE(year.claim, 1);
    EXPECT_GE(year.retained, 0);
  }
}

TEST(PerformanceGuarantee, RefusesImpossibleTerms) {
  const auto refuses = [](auto change) {
    GuaranteeTerms terms = inspection();
    change(terms);
    EXPECT_THROW(guarantee_year(terms), ParameterError);
  };
  refuses([](GuaranteeTerms& t) { t.promised = 0; });
  refuses([](GuaranteeTerms& t) { t.tolerance = 0.94L; });
  refuses([](GuaranteeTerms& t) { t.test_errors = 401; });
  refuses([](GuaranteeTerms& t) { t.monitoring_months = 0; });
  refuses([](GuaranteeTerms& t) { t.cure_success = 1.1L; });
  refuses([](GuaranteeTerms& t) { t.drift_sd = -1; });
  refuses([](GuaranteeTerms& t) { t.volume = 0; });
}

}  // namespace
}  // namespace tenbin::perils
