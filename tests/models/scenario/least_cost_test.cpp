#include "tenbin/scenario/least_cost.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "tenbin/compare/council.hpp"
#include "tenbin/scenario/compile.hpp"
#include "tenbin/scenario/pilot.hpp"
#include "tenbin/scenario/reader.hpp"
#include "tenbin/simulation/simulation.hpp"

namespace tenbin::scenario {
namespace {

using Json = nlohmann::ordered_json;

Scenario example(const Json& own_library = Json::array()) {
  Json document = Json::parse(read_file_text(TENBIN_SOURCE_DIR "/scenarios/council/inspection.json").text);
  document["liability"]["preset"] = "LEAST_COST_AVOIDER";
  document["simulation"]["years"] = 20'000;
  if (!own_library.empty()) document["library"] = own_library;
  ReadResult read = read_scenario(document.dump(), "test.json");
  for (const Problem& problem : read.problems) ADD_FAILURE() << problem.text(language::Language::english);
  return read.scenario.value();
}

Json costs(double integrator) {
  return {{{"id", "liability/care_cost/integrator"},
           {"value", integrator},
           {"source", "a test"},
           {"confidence", "low"}}};
}

// With a year's damage of 1 and parties inside their range of care, SC = y^-eta p0 (1 + f) + c (y - 1) with
// y^(1 + eta) = eta p0 / c for the one that bears everything, p0 by the shares felt under the reference rule.
TEST(LeastCost, IsTheClosedFormOfOneCarer) {
  const Scenario scenario = example();
  const LeastCost& found = least_cost(scenario);
  const Pilot then = pilot(under_reference(without_designs(scenario)), 1, 0.5);
  constexpr double eta[] = {0.2, 0.6, 0.4, 0.4, 0.6, 0.2}, cost = 0.02;
  double p0 = 1;
  for (std::size_t i = 0; i < 6; ++i)
    p0 *= std::pow(std::max(1.0, eta[i] * then.shares[i].value / cost), eta[i]);
  const double f = then.friction / then.damage, e = eta[static_cast<std::size_t>(found.party)];
  const double y = std::pow(e * p0 / cost, 1 / (1 + e));
  EXPECT_NEAR(found.cost / then.damage, p0 * std::pow(y, -e) * (1 + f) + cost * (y - 1), 1e-9);
  // Of parties that are alike the first in the chain.
  EXPECT_EQ(found.party, liability::Role::developer);
  EXPECT_EQ(found.runner_up, liability::Role::business_user);
  EXPECT_TRUE(found.is_joint_care);
}

TEST(LeastCost, FollowsThePricesOfTheScenariosOwnLibrary) {
  EXPECT_EQ(least_cost(example(costs(0.001))).party, liability::Role::integrator);
  EXPECT_EQ(least_cost(example(costs(0.02))).party, liability::Role::developer);
}

TEST(LeastCost, PutsEverythingOnThatPartyAndSaysSo) {
  const Scenario scenario = example();
  const Compiled compiled = compile(scenario);
  EXPECT_TRUE(
      std::any_of(compiled.assumptions.begin(), compiled.assumptions.end(),
                  [](const auto& assumption) { return assumption.id == "liability/social_cost/developer"; }));
  tenbin::Simulation simulation(compiled.plan, 2);
  simulation.run_to(20'000);
  const auto total = [&](const std::string& party) {
    const auto* found = simulation.table().find("liability/damages/" + party, Basis::aep);
    double sum = 0;
    for (const double year : simulation.table().column(found->column)) sum += year;
    return sum;
  };
  EXPECT_GT(total("developer"), 0);
  for (const char* party : {"data_provider", "integrator", "machine_maker", "business_user", "auditor"})
    EXPECT_EQ(total(party), 0) << party;
}

TEST(LeastCost, IsOneOfThePresetsThatAreCompared) {
  const std::vector<std::string> all = compare::comparable_presets();
  EXPECT_EQ(all.size(), 15U);
  EXPECT_NE(std::find(all.begin(), all.end(), "LEAST_COST_AVOIDER"), all.end());
}

}  // namespace
}  // namespace tenbin::scenario
