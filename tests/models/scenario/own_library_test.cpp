#include "tenbin/scenario/own_library.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tenbin/result/run.hpp"
#include "tenbin/scenario/compile.hpp"
#include "tenbin/scenario/reader.hpp"

namespace tenbin::scenario {
namespace {

using testing::HasSubstr;

class OwnLibrary : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        std::filesystem::temp_directory_path() /
        ("tenbin-library-" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  ReadResult read(const std::string& numbers, const std::string& library = R"({"file": "own.json"})") {
    std::ofstream(folder_ / "own.json")
        << R"({"format": "tenbin/library", "version": 1, "numbers": )" + numbers + "}";
    return read_scenario(
        R"({"format": "tenbin/scenario", "version": 1, "name": "Own", "currency": "JPY", "library": )" +
            library +
            R"(, "deployments": [{"id": "a", "use_case": "planning", "business_type": "business_user",
            "autonomy": "assist", "exposure": {"turnover": 5e9, "gross_profit_per_day": 5e6}}],
            "liability": {"rule": "FIXED_SHARES", "shares": {"business_user": 1}}})",
        (folder_ / "scenario.json").string());
  }
  static std::string all(const ReadResult& result) {
    std::string text;
    for (const Problem& problem : result.problems) text += problem.text(language::Language::english) + "\n";
    return text;
  }

  std::filesystem::path folder_;
};

const std::string rate = R"({"id": "peril/cyber/ransomware_rate", "value": 0.006, "unit": "1/yr",
    "source": "own claims 2018-2025", "confidence": "medium", "judgement": false)";

TEST_F(OwnLibrary, TakesThePlaceOfTheProgramsNumber) {
  const ReadResult result = read("[" + rate + "}]");
  ASSERT_TRUE(result.scenario.has_value()) << all(result);
  EXPECT_EQ(library_of(*result.scenario)->number("peril/cyber/ransomware_rate").value, 0.006);
  // Twice the rate of the program's library.
  Scenario standard = *result.scenario;
  standard.library.clear();
  const auto mean = [](const Scenario& scenario) {
    for (const SourcePlan& source : compile(scenario).plan.sources) {
      if (source.peril.starts_with("cyber/ransomware") || source.peril == "cyber")
        return static_cast<double>(std::get<PoissonClusters>(source.counts).rate);
    }
    return 0.0;
  };
  EXPECT_GT(mean(*result.scenario), mean(standard));
  const Compiled compiled = compile(*result.scenario);
  int own = 0;
  for (const result::Assumption& assumption : compiled.assumptions) {
    if (!assumption.own) continue;
    ++own;
    EXPECT_EQ(assumption.id, "peril/cyber/ransomware_rate");
    EXPECT_EQ(assumption.standard, 0.003);
    EXPECT_EQ(assumption.source, "own claims 2018-2025");
  }
  EXPECT_EQ(own, 1);
}

TEST_F(OwnLibrary, IsReadBackFromTheScenarioAsUnderstood) {
  const ReadResult result = read("[" + rate + R"(, "low": 0.004, "high": 0.008}])");
  ASSERT_TRUE(result.scenario.has_value()) << all(result);
  const ReadResult again = read_scenario(to_json(*result.scenario).dump(), "again.json");
  ASSERT_TRUE(again.scenario.has_value()) << all(again);
  EXPECT_EQ(again.scenario->library, result.scenario->library);
  EXPECT_EQ(again.scenario->library.at(0).high, 0.008);
}

TEST_F(OwnLibrary, MayStandInTheScenario) {
  const ReadResult result = read("[]", "[" + rate + "}]");
  ASSERT_TRUE(result.scenario.has_value()) << all(result);
  EXPECT_EQ(result.scenario->library.size(), 1U);
}

TEST_F(OwnLibrary, AnEntryOfOneUseCase) {
  const ReadResult result = read(R"([{"id": "use_case/planning/cyber/ransomware_rate", "value": 0.006,
      "source": "own claims", "confidence": "low"}])");
  ASSERT_TRUE(result.scenario.has_value()) << all(result);
  const std::shared_ptr<const library::Library> library = library_of(*result.scenario);
  EXPECT_EQ(library->number("use_case/planning/cyber/ransomware_rate").unit, "1/yr");
  EXPECT_EQ(library->number("peril/cyber/ransomware_rate").value, 0.003);
}

TEST_F(OwnLibrary, AllFaultsAtOnceWithFilePointerAndRemedy) {
  const std::string text = all(read(R"([
      {"id": "peril/cyber/ransomware_rate", "value": 0.006, "confidence": "low"},
      {"id": "peril/cyber/ransomeware_rate", "value": 1, "source": "x", "confidence": "low"},
      {"id": "peril/cyber/other_rate", "value": 9, "low": 1, "high": 2, "unit": "1/month", "source": "x",
       "confidence": "sure"},
      {"id": "peril/recall/rate", "value": 0.01, "low": 0.005, "source": "x", "confidence": "low", "currency": "JPY"},
      {"id": "peril/recall/rate", "value": 0.01, "source": "", "confidence": "low"}])"));
  const std::string file = (folder_ / "own.json").string();
  EXPECT_THAT(text, HasSubstr(file + ": /numbers/0"));
  EXPECT_THAT(text, HasSubstr("\"source\""));
  EXPECT_THAT(text, HasSubstr("did you mean \"peril/cyber/ransomware_rate\"?"));
  EXPECT_THAT(text, HasSubstr("/numbers/2/unit: is \"1/month\", but the number is in \"1/yr\""));
  EXPECT_THAT(text, HasSubstr("/numbers/2/confidence"));
  EXPECT_THAT(text, HasSubstr("/numbers/2/value: is 9, outside 1 to 2"));
  EXPECT_THAT(text, HasSubstr("/numbers/3/high: is missing (a range has two ends)"));
  EXPECT_THAT(text, HasSubstr("/numbers/3/currency: has no meaning here"));
  EXPECT_THAT(text, HasSubstr("/numbers/4/source"));
  EXPECT_THAT(text, HasSubstr("/numbers/4/id: is \"peril/recall/rate\", which is already the id of"));
}

TEST_F(OwnLibrary, FilesThatAreNone) {
  EXPECT_THAT(all(read("[]", R"({"file": "other.json"})")), HasSubstr("other.json"));
  EXPECT_THAT(all(read("[]", R"({"files": "own.json"})")), HasSubstr("{\"file\": \"own.json\"}"));
  EXPECT_THAT(all(read("[}")), HasSubstr("own.json"));
  EXPECT_THAT(all(read("[]", R"({"file": "own.json", "years": 3})")), HasSubstr("cannot stand beside"));
}

}  // namespace
}  // namespace tenbin::scenario
