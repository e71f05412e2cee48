#include "tenbin/scenario/uncertain_parameters.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "models/perils/firm.hpp"
#include "tenbin/library/parameter_law.hpp"
#include "tenbin/measure/annual_sample.hpp"
#include "tenbin/result/variance_parts.hpp"
#include "tenbin/scenario/compile.hpp"
#include "tenbin/scenario/reader.hpp"
#include "tenbin/severity/lognormal.hpp"
#include "tenbin/simulation/simulation.hpp"

namespace tenbin::scenario {
namespace {

Scenario scenario_of(const Deployment& deployment, const char* parameters) {
  Scenario scenario;
  scenario.currency = "JPY";
  scenario.price_year = 2026;
  scenario.simulation.years = 320'000;
  scenario.simulation.parameters = parameters;
  scenario.deployments = {deployment};
  return scenario;
}

Deployment retailer() {
  return perils::firm("generative_content", "business_user",
                      {{"turnover", 20e9}, {"gross_profit_per_day", 14e6}});
}

const SourcePlan& source(const Plan& plan, const std::string& peril) {
  for (const SourcePlan& entry : plan.sources) {
    if (entry.peril == peril) return entry;
  }
  throw std::runtime_error(peril);
}

const FactorPlan* factor(const std::vector<FactorPlan>& factors, const std::string& id) {
  for (const FactorPlan& entry : factors) {
    if (entry.group == "parameter/" + id) return &entry;
  }
  return nullptr;
}

TEST(UncertainParameters, ARateMovesItsPerilAsItsOwnLaw) {
  const Plan plan = compile(scenario_of(retailer(), "uncertain")).plan;
  const library::Number& number = library::standard_library().number("peril/cyber/other_rate");
  const library::ParameterLaw law(number,
                                  library::standard_library().number("uncertainty/range_probability").value);
  bool found = false;
  for (const SourcePlan& entry : plan.sources) {
    const FactorPlan* rate = factor(entry.frequency_factors, number.id);
    if (rate == nullptr) continue;
    found = true;
    EXPECT_EQ(rate->years_per_draw, 16);
    // Rate proportional to the number: the factor is the number over its value, up to the knots of Response.
    for (const double z : {-2.0, -0.5, 0.0, 1.0, 2.5})
      EXPECT_NEAR((*rate->response)(z), static_cast<double>(law.at(z)) / number.value,
                  0.005 * (*rate->response)(z));
  }
  EXPECT_TRUE(found);
}

TEST(UncertainParameters, AWidthMovesTheShapeAndLeavesTheMean) {
  const Plan plan = compile(scenario_of(retailer(), "uncertain")).plan;
  int widths = 0;
  for (const SourcePlan& entry : plan.sources) {
    for (const HeadPlan& head : entry.heads) {
      if (!head.width) continue;
      ++widths;
      ASSERT_EQ(head.width->powers.size(), head.width->tables.size());
      // The median falls where the law is wider and its mean the same.
      const std::uint64_t middle = std::uint64_t{1} << 51U;
      for (std::size_t i = 1; i < head.width->tables.size(); ++i)
        EXPECT_LT((*head.width->tables[i])(middle), (*head.width->tables[i - 1])(middle));
    }
  }
  EXPECT_GT(widths, 0);
}

TEST(UncertainParameters, OneNumberHasOneScoreForAllThatItMoves) {
  // The turnover's exponent moves both recall and liability, with factors of one group.
  const Plan plan =
      compile(
          scenario_of(perils::firm("visual_inspection", "business_user",
                                   {{"turnover", 10e9}, {"gross_profit_per_day", 7e6}, {"annual_fee", 2.5e7}},
                                   "food"),
                      "uncertain"))
          .plan;
  EXPECT_NE(factor(source(plan, "recall").frequency_factors, "peril/turnover_exponent"), nullptr);
  EXPECT_NE(factor(source(plan, "product_liability").frequency_factors, "peril/turnover_exponent"), nullptr);
}

TEST(UncertainParameters, FixedParametersAreFixed) {
  const Plan plan = compile(scenario_of(retailer(), "fixed")).plan;
  for (const SourcePlan& entry : plan.sources) {
    for (const FactorPlan& known : entry.frequency_factors)
      EXPECT_FALSE(known.group.starts_with("parameter/")) << known.group;
    for (const HeadPlan& head : entry.heads) {
      EXPECT_TRUE(head.factors.empty());
      EXPECT_FALSE(head.width.has_value());
    }
  }
}

TEST(UncertainParameters, LeaveTheMeanAndAddToTheVariance) {
  struct Figures {
    Estimate mean;
    result::VarianceParts parts;
  };
  const auto run = [](const char* parameters) {
    const Plan plan = compile(scenario_of(retailer(), parameters)).plan;
    tenbin::Simulation simulation{plan, 2};
    EXPECT_TRUE(simulation.run_to(plan.years));
    const auto annual = simulation.table().column(simulation.table().find("ground_up", Basis::aep)->column);
    // Capped, so that single large losses do not hide what worlds have in common.
    std::vector<double> capped(annual.begin(), annual.end());
    for (double& loss : capped) loss = std::min(loss, 2e7);
    return Figures{AnnualSample(annual, plan.cluster_years(), {}).mean(), result::variance_parts(capped, 16)};
  };
  const Figures fixed = run("fixed"), uncertain = run("uncertain");
  EXPECT_LT(std::fabs(fixed.mean.value - uncertain.mean.value) /
                std::hypot(fixed.mean.standard_error, uncertain.mean.standard_error),
            4.5);
  EXPECT_GT((uncertain.parts.parameter.value - fixed.parts.parameter.value) /
                std::hypot(fixed.parts.parameter.standard_error, uncertain.parts.parameter.standard_error),
            4.5);
  // Both against the closed form of the mean.
  real exact = 0;
  for (const perils::Source& entry : perils::sources_of_firm(retailer())) {
    real amount = 0;
    for (const perils::HeadLaw& head : entry.heads) amount += head.probability * head.law->mean();
    exact +=
        entry.frequency->mean() * perils::over_factors(entry, [&](real f, real x) { return f * x * amount; });
  }
  EXPECT_LT(std::fabs(uncertain.mean.value - static_cast<double>(exact)) / uncertain.mean.standard_error,
            4.5);
}

TEST(UncertainParameters, OfTheExamplesAreNamed) {
  const Scenario scenario =
      *read_scenario_file(TENBIN_SOURCE_DIR "/scenarios/examples/visual-inspection.json").scenario;
  library::LibraryReader library{library::standard_library()};
  const std::vector<const library::Number*> numbers = drawn_parameters(scenario, library);
  EXPECT_GT(numbers.size(), 30U);
  for (const library::Number* number : numbers) {
    EXPECT_TRUE(number->low.has_value()) << number->id;
    EXPECT_NE(number->confidence, library::Confidence::high) << number->id;
  }
}

}  // namespace
}  // namespace tenbin::scenario
