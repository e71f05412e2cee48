#include "tenbin/scenario/computation_rules.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "models/scenario/files.hpp"
#include "tenbin/core/error.hpp"
#include "tenbin/perils/requirement.hpp"
#include "tenbin/scenario/compile.hpp"
#include "tenbin/scenario/reader.hpp"
#include "tenbin/scenario/rehearsal.hpp"

/// Files that are well formed but changed in what they mean: whatever reads without problems also runs.
namespace tenbin::scenario {
namespace {

using Json = nlohmann::ordered_json;

Json main_job() {
  return Json::parse(
      contents(std::filesystem::path(TENBIN_SOURCE_DIR) / "scenarios/examples/visual-inspection.json"));
}

class Mutator {
 public:
  explicit Mutator(unsigned seed) : random_(seed) {}

  Json mutate(Json scenario) {
    const std::size_t count = 1 + below(3);
    for (std::size_t i = 0; i < count; ++i) mutate_once(scenario);
    return scenario;
  }

 private:
  std::size_t below(std::size_t limit) { return random_() % limit; }

  template <class T>
  const T& any(const std::vector<T>& list) {
    return list[below(list.size())];
  }

  void mutate_once(Json& scenario) {
    Json& deployment = scenario["deployments"][0];
    switch (below(9)) {
      case 0:
        return drop_key(scenario);
      case 1:
        return change_number(scenario);
      case 2:
        section(scenario)["cover"] = any<std::string>(
            {"all", "third_party_liability", "recall", "performance_guarantee", "corrective_cost", "defence",
             "product_liability", "property", "non_damage_interruption", "cyber"});
        return;
      case 3:
        policy(scenario)["insured"] = any<std::string>(
            {"integrator", "developer", "business_user", "machine_maker", "data_provider", "auditor"});
        return;
      case 4:
        deployment["product_class"] =
            any<std::string>({"auto_parts", "food", "electronics", "care_devices", "jewels"});
        return;
      case 5:
        section(scenario)["perils"] = Json::array({any<std::string>(
            {"inspection_miss", "isolated_escape", "product_liability", "recall", "line_stop", "cyber",
             "professional_error", "performance_shortfall", "meteor"})});
        return;
      case 6: {
        Json& changed = section(scenario);
        changed["id"] = "again";
        policy(scenario)["sections"].push_back(changed);
        return;
      }
      case 7: {
        Json second = deployment;
        second["id"] = "line-8";
        if (below(2) == 0) second["exposure"]["gross_profit_per_day"] = 1e6;
        scenario["deployments"].push_back(second);
        return;
      }
      default:
        scenario["perils"] = Json::parse(
            R"([{"id": "fire", "frequency": {"distribution": "poisson", "mean": 2, "mixing": {"cv": 0.5}},
                 "severity": {"distribution": "lognormal", "mu": 15, "sigma": 2}}])");
        if (below(3) == 0) scenario.erase("deployments");
        if (!scenario.contains("deployments")) scenario["deployments"] = Json::array({deployment_});
    }
  }

  Json& policy(Json& scenario) {
    Json& policies = scenario["coverage_designs"][below(2)]["policies"];
    return policies[below(policies.size())];
  }

  Json& section(Json& scenario) {
    Json& sections = policy(scenario)["sections"];
    return sections[below(sections.size())];
  }

  /// Somewhere inside a deployment, a policy or the liability; the frame stays.
  Json& any_object(Json& scenario) {
    Json& deployment = scenario["deployments"][0];
    switch (below(6)) {
      case 0:
        return deployment["exposure"];
      case 1:
        return deployment["performance"];
      case 2:
        return deployment;
      case 3:
        return policy(scenario);
      case 4:
        return scenario;
      default:
        return section(scenario);
    }
  }

  void drop_key(Json& scenario) {
    Json& object = any_object(scenario);
    if (!object.is_object() || object.empty()) return;
    auto entry = object.begin();
    std::advance(entry, static_cast<std::ptrdiff_t>(below(object.size())));
    // Without these there is nothing left to change.
    if (entry.key() == "deployments" || entry.key() == "coverage_designs" || entry.key() == "sections" ||
        entry.key() == "policies") {
      return;
    }
    object.erase(entry);
  }

  void change_number(Json& scenario) {
    Json& object = any_object(scenario);
    std::vector<Json*> numbers;
    for (auto& [key, value] : object.items()) {
      if (value.is_number()) numbers.push_back(&value);
    }
    if (numbers.empty()) return;
    Json& number = *any(numbers);
    const double old = number.get<double>();
    number = any<double>({0, 1e-9, 1e-3, 0.5, 1, 3, 1e18, old / 1000, old * 1000, old * 1e9});
  }

  std::mt19937 random_;
  Json deployment_ = main_job()["deployments"][0];
};

TEST(ComputationRules, WhatReadsWithoutProblemsCanBeSimulated) {
  Mutator mutator(20260401);
  const Json original = main_job();
  int read = 0, refused = 0;
  for (int i = 0; i < 250; ++i) {
    const std::string text = mutator.mutate(original).dump();
    const ReadResult result = read_scenario(text, "mutated.json");
    ++(result.scenario.has_value() ? read : refused);
    if (!result.scenario) continue;
    for (const Problem& problem : rehearse(*result.scenario, "mutated.json"))
      ADD_FAILURE() << problem.text(language::Language::english) << "\n" << text;
  }
  EXPECT_GT(read, 50);
  EXPECT_GT(refused, 90);
}

/// Each figure of the table is needed, and nothing else is.
TEST(ComputationRules, RequirementsAreThoseOfThePerils) {
  const Scenario full = read_scenario(main_job().dump(), "x").scenario.value();
  for (const std::string& product_class : perils::product_classes()) {
    Scenario scenario = full;
    scenario.deployments[0].product_class = product_class;
    auto& exposure = scenario.deployments[0].exposure;
    exposure.clear();
    const auto needed = perils::required_exposures(scenario.deployments[0]);
    for (const perils::Requirement& requirement : needed)
      exposure[requirement.exposure] = full.deployments[0].exposure.at(requirement.exposure);
    // Without an exposure it is refused, or perils are missing.
    const auto compiled = [&]() -> std::size_t {
      library::LibraryReader library{library::standard_library()};
      std::vector<result::AuditPosterior> ignored;
      try {
        return compile_sources(scenario, library, ignored).size();
      } catch (const Error&) {
        return 0;
      }
    };
    const std::size_t all = compiled();
    EXPECT_GT(all, 0U) << product_class;
    for (const perils::Requirement& requirement : needed) {
      const double figure = exposure.at(requirement.exposure);
      exposure.erase(requirement.exposure);
      EXPECT_LT(compiled(), all) << product_class << " " << requirement.exposure;
      exposure[requirement.exposure] = figure;
    }
  }
}

/// Words of the language that the library or the products do not know would be refused only by the engine.
TEST(ComputationRules, EveryAuditMethodAndBusinessTypeCompiles) {
  for (const char* method :
       {"self_check", "inhouse_committee", "committee_outside_members", "external_audit", "certification"}) {
    for (const char* type :
         {"foundation_developer", "custom_developer", "integrator", "business_user", "consumer"}) {
      Json job = main_job();
      job["deployments"][0]["audit"]["method"] = method;
      job["deployments"][0]["business_type"] = type;
      EXPECT_TRUE(read_scenario(job.dump(), "x").problems.empty()) << method << type;
    }
  }
}

}  // namespace
}  // namespace tenbin::scenario
