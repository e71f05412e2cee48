#include "tenbin/result/many_designs.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "models/scenario/files.hpp"
#include "tenbin/result/run.hpp"
#include "tenbin/scenario/reader.hpp"

namespace tenbin::result {
namespace {

/// @param threads that work
RunOptions on(int threads) {
  RunOptions options;
  options.threads = threads;
  return options;
}

/// The example with a grid on its first design, and without the second.
scenario::Scenario grid(const nlohmann::json& integrator_deductibles, const nlohmann::json& maker_limits) {
  nlohmann::json file = nlohmann::json::parse(scenario::contents(
      std::filesystem::path(TENBIN_SOURCE_DIR) / "scenarios/examples/visual-inspection.json"));
  file["simulation"]["years"] = 40'000;
  file["coverage_designs"].erase(1);
  auto& policies = file["coverage_designs"][0]["policies"];
  policies[0]["sections"][0]["deductible"]["amount"] = integrator_deductibles;
  policies[1]["sections"][0]["aggregate_limit"] = maker_limits;
  policies[1]["aggregate_limit"] = 7e8;
  file["buyer"] = {
      {"party", "business_user"}, {"tolerance", {{"cvar_weight", 0.05}, {"level", 0.95}}}, {"budget", 2e7}};
  const scenario::ReadResult read = scenario::read_scenario(file.dump(), "grid.json");
  EXPECT_TRUE(read.scenario.has_value())
      << (read.problems.empty() ? "" : read.problems.front().text(language::Language::english));
  return read.scenario.value();
}

const MeasureRow& row(const Result& result, const std::string& subject, const std::string& measure,
                      std::optional<double> level = {}) {
  const auto found =
      std::find_if(result.measures.begin(), result.measures.end(), [&](const MeasureRow& candidate) {
        return candidate.subject == subject && candidate.measure == measure && candidate.level == level &&
               candidate.basis == "aep";
      });
  EXPECT_NE(found, result.measures.end()) << subject << " " << measure;
  return *found;
}

void expect_same(double a, double b, const std::string& what) {
  if (std::isnan(a) && std::isnan(b)) return;
  EXPECT_NEAR(a, b, 1e-9 * std::fabs(b)) << what;
}

TEST(ManyDesigns, FiguresAreThoseOfAFewDesignsOnTheSameYears) {
  const nlohmann::json deductibles = {1e5, 5e5, 1e6, 5e6}, limits = {5e8, 5.5e8, 6e8, 6.5e8};
  const Result many = run(grid(deductibles, limits), on(2));
  ASSERT_EQ(many.input.coverage_designs.size(), 16U);
  const Result few = run(grid({5e5, 5e6}, {5.5e8, 6.5e8}), on(1));
  ASSERT_EQ(few.input.coverage_designs.size(), 4U);
  for (const scenario::CoverageDesign& design : few.input.coverage_designs) {
    const std::string prefix = "design/" + design.id;
    for (const char* policy : {"/policy/integrator", "/policy/maker"}) {
      for (const char* measure : {"mean", "technical_premium"}) {
        expect_same(row(many, prefix + policy, measure).value, row(few, prefix + policy, measure).value,
                    design.id + policy + measure);
      }
      expect_same(row(many, prefix + policy, "tvar", 0.99).value,
                  row(few, prefix + policy, "tvar", 0.99).value, design.id + policy);
    }
    expect_same(row(many, prefix + "/insurer", "mean").value, row(few, prefix + "/insurer", "mean").value,
                design.id);
    for (const char* party : {"integrator", "business_user"}) {
      const auto view = [&](const Result& result) {
        return *std::find_if(result.buyer_views.begin(), result.buyer_views.end(),
                             [&](const BuyerView& candidate) {
                               return candidate.design == design.id && candidate.party == party;
                             });
      };
      const BuyerView ours = view(many), theirs = view(few);
      for (const auto figure : {&BuyerView::premium, &BuyerView::retained, &BuyerView::tail,
                                &BuyerView::volatility, &BuyerView::total_cost, &BuyerView::over_budget}) {
        expect_same((ours.*figure).value, (theirs.*figure).value, design.id + party);
        expect_same((ours.*figure).standard_error, (theirs.*figure).standard_error, design.id + party);
      }
    }
  }
  expect_same(row(many, "ground_up", "tvar", 0.99).value, row(few, "ground_up", "tvar", 0.99).value, "loss");
}

TEST(ManyDesigns, ThreadsDoNotChangeAFigure) {
  const scenario::Scenario input = grid({1e5, 5e5, 1e6, 5e6}, {5e8, 5.5e8, 6e8, 6.5e8});
  const Result one = run(input, on(1));
  const Result three = run(input, on(3));
  ASSERT_EQ(one.measures.size(), three.measures.size());
  for (std::size_t i = 0; i < one.measures.size(); ++i)
    EXPECT_EQ(one.measures[i].value, three.measures[i].value);
  for (std::size_t i = 0; i < one.buyer_views.size(); ++i) {
    EXPECT_EQ(one.buyer_views[i].total_cost.value, three.buyer_views[i].total_cost.value);
    EXPECT_EQ(one.buyer_views[i].efficiency, three.buyer_views[i].efficiency);
  }
}

TEST(ManyDesigns, ConditionsOnAuditsLoadThePremium) {
  const auto premium = [](int designs, double load) {
    nlohmann::json file = nlohmann::json::parse(scenario::contents(
        std::filesystem::path(TENBIN_SOURCE_DIR) / "scenarios/examples/visual-inspection.json"));
    file["simulation"]["years"] = 40'000;
    file["coverage_designs"].erase(1);
    auto& policies = file["coverage_designs"][0]["policies"];
    std::vector<double> limits;
    for (int i = 0; i < designs; ++i) limits.push_back(5e8 + i * 1e7);
    policies[1]["aggregate_limit"] = limits;
    policies[1]["audit_condition"] = {{"minimum_score", 99}, {"otherwise", "load"}, {"premium_load", load}};
    const scenario::ReadResult read = scenario::read_scenario(file.dump(), "conditions.json");
    const Result result = run(read.scenario.value(), on(1));
    EXPECT_EQ(result.input.coverage_designs.size(), static_cast<std::size_t>(designs));
    return std::find_if(result.prices.begin(), result.prices.end(),
                        [](const PolicyPrice& price) { return price.policy == "maker"; })
        ->technical_premium;
  };
  EXPECT_NEAR(premium(20, 0.25), 1.25 * premium(20, 0.001) / 1.001, 1e-6 * premium(20, 0.25));
  EXPECT_NEAR(premium(20, 0.25), premium(2, 0.25), 1e-6 * premium(2, 0.25));
}

TEST(ManyDesigns, TargetErrorLooksAtThePolicies) {
  const scenario::Scenario input = grid({1e5, 5e5, 1e6, 5e6}, {5e8, 5.5e8, 6e8, 6.5e8});
  RunOptions options = on(2);
  options.target = TargetError{};
  options.target->measure = "mean";
  options.target->relative = 0.05;
  const Result result = run(input, options);
  EXPECT_TRUE(result.target_met);
  EXPECT_GT(result.years_done, 40'000);  // integrator policies pay in two years of a hundred
  double worst = 0;
  for (const MeasureRow& found : result.measures) {
    if (found.measure == "mean" && found.subject.find("/policy/") != std::string::npos)
      worst = std::max(worst, found.standard_error / found.value);
  }
  // Rows carry the error of 20 batches, the target that of the years: the former scatters by 1/sqrt(38).
  EXPECT_LT(worst, 0.05 * (1 + 4.5 / std::sqrt(38.0)));
  EXPECT_GT(worst, 0);
}

TEST(ManyDesigns, LowerDeductibleCostsMoreAndKeepsLess) {
  const Result many = run(grid({1e5, 5e5, 1e6, 5e6}, {5e8, 5.5e8, 6e8, 6.5e8}), on(1));
  const auto view = [&](const std::string& design) {
    return *std::find_if(many.buyer_views.begin(), many.buyer_views.end(), [&](const BuyerView& candidate) {
      return candidate.design == design && candidate.party == "integrator";
    });
  };
  const BuyerView low = view("base[deductible=1e5,aggregate_limit=5e8]");
  const BuyerView high = view("base[deductible=5e6,aggregate_limit=5e8]");
  EXPECT_GT(low.premium.value, high.premium.value);
  EXPECT_LT(low.retained.value, high.retained.value);
}

}  // namespace
}  // namespace tenbin::result
