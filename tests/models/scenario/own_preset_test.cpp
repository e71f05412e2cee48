#include "tenbin/scenario/own_preset.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tenbin/scenario/reader.hpp"

namespace tenbin::scenario {
namespace {

using ::testing::HasSubstr;
using Json = nlohmann::ordered_json;

class OwnPreset : public ::testing::Test {
 protected:
  OwnPreset() {
    std::filesystem::create_directories(folder_);
    scenario_ = Json::parse(read_file_text(TENBIN_SOURCE_DIR "/scenarios/council/inspection.json").text);
    scenario_["liability"].erase("preset");
    scenario_["liability"]["preset_file"] = "mine.json";
  }
  ~OwnPreset() override { std::filesystem::remove_all(folder_); }

  ReadResult read(const std::string& preset) const {
    std::ofstream(folder_ / "mine.json") << preset;
    return read_scenario(scenario_.dump(), (folder_ / "scenario.json").string());
  }
  static std::string first_problem(const ReadResult& result) {
    return result.problems.empty() ? "" : result.problems.front().text(language::Language::english);
  }

  std::filesystem::path folder_ =
      std::filesystem::path(::testing::TempDir()) /
      (std::string("own_preset_") + ::testing::UnitTest::GetInstance()->current_test_info()->name());
  Json scenario_;
};

constexpr const char* mine = R"({"format": "tenbin/preset", "version": 1, "id": "MINE", "base": "EU_PLD_2026",
  "parameters": {"rho": 0.8, "claim_prob": 0.5}})";

TEST_F(OwnPreset, StandsInTheScenarioAsItsBaseAndWhatDiffers) {
  const ReadResult result = read(mine);
  ASSERT_EQ(first_problem(result), "");
  const Liability& liability = result.scenario->liability.value();
  EXPECT_EQ(liability.preset, "EU_PLD_2026");
  EXPECT_EQ(liability.preset_file, "");
  EXPECT_EQ(liability.parameters->recourse_success, 0.8);
  EXPECT_EQ(liability.parameters->claim_probability, 0.5);
  // What is kept of the scenario says the same without the file.
  std::filesystem::remove(folder_ / "mine.json");
  const ReadResult again = read_scenario(to_json(*result.scenario).dump(), "again.json");
  ASSERT_EQ(first_problem(again), "");
  EXPECT_EQ(again.scenario->liability, result.scenario->liability);
}

TEST_F(OwnPreset, YieldsToTheScenariosOwnParameters) {
  scenario_["liability"]["parameters"] = {{"rho", 0.3}};
  const ReadResult result = read(mine);
  ASSERT_EQ(first_problem(result), "");
  EXPECT_EQ(result.scenario->liability->parameters->recourse_success, 0.3);
  EXPECT_EQ(result.scenario->liability->parameters->claim_probability, 0.5);
}

TEST_F(OwnPreset, NamesItsFileInItsFaults) {
  const ReadResult result = read(
      R"({"format": "tenbin/preset", "version": 1, "id": "MINE", "base": "EU_PLD_2026", "parameters": {"rho": 2}})");
  EXPECT_FALSE(result.scenario);
  EXPECT_THAT(first_problem(result), HasSubstr("mine.json: /parameters/rho: is the number 2"));
}

TEST_F(OwnPreset, MustSayFromWhichPresetItStarts) {
  const ReadResult result =
      read(R"({"format": "tenbin/preset", "version": 1, "id": "MINE", "parameters": {"rho": 0.2}})");
  EXPECT_THAT(first_problem(result), HasSubstr("/liability/preset_file: names the preset file"));
  EXPECT_THAT(first_problem(result), HasSubstr("add \"base\""));
}

TEST_F(OwnPreset, MustBeThereAndAlone) {
  const ReadResult nothing = read_scenario(scenario_.dump(), (folder_ / "scenario.json").string());
  EXPECT_THAT(first_problem(nothing), HasSubstr("/liability/preset_file: names the preset file"));
  scenario_["liability"]["preset"] = "JP_TORT_NOW";
  EXPECT_FALSE(read(mine).scenario);
}

}  // namespace
}  // namespace tenbin::scenario
