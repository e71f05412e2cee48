#include "tenbin/exact/collective.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tenbin/contract/expected_payment.hpp"
#include "tenbin/core/error.hpp"
#include "tenbin/frequency/binomial.hpp"
#include "tenbin/frequency/gamma_mixed.hpp"
#include "tenbin/frequency/negative_binomial.hpp"
#include "tenbin/frequency/poisson.hpp"
#include "tenbin/severity/discrete.hpp"
#include "tenbin/severity/exponential.hpp"
#include "tenbin/severity/gamma.hpp"
#include "tenbin/severity/lognormal.hpp"
#include "tenbin/severity/lomax.hpp"

namespace tenbin {
namespace {

double as_double(real x) { return static_cast<double>(x); }

CollectiveModel standard_job() {
  return {std::make_shared<Poisson>(5), std::make_shared<Lognormal>(10, 1.5L),
          OccurrenceTerms(Deductible::ordinary(1e4), 1e6), AggregateTerms(0, 5e6)};
}

// peers.md section 2, recomputed there with steps of 12.5 and 25.
TEST(Collective, StandardJob) {
  const ExactTotal total = exact_total(standard_job());
  const auto& annual = total.annual;
  EXPECT_NEAR(as_double(annual.mean()) / 274330.903, 1, 1e-8);
  EXPECT_NEAR(as_double(annual.standard_deviation()) / 304719.403, 1, 1e-6);
  EXPECT_NEAR(as_double(total.before_aggregate.mean()) / 274330.90307, 1, 1e-10);
  EXPECT_NEAR(as_double(total.before_aggregate.standard_deviation()) / 304719.40764, 1, 1e-6);
  EXPECT_NEAR(annual.quantile(0.99L), 1366200, total.step);
  EXPECT_NEAR(annual.quantile(0.995L), 1550080, total.step + 8);
  EXPECT_NEAR(annual.quantile(0.999L), 2014415, total.step);
  EXPECT_NEAR(as_double(annual.tail_value_at_risk(0.99L)) / 1635868.05, 1, 1e-6);
  EXPECT_NEAR(as_double(annual.tail_value_at_risk(0.995L)) / 1825257.65, 1, 1e-6);
  EXPECT_NEAR(as_double(annual.stop_loss(5e5)) / 55928.98, 1, 1e-6);
  EXPECT_NEAR(as_double(annual.stop_loss(1e6)) / 11264.57, 1, 1e-6);
  EXPECT_NEAR(as_double(annual.stop_loss(2e6)), 242.13, 5e-3);
  EXPECT_NEAR(as_double(annual.survival_from(5e6)), 1.547e-9, 1e-12);
  EXPECT_EQ(annual.values().back(), 5e6);
  EXPECT_LE(total.step, 100);
  EXPECT_LT(total.mean_error, 1e-9);
  EXPECT_LT(total.sd_error, 1e-7);
}

// C41
TEST(Collective, StandardJobInClosedForm) {
  const auto model = standard_job();
  EXPECT_NEAR(as_double(largest_payment_survival(model, 0)), 0.96990942, 5e-9);
  EXPECT_NEAR(as_double(expected_payments(model)), 3.503543, 5e-7);
  EXPECT_NEAR(as_double(occurrence_exhaustion_probability(model)), 0.026548, 5e-7);
  EXPECT_NEAR(as_double(expected_total(model)), 274330.90307, 5e-6);
}

// The error that is stated is the error that is there: SD of a compound Poisson with a gamma loss is known.
TEST(Collective, StatedDiscretisationErrorIsTheTrueOne) {
  const CollectiveModel model{std::make_shared<Poisson>(10), std::make_shared<Gamma>(2, 1)};
  const double step = 0.25;
  const ExactTotal total = exact_total(model, {.step = step, .size = 4096});
  const double error = as_double(total.annual.standard_deviation()) / std::sqrt(60.0) - 1;
  EXPECT_NEAR(error / total.sd_error, 1, 0.02);
  EXPECT_EQ(total.step, step);
  EXPECT_EQ(total.size, 4096U);
}

TEST(Collective, DiscreteLossesAreExact) {
  const CollectiveModel model{
      std::make_shared<Poisson>(5),
      std::make_shared<Discrete>(std::vector<real>{100, 500, 1000}, std::vector<real>{0.80L, 0.16L, 0.04L}),
      OccurrenceTerms(Deductible::ordinary(40), 460, 0.5), AggregateTerms(15, 615)};
  const ExactTotal total = exact_total(model);
  // payments 30, 230, 230, with 15 and 615: common measure 5
  EXPECT_NEAR(total.step, 5, 1e-12);
  EXPECT_EQ(total.sd_error, 0);
  // P(S = 30) = 5 * 0.8 e^-5
  EXPECT_NEAR(as_double(total.before_aggregate.survival(29) - total.before_aggregate.survival(31)),
              4 * std::exp(-5), 1e-12);
}

// A heavy tail is cut where the lattice ends; what lies beyond keeps its mean.
TEST(Collective, HeavyTailKeepsMeanAndTailValueAtRisk) {
  const CollectiveModel model{std::make_shared<Poisson>(3), std::make_shared<Lomax>(1.5L, 10)};
  const ExactTotal coarse = exact_total(model, {.step = {}, .size = std::size_t{1} << 16});
  const ExactTotal fine = exact_total(model, {.step = {}, .size = std::size_t{1} << 18});
  EXPECT_GT(fine.tilt, 0);
  EXPECT_GT(fine.beyond, 1e-9);
  EXPECT_LT(fine.beyond, 1e-4);
  EXPECT_NEAR(as_double(fine.annual.mean()) / 60, 1, 1e-12);
  for (const real level : {0.9L, 0.99L, 0.999L})
    EXPECT_NEAR(as_double(fine.annual.tail_value_at_risk(level) / coarse.annual.tail_value_at_risk(level)), 1,
                2e-5)
        << as_double(level);
}

TEST(Collective, InfiniteMeanIsSaidAndCutByTheAggregateLimit) {
  const CollectiveModel open{std::make_shared<Poisson>(3), std::make_shared<Lomax>(0.8L, 10)};
  const ExactTotal infinite = exact_total(open, {.step = {}, .size = std::size_t{1} << 14});
  EXPECT_EQ(infinite.annual.mean(), std::numeric_limits<real>::infinity());
  EXPECT_EQ(infinite.annual.tail_value_at_risk(0.9L), std::numeric_limits<real>::infinity());
  EXPECT_TRUE(std::isfinite(infinite.annual.quantile(0.99L)));
  CollectiveModel closed = open;
  closed.aggregate = AggregateTerms(0, 1000);
  const ExactTotal first = exact_total(closed, {.step = {}, .size = std::size_t{1} << 14});
  const ExactTotal second = exact_total(closed);
  EXPECT_EQ(second.annual.values().back(), 1000);
  EXPECT_NEAR(as_double(first.annual.mean() / second.annual.mean()), 1, 1e-6);
}

// Chosen grid against a much finer one, over unlike models.
TEST(Collective, ChosenGridIsFineEnough) {
  const OccurrenceTerms layer(Deductible::ordinary(50), 125);
  const std::vector<CollectiveModel> models{
      {std::make_shared<NegativeBinomial>(2, 1.5L), std::make_shared<Gamma>(2, 100), layer,
       AggregateTerms(100, 700)},
      {std::make_shared<Binomial>(20, 0.3L),
       std::make_shared<Exponential>(100),
       OccurrenceTerms(Deductible::franchise(30), 250, 0.7),
       {}},
      {gamma_mixed(std::make_shared<NegativeBinomial>(2, 1.5L), 0.5L), std::make_shared<Exponential>(100),
       OccurrenceTerms(Deductible::percentage_of_loss(0.125, 20, 100), 500), AggregateTerms(0, 1500)},
      {std::make_shared<Poisson>(0.01L), std::make_shared<Exponential>(100), {}, {}},
      {std::make_shared<Poisson>(200), std::make_shared<Exponential>(1), {}, {}}};
  for (std::size_t i = 0; i < models.size(); ++i) {
    const ExactTotal chosen = exact_total(models[i]);
    const ExactTotal finer = exact_total(models[i], {.step = chosen.step / 2, .size = 2 * chosen.size});
    EXPECT_NEAR(as_double(chosen.annual.mean() / finer.annual.mean()), 1, 1e-8) << i;
    EXPECT_NEAR(as_double(chosen.annual.standard_deviation() / finer.annual.standard_deviation()), 1,
                1e-8 + chosen.sd_error)
        << i;
    EXPECT_LT(chosen.sd_error, 1e-6) << i;
    for (const real level : {0.995L, 0.999L}) {
      EXPECT_NEAR(chosen.annual.quantile(level), finer.annual.quantile(level), chosen.step) << i;
      EXPECT_NEAR(as_double(chosen.annual.tail_value_at_risk(level) / finer.annual.tail_value_at_risk(level)),
                  1, 1e-6)
          << i;
    }
  }
}

// Compound moments in closed form: Var(S) = E[N] Var(Y) + Var(N) E[Y]^2.
TEST(Collective, VarianceOfUnlimitedExponential) {
  const auto count = gamma_mixed(std::make_shared<NegativeBinomial>(2, 1.5L), 0.5L);
  const ExactTotal total = exact_total({count, std::make_shared<Exponential>(100)});
  EXPECT_NEAR(as_double(total.annual.variance() / (1e4L * count->mean() + 1e4L * count->variance())), 1,
              2e-7);
}

TEST(Collective, LargestPayment) {
  const CollectiveModel model{std::make_shared<Poisson>(2), std::make_shared<Exponential>(100),
                              OccurrenceTerms(Deductible::ordinary(30), 500)};
  // P(M > y) = 1 - exp(-2 e^(-(30 + y)/100)), so y = -30 - 100 ln(-ln(level) / 2)
  EXPECT_NEAR(as_double(largest_payment_survival(model, 200)), -std::expm1(-2 * std::exp(-2.3)), 1e-15);
  EXPECT_NEAR(largest_payment_quantile(model, 0.9L), -30 - 100 * std::log(-std::log(0.9) / 2), 1e-9);
  EXPECT_EQ(largest_payment_quantile(model, 0.1L), 0);  // P(no payment) = exp(-2 e^-0.3) = 0.227
  EXPECT_NEAR(largest_payment_quantile(model, 0.9999L), 500, 1e-12);
  EXPECT_NEAR(as_double(occurrence_exhaustion_probability(model)), -std::expm1(-2 * std::exp(-5.3)), 1e-16);
  // a binomial count: 1 - (1 - p s)^n
  const CollectiveModel few{std::make_shared<Binomial>(4, 0.25L), std::make_shared<Exponential>(100)};
  EXPECT_NEAR(as_double(largest_payment_survival(few, 100)), 1 - std::pow(1 - 0.25 * std::exp(-1), 4), 1e-15);
}

// Layer 10 excess of 10, Poisson(10), Lomax(3, 10): the layer is exhausted with p = (10/30)^3 = 1/27. P(S >=
// 20) by the law of total probability over full and partial payments, with the partial sums on a lattice of
// their own.
TEST(Collective, ReachingIsExtrapolatedToStepZero) {
  const CollectiveModel model{std::make_shared<Poisson>(10), std::make_shared<Lomax>(3, 10),
                              OccurrenceTerms(Deductible::ordinary(10), 10), AggregateTerms(0, 20)};
  const auto estimate = probability_of_reaching(model, 20);
  EXPECT_LT(estimate.error, 1e-9);
  // Partial payments: Poisson with rate 10 (1/8 - 1/27), density on (0, 10), no atoms. Given k full payments
  // (rate 10/27), P(P >= 20 - 10 k).
  const double rate_full = 10.0 / 27, rate_partial = 10 * (1.0 / 8 - 1.0 / 27);
  const auto survival_at = [&](double x, double h) {
    // cell [jh, (j+1)h) of the partial payment at its midpoint: error of order h^2 without atoms
    const auto cells = static_cast<std::size_t>(std::lround(10 / h));
    std::vector<double> density(cells);
    const auto above = [](double y) { return std::pow(10 / (20 + y), 3); };
    for (std::size_t j = 0; j < cells; ++j)
      density[j] =
          (above(h * static_cast<double>(j)) - above(h * static_cast<double>(j + 1))) / (1.0 / 8 - 1.0 / 27);
    // n partial payments sit at (i + n/2) h
    double reached = 0, weight = std::exp(-rate_partial);
    std::vector<double> sum{1};
    for (int n = 1; n <= 14; ++n) {
      weight *= rate_partial / n;
      std::vector<double> next(sum.size() + cells - 1);
      for (std::size_t i = 0; i < sum.size(); ++i)
        for (std::size_t j = 0; j < cells; ++j) next[i + j] += sum[i] * density[j];
      sum = std::move(next);
      for (std::size_t i = 0; i < sum.size(); ++i) {
        const double distance = (static_cast<double>(i) + 0.5 * n) * h - x;
        reached += weight * sum[i] * (distance > 1e-9 ? 1 : distance < -1e-9 ? 0 : 0.5);
      }
    }
    return reached;
  };
  const auto extrapolated = [&](double x) {
    return (4 * survival_at(x, 10.0 / 64) - survival_at(x, 10.0 / 32)) / 3;
  };
  const double none = std::exp(-rate_full);
  const double by_hand =
      none * extrapolated(20) + none * rate_full * extrapolated(10) + 1 - none * (1 + rate_full);
  EXPECT_NEAR(as_double(estimate.value), by_hand, 2e-6);
  // The published figures carry a lattice error of the size of half a cell.
  EXPECT_NEAR(as_double(estimate.value), 0.0765434653, 1e-9);
}

TEST(Collective, ReachingOfADiscreteTotalIsExact) {
  const auto loss = std::make_shared<Discrete>(std::vector<real>{100, 200}, std::vector<real>{0.5L, 0.5L});
  const CollectiveModel model{std::make_shared<Binomial>(2, 0.5L), loss};
  // N = 2 with 1/4: sums 200, 300, 400 with 1/4, 1/2, 1/4; N = 1 with 1/2: 100 or 200
  EXPECT_NEAR(as_double(probability_of_reaching(model, 300).value), 0.25 * 0.75, 1e-15);
  EXPECT_NEAR(as_double(probability_of_reaching(model, 200).value), 0.25 + 0.25, 1e-15);
  EXPECT_THROW(probability_of_reaching(model, 0), ParameterError);
}

TEST(Collective, ReachingWithoutACommonMeasureStatesItsError) {
  const CollectiveModel model{std::make_shared<Poisson>(10), std::make_shared<Lomax>(3, 10),
                              OccurrenceTerms(Deductible::ordinary(10), 10)};
  const auto off = probability_of_reaching(model, 19.9999 + 1e-5 * std::sqrt(2.0));
  const auto on = probability_of_reaching(model, 20);
  EXPECT_GT(off.error, 1e-8);
  EXPECT_LT(off.error, 1e-4);
  // two full payments are 20 and reach either amount
  EXPECT_NEAR(as_double(off.value - on.value), 0, 1e-5 + 4 * as_double(off.error));
}

TEST(Collective, SumOfIndependentTotals) {
  // Poisson(2) and Poisson(3) of the same loss make Poisson(5); aggregate terms on one line only move that
  // line.
  const auto loss =
      std::make_shared<Discrete>(std::vector<real>{1, 2, 5}, std::vector<real>{0.5L, 0.3L, 0.2L});
  const auto two = exact_total({std::make_shared<Poisson>(2), loss}).annual;
  const auto three = exact_total({std::make_shared<Poisson>(3), loss}).annual;
  const auto five = exact_total({std::make_shared<Poisson>(5), loss}).annual;
  const std::vector<LossDistribution> parts{two, three};
  const auto sum = sum_of_independent(parts, 1);
  for (const double x : {0.0, 3.0, 10.0, 25.0})
    EXPECT_NEAR(as_double(sum.survival(x)), as_double(five.survival(x)), 1e-14);
  EXPECT_NEAR(as_double(sum.mean()), as_double(five.mean()), 1e-11);
  EXPECT_THROW(sum_of_independent({}, 1), ParameterError);
}

TEST(Collective, RefusesBadOptions) {
  const auto model = standard_job();
  EXPECT_THROW(exact_total(model, {.step = -1, .size = {}}), ParameterError);
  EXPECT_THROW(exact_total(model, {.step = {}, .size = 1000}), ParameterError);
  EXPECT_THROW(exact_total(model, {.step = {}, .size = 8}), ParameterError);
  EXPECT_THROW(largest_payment_quantile(model, 1), ParameterError);
  try {
    exact_total({nullptr, model.severity});
    FAIL();
  } catch (const ParameterError& error) {
    EXPECT_STREQ(error.what(), "exact_total: frequency is missing (null pointer)");
  }
  EXPECT_THROW(exact_total({model.frequency, nullptr}), ParameterError);
}

}  // namespace
}  // namespace tenbin
