// "capacity": "design": a design's section as its insured's insurance inside the allocation.
#include "tenbin/scenario/design_capacity.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>
#include <span>
#include <string>

#include "tenbin/scenario/compile.hpp"
#include "tenbin/scenario/reader.hpp"
#include "tenbin/simulation/simulation.hpp"

namespace tenbin::scenario {
namespace {

using Json = nlohmann::ordered_json;

/// The integrator with a policy of its own and without background insurance.
Json example(double assets) {
  Json document =
      Json::parse(read_file_text(TENBIN_SOURCE_DIR "/scenarios/examples/visual-inspection.json").text);
  document["simulation"]["years"] = 20'000;
  document["deployments"][0]["exposure"]["units"] = 1.2e8;
  document["deployments"][0]["exposure"]["turnover"] = 4.2e10;
  document.erase("buyer");
  document["liability"] = {{"preset", "JP_TORT_NOW"}};
  Json parties = Json::array();
  for (const char* party :
       {"data_provider", "developer", "integrator", "machine_maker", "business_user", "auditor"})
    parties.push_back({{"party", party}, {"assets", 1e17}, {"insurance_limit", 0}, {"fault_probability", 0}});
  parties[2]["fault_probability"] = 1;
  parties[2]["assets"] = assets;
  document["liability"]["parties"] = parties;
  document["liability"]["parameters"] = {{"claim_prob", 1}, {"rho", 0}, {"victim_cost_rate", 0}};
  document["coverage_designs"] = Json::array();
  document["coverage_designs"].push_back({{"id", "base"},
                                          {"policies",
                                           {{{"id", "qal"},
                                             {"product", "quality_assurance_liability"},
                                             {"insured", "integrator"},
                                             {"sections",
                                              {{{"cover", "third_party_liability"},
                                                {"contractual_liability", "covered"},
                                                {"deductible", {{"type", "ordinary"}, {"amount", 1e6}}},
                                                {"occurrence_limit", 2e8},
                                                {"aggregate_limit", 3e8}}}}}}}});
  return document;
}

class YearsOf {
 public:
  YearsOf(Json document, const char* capacity) {
    document["liability"]["capacity"] = capacity;
    ReadResult read = read_scenario(document.dump(), "test.json");
    for (const Problem& problem : read.problems) ADD_FAILURE() << problem.text(language::Language::english);
    compiled_ = compile(read.scenario.value());
    simulation_ = std::make_unique<tenbin::Simulation>(compiled_.plan, 2);
    simulation_->run_to(20'000);
  }

  std::span<const double> operator[](const std::string& subject) const {
    const auto* found = simulation_->table().find(subject, Basis::aep);
    if (found == nullptr) throw std::out_of_range(subject);
    return simulation_->table().column(found->column);
  }
  double sum(const std::string& subject) const {
    double total = 0;
    for (const double amount : (*this)[subject]) total += amount;
    return total;
  }

 private:
  Compiled compiled_;
  std::unique_ptr<tenbin::Simulation> simulation_;
};

const std::string paid = "design/base/policy/qal", kept = "design/base/policy/qal/insured";

// Where everybody can pay and recourse brings nothing back, it is the same whether terms are applied inside
// or to what comes out.
TEST(DesignCapacity, OfASolventInsuredChangesNothing) {
  const YearsOf inside(example(1e17), "design"), outside(example(1e17), "background");
  int payments = 0, exhausted = 0;
  for (std::size_t y = 0; y < 20'000; ++y) {
    // Terms that are applied to what comes out also pay to defend a suit by the insured's own customer, for
    // which the section does not answer.
    if (outside["liability/own_loss"][y] > 0) continue;
    const double expected = outside[paid][y];
    ASSERT_NEAR(inside[paid][y], expected, 1e-9 * (1 + expected)) << "year " << y + 1;
    ASSERT_NEAR(inside[kept][y], outside[kept][y], 1e-9 * (1 + outside[kept][y])) << "year " << y + 1;
    ASSERT_NEAR(inside["liability/burden/integrator"][y], outside["liability/burden/integrator"][y],
                1e-9 * (1 + expected + outside[kept][y]));
    if (expected > 0) ++payments;
    if (expected >= 2e8) ++exhausted;
  }
  EXPECT_GT(payments, 1000);
  EXPECT_GT(exhausted, 0);
}

// The insurer's part is the claim, and with what the insured keeps of its own it is the burden.
TEST(DesignCapacity, ThePartOfTheInsurerIsTheClaim) {
  const YearsOf run(example(5e7), "design");
  for (std::size_t y = 0; y < 20'000; ++y) {
    const double burden = run["party/integrator"][y], divided = run["liability/burden/integrator"][y];
    // Errors of the integrator's own profession are its alone: nothing divides them.
    if (burden <= divided * (1 + 1e-12)) {
      ASSERT_DOUBLE_EQ(run[paid][y], run["liability/insurer/integrator"][y]);
    }
    ASSERT_GE(run[paid][y], run["liability/insurer/integrator"][y] * (1 - 1e-12));
    ASSERT_NEAR(run[paid][y] + run[kept][y], burden, 1e-9 * (1 + burden));
  }
  EXPECT_GT(run.sum(paid), 0);
}

// Without the policy an insured that has little leaves the victim with the rest; with it the victim is paid.
TEST(DesignCapacity, OfAPoorInsuredReachesTheVictim) {
  const YearsOf inside(example(1e6), "design"), outside(example(1e6), "background");
  EXPECT_LT(inside.sum("liability/victim"), 0.8 * outside.sum("liability/victim"));
  EXPECT_GT(inside.sum(paid), 3 * outside.sum(paid));
  // Everything that is paid besides comes from the insured's own small means.
  EXPECT_LE(inside.sum("liability/burden/integrator") - inside.sum(paid),
            outside.sum("liability/burden/integrator") * (1 + 1e-9));
}

TEST(DesignCapacity, ALimitOfThePolicyIsThatOfItsOneSection) {
  Json document = example(1e17);
  document["coverage_designs"][0]["policies"][0]["sections"][0].erase("aggregate_limit");
  document["coverage_designs"][0]["policies"][0]["aggregate_limit"] = 5.00001e7;
  document["coverage_designs"][0]["policies"][0]["sections"][0]["occurrence_limit"] = 5e7;
  document["coverage_designs"][0]["policies"][0]["sections"][0]["defence_cost"] = "inside";
  const YearsOf run(document, "design");
  double most = 0;
  for (const double year : run[paid]) most = std::max(most, year);
  EXPECT_NEAR(most, 5.00001e7, 1e-4);
}

}  // namespace
}  // namespace tenbin::scenario
