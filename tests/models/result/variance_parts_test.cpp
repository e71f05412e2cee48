#include "tenbin/result/variance_parts.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tenbin/core/error.hpp"
#include "tenbin/frequency/poisson.hpp"
#include "tenbin/severity/discrete.hpp"
#include "tenbin/severity/lognormal.hpp"
#include "tenbin/simulation/simulation.hpp"

namespace tenbin::result {
namespace {

constexpr double rate = 0.4, size = 3, s = 0.6;

/// Poisson events of one size whose rate has a lognormal factor of mean 1 in each world.
Plan plan_of(std::int64_t years, double spread) {
  Plan plan;
  plan.seed = 7;
  plan.years = years;
  plan.heads = {"loss"};
  SourcePlan source;
  source.peril = "events";
  source.counts = Poisson(rate).count_scheme();
  source.heads = {{0, 1, make_quantile_table(Discrete(std::vector<real>{size}, std::vector<real>{1}))}};
  if (spread > 0) {
    source.frequency_factors = {{"parameter/rate", 16, nullptr, std::make_shared<const Response>([=](real z) {
                                   return std::exp(real{spread} * z);
                                 })}};
  }
  plan.sources = {source};
  return plan;
}

TEST(VarianceParts, ProcessAndParameterAgainstClosedForms) {
  const Plan plan = plan_of(640'000, s);
  EXPECT_EQ(plan.cluster_years(), 16);
  Simulation simulation{plan, 2};
  ASSERT_TRUE(simulation.run_to(plan.years));
  const auto annual = simulation.table().column(simulation.table().find("ground_up", Basis::aep)->column);
  const VarianceParts parts = variance_parts(annual, 16);
  const double process = rate * size * size;
  const double parameter = rate * rate * size * size *
                           static_cast<double>(plan.sources[0].frequency_factors[0].response->variance());
  EXPECT_NEAR(parameter, rate * rate * size * size * std::expm1(s * s), 0.01 * parameter);
  ASSERT_TRUE(parts.process.reliable);
  EXPECT_LT(std::fabs(parts.process.value - process) / parts.process.standard_error, 4.5);
  EXPECT_LT(std::fabs(parts.parameter.value - parameter) / parts.parameter.standard_error, 4.5);
  // More than ten standard errors from nothing: the test can fail.
  EXPECT_GT(parts.parameter.value / parts.parameter.standard_error, 10);
  // The mean's error: (parameter + process / 16) / worlds.
  EXPECT_LT(std::fabs(parts.simulation.value - (parameter + process / 16) / 40'000) /
                parts.simulation.standard_error,
            4.5);
}

TEST(VarianceParts, WithoutUncertaintyTheParameterPartIsNothing) {
  const Plan plan = plan_of(320'000, 0);
  Simulation simulation{plan, 2};
  ASSERT_TRUE(simulation.run_to(plan.years));
  const auto annual = simulation.table().column(simulation.table().find("ground_up", Basis::aep)->column);
  const VarianceParts parts = variance_parts(annual, 16);
  EXPECT_LT(std::fabs(parts.parameter.value) / parts.parameter.standard_error, 4.5);
  EXPECT_TRUE(variance_rows(simulation.table(), plan.cluster_years(), 1).empty());
}

TEST(VarianceParts, Refuses) {
  const std::vector<double> years(64, 1.0);
  EXPECT_THROW(variance_parts(years, 1), ParameterError);
}

}  // namespace
}  // namespace tenbin::result
