#include "tenbin/scenario/reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "models/scenario/files.hpp"

namespace tenbin::scenario {
namespace {

using language::Language;

std::string problems_text(const ReadResult& result, Language language = Language::english) {
  std::string text;
  for (const Problem& problem : result.problems) text += problem.text(language) + "\n";
  return text;
}

Scenario must_read(const std::string& text) {
  const ReadResult result = read_scenario(text, "test.json");
  EXPECT_EQ(problems_text(result), "");
  return result.scenario.value_or(Scenario{});
}

TEST(Reader, StandardJob) {
  const Scenario scenario = must_read(contents(test_folder / "valid/standard-job.json"));
  EXPECT_EQ(scenario.name, "standard job");
  EXPECT_EQ(scenario.currency, "USD");
  EXPECT_EQ(scenario.price_year, 0);
  EXPECT_EQ(scenario.simulation.years, 1'000'000);
  EXPECT_EQ(scenario.simulation.seed, 1U);
  EXPECT_EQ(scenario.simulation.levels, (std::vector<double>{0.9, 0.95, 0.99, 0.995, 0.999}));
  ASSERT_EQ(scenario.perils.size(), 1U);
  const Peril& peril = scenario.perils[0];
  EXPECT_EQ(peril.id, "claims");
  EXPECT_EQ(peril.frequency.distribution.family, "poisson");
  EXPECT_EQ(peril.frequency.distribution.parameters, (std::map<std::string, double>{{"mean", 5}}));
  EXPECT_FALSE(peril.frequency.mixing.has_value());
  EXPECT_EQ(peril.severity.family, "lognormal");
  EXPECT_EQ(peril.severity.parameters, (std::map<std::string, double>{{"mu", 10}, {"sigma", 1.5}}));
  EXPECT_EQ(peril.severity.scale, 1);
  ASSERT_EQ(scenario.coverage_designs.size(), 1U);
  ASSERT_EQ(scenario.coverage_designs[0].policies.size(), 1U);
  const Policy& policy = scenario.coverage_designs[0].policies[0];
  EXPECT_EQ(policy.aggregate_limit, 5e6);
  EXPECT_EQ(policy.occurrence_limit, unlimited);
  EXPECT_EQ(policy.share, 1);
  EXPECT_EQ(policy.product, "");
  ASSERT_EQ(policy.sections.size(), 1U);
  const Section& section = policy.sections[0];
  EXPECT_EQ(section.id, "all");
  EXPECT_EQ(section.deductible.type, "ordinary");
  EXPECT_EQ(section.deductible.amount, 10'000);
  EXPECT_EQ(section.occurrence_limit, 1e6);
  EXPECT_EQ(section.aggregate_limit, unlimited);
}

TEST(Reader, DeploymentWithAliasesAndTerms) {
  const Scenario scenario = must_read(contents(test_folder / "valid/deployment.json"));
  EXPECT_EQ(scenario.simulation.years, 1'000'000);
  EXPECT_EQ(scenario.simulation.seed, std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(scenario.price_year, 2026);
  const Deployment& deployment = scenario.deployments.at(0);
  EXPECT_EQ(deployment.exposure.at("turnover"), 4.2e9);
  EXPECT_EQ(deployment.exposure.count("comment"), 0U);
  EXPECT_TRUE(deployment.audit.value().required_item_failed);
  EXPECT_EQ(deployment.components.at(1).kind, "cloud");
  EXPECT_EQ(scenario.liability.value().shares,
            (std::map<std::string, double>{
                {"business_user", 0.55}, {"developer", 0.1}, {"integrator", 0.3}, {"victim", 0.05}}));
  const auto& policies = scenario.coverage_designs.at(0).policies;
  EXPECT_EQ(policies.at(0).id, "quality_assurance_liability");
  EXPECT_EQ(policies.at(0).insured, "integrator");
  EXPECT_EQ(policies.at(0).sections.at(1).id, "recall");
  EXPECT_EQ(policies.at(0).sections.at(1).deductible.maximum, unlimited);
  EXPECT_EQ(policies.at(1).sections.at(0).deductible.of, "sum_insured");
  EXPECT_EQ(policies.at(1).sections.at(1).waiting_hours, 12);
}

TEST(Reader, MixturesKeepTheirWeights) {
  const Scenario scenario = must_read(contents(test_folder / "valid/families.json"));
  const Distribution& mixture = scenario.perils.at(15).severity;
  EXPECT_EQ(mixture.lists.at("weights"), (std::vector<double>{0.9, 0.1}));
  EXPECT_EQ(mixture.components.at(1).components.at(0).truncate_above, 1e8);
  EXPECT_EQ(mixture.truncate_below, 10);
  EXPECT_EQ(scenario.perils.at(7).severity.scale, 1.03);
  EXPECT_EQ(scenario.perils.at(0).frequency.mixing, (Mixing{0.3, "market"}));
}

TEST(ToJson, ReadsBackToTheSameScenario) {
  for (const auto& path : json_files(test_folder / "valid")) {
    const Scenario scenario = must_read(contents(path));
    const std::string written = to_json(scenario).dump(2);
    EXPECT_EQ(must_read(written), scenario) << path << written;
    EXPECT_EQ(to_json(must_read(written)).dump(2), written);
  }
}

TEST(ToJson, FillsInDefaultsAndKeepsTheOrderOfKeys) {
  const auto written = to_json(must_read(contents(test_folder / "valid/standard-job.json")));
  EXPECT_EQ(
      written.dump(),
      R"({"format":"tenbin/scenario","version":1,"name":"standard job","currency":"USD",)"
      R"("simulation":{"years":1000000,"seed":1,"levels":[0.9,0.95,0.99,0.995,0.999]},)"
      R"("perils":[{"id":"claims","frequency":{"distribution":"poisson","mean":5.0},)"
      R"("severity":{"distribution":"lognormal","mu":10.0,"sigma":1.5,"scale_factor":1.0},)"
      R"("contractual_share":0.0,"head_dependence":"independent","history_years":0,"series":"none","ai_cause":"none","ai_probability":1.0}],)"
      R"("coverage_designs":[{"id":"base","policies":[{"id":"layer","sections":[{"id":"all","cover":"all",)"
      R"("contractual_liability":"excluded","deductible":{"type":"ordinary","amount":10000.0},)"
      R"("occurrence_limit":1000000.0,"aggregate_deductible":0.0,"aggregate_limit":"unlimited",)"
      R"("limit_basis":"above_deductible","defence_cost":"outside","fines":"not_covered"}],)"
      R"("deductible":{"type":"none"},"occurrence_limit":"unlimited","share":1.0,"aggregate_deductible":0.0,)"
      R"("aggregate_limit":5000000.0,"trigger":"losses_occurring","batch_clause":"none",)"
      R"("ai_exclusion":"none"}]}]})");
}

TEST(ReadFile, NamesTheFileAndTheReason) {
  const auto said = [](const std::filesystem::path& path) {
    return problems_text(read_scenario_file(path.string()));
  };
  EXPECT_EQ(said("no/such.json"),
            "no/such.json: the file cannot be read (there is no such file); check its name, its folder and "
            "your right "
            "to read it\n");
  EXPECT_THAT(said(test_folder), testing::HasSubstr("(this is a folder)"));
  EXPECT_TRUE(read_scenario_file((test_folder / "valid/standard-job.json").string()).scenario.has_value());
}

TEST(ReadFile, AFileThatIsTooLargeIsRefused) {
  const auto path = std::filesystem::temp_directory_path() / "tenbin-too-large.json";
  std::ofstream(path) << "{";
  std::filesystem::resize_file(path, (std::uintmax_t{256} << 20U) + 1);  // sparse: takes no room on the disk
  EXPECT_THAT(problems_text(read_scenario_file(path.string())),
              testing::HasSubstr("the file is larger than 256 MiB"));
  std::filesystem::remove(path);
}

TEST(Reader, ByteOrderMarkIsSkipped) {
  EXPECT_TRUE(read_scenario("\xEF\xBB\xBF" + contents(test_folder / "valid/standard-job.json"), "x")
                  .scenario.has_value());
}

}  // namespace
}  // namespace tenbin::scenario
