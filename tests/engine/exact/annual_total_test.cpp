#include "tenbin/exact/annual_total.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tenbin/core/error.hpp"
#include "tenbin/frequency/binomial.hpp"
#include "tenbin/frequency/poisson.hpp"
#include "tenbin/severity/discrete.hpp"
#include "tenbin/severity/lognormal.hpp"
#include "tenbin/severity/quantile_table.hpp"
#include "tenbin/severity/truncated.hpp"
#include "tenbin/simulation/simulation.hpp"

namespace tenbin {
namespace {

TEST(AnnualTotal, OfEqualLossesIsPoisson) {
  const AnnualTotal total(3, std::make_shared<Discrete>(std::vector<real>{2}, std::vector<real>{1}));
  real probability = std::exp(-3.0L), below = probability;
  for (int n = 0; n < 12; ++n) {
    EXPECT_NEAR(static_cast<double>(total.cdf(2 * n + 1)), static_cast<double>(below), 1e-9) << n;
    probability *= 3 / real(n + 1);
    below += probability;
  }
  EXPECT_NEAR(static_cast<double>(total.mean()), 6, 1e-15);
  EXPECT_NEAR(static_cast<double>(total.variance()), 12, 1e-12);
}

TEST(AnnualTotal, LatticeHasTheMomentsOfTheClosedForm) {
  const auto loss = std::make_shared<Truncated>(std::make_shared<Lognormal>(-0.4L, 1.2L), 0, 2);
  const AnnualTotal total(7.5L, loss);
  const real mean = 7.5L * loss->mean();
  EXPECT_NEAR(static_cast<double>(total.limited_expected_value(1e6L) / mean), 1, 1e-12);
  // The discretisation keeps means and adds about E[N] h^2/12 to the variance.
  const QuantileTable table(total);
  double sum = 0, squares = 0;
  constexpr int draws = 1 << 18;
  for (int i = 0; i < draws; ++i) {
    const double x = table((static_cast<std::uint64_t>(i) << 34U) + (std::uint64_t{1} << 33U));
    sum += x;
    squares += x * x;
  }
  const double m = sum / draws;
  EXPECT_NEAR(m / static_cast<double>(mean), 1, 1e-4);
  EXPECT_NEAR((squares / draws - m * m) / static_cast<double>(total.variance()), 1, 1e-3);
}

/// Losses as events, and the same losses cut at a threshold: above it events, below it one amount a year.
TEST(AnnualTotal, SplitModelIsTheUnsplitOne) {
  constexpr real rate = 9;
  constexpr real threshold = 2;
  const auto law = std::make_shared<Lognormal>(-0.42L, 1.2L);
  Plan whole;
  whole.years = 200'000;
  whole.heads = {"interruption"};
  SourcePlan events;
  events.peril = "stops";
  events.counts = Poisson(rate).count_scheme();
  events.heads = {{0, 1, make_quantile_table(*law)}};
  whole.sources = {events};

  Plan split = whole;
  split.seed = 2;
  const real large = rate * law->survival(threshold);
  const Truncated above(law, threshold, std::numeric_limits<real>::infinity());
  split.sources[0].counts = Poisson(large).count_scheme();
  split.sources[0].heads[0].severity = make_quantile_table(above);
  SourcePlan small = events;
  small.peril = "stops/small";
  small.occasion = Occasion::year;
  small.counts = Binomial(1, 1).count_scheme();
  small.heads[0].severity =
      make_quantile_table(AnnualTotal(rate - large, std::make_shared<Truncated>(law, 0, threshold)));
  split.sources.push_back(small);

  struct Moments {
    double mean = 0, variance = 0, fourth = 0, below = 0, largest = 0;
  };
  constexpr double point = 12;  // of the distribution function
  const auto moments = [](const Plan& plan) {
    Simulation simulation{plan, 2};
    EXPECT_TRUE(simulation.run_to(plan.years));
    const YearLossTable& table = simulation.table();
    const auto sums = table.column(table.find("ground_up", Basis::aep)->column);
    const auto largest = table.column(table.find("ground_up", Basis::oep)->column);
    Moments result;
    const auto n = static_cast<double>(plan.years);
    for (const double x : sums) result.mean += x / n;
    for (const double x : sums) {
      const double d = x - result.mean;
      result.variance += d * d / n;
      result.fourth += d * d * d * d / n;
      result.below += (x <= point ? 1 : 0) / n;
    }
    for (const double x : largest) result.largest += (x > 5 ? 1 : 0) / n;
    return result;
  };
  const Moments a = moments(whole), b = moments(split);
  const auto n = static_cast<double>(whole.years);
  EXPECT_LT(std::fabs(a.mean - b.mean) / std::sqrt((a.variance + b.variance) / n), 4.5);
  EXPECT_LT(std::fabs(a.mean - static_cast<double>(rate * law->mean())) / std::sqrt(a.variance / n), 4.5);
  const double spread = (a.fourth - a.variance * a.variance + b.fourth - b.variance * b.variance) / n;
  EXPECT_LT(std::fabs(a.variance - b.variance) / std::sqrt(spread), 4.5);
  EXPECT_LT(std::fabs(a.below - b.below) / std::sqrt((a.below * (1 - a.below) + b.below * (1 - b.below)) / n),
            4.5);
  // The largest event of a year is an event, never the sum of the small ones.
  EXPECT_LT(std::fabs(a.largest - b.largest) /
                std::sqrt((a.largest * (1 - a.largest) + b.largest * (1 - b.largest)) / n),
            4.5);
}

TEST(AnnualTotal, CannotBeCovered) {
  Plan plan;
  plan.years = 4096;
  plan.heads = {"interruption"};
  SourcePlan small;
  small.peril = "stops/small";
  small.occasion = Occasion::year;
  small.counts = Binomial(1, 1).count_scheme();
  small.heads = {{0, 1, make_quantile_table(Lognormal(0, 1))}};
  plan.sources = {small};
  PolicyPlan policy;
  policy.id = "policy";
  SectionPlan section;
  section.id = "section";
  section.covered = {{0, 0, 1}};
  policy.sections = {section};
  plan.designs = {{"design", {policy}}};
  EXPECT_THROW(Simulation(plan, 1), ParameterError);
}

TEST(AnnualTotal, Refuses) {
  EXPECT_THROW(AnnualTotal(0, std::make_shared<Lognormal>(0, 1)), ParameterError);
  EXPECT_THROW(AnnualTotal(1, nullptr), ParameterError);
}

}  // namespace
}  // namespace tenbin
