#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/temporary_folder.hpp"
#include "program.hpp"

namespace tenbin::cli {
namespace {

using ::testing::HasSubstr;
using Json = nlohmann::json;

const std::string inspection = TENBIN_SOURCE_DIR "/scenarios/council/inspection.json";

struct Outcome {
  int exit_code;
  std::string out, err;
};

Outcome compared(const std::vector<std::string>& more, const std::string& scenario = inspection) {
  std::vector<std::string> arguments = {"compare", scenario, "--years", "3000", "--threads", "1"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  std::ostringstream out, err;
  const int exit_code = run_cli(arguments, out, err, {});
  return {exit_code, out.str(), err.str()};
}

TEST(CouncilCommand, ShowsBothRunsOfEveryRule) {
  const Outcome outcome = compared({"--across", "liability=JP_TORT_NOW,NOFAULT_FUND"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  std::string unwrapped = outcome.out;
  std::replace(unwrapped.begin(), unwrapped.end(), '\n', ' ');
  for (const char* words :
       {"who finally bears the damage under 2 liability rules",
        "each rule with its own probability that a claim is made",
        "a claim is made with probability 70% under every rule", "Read both runs together",
        "Japan today: fault tort", "No-fault", "Which assumptions move the result most?"})
    EXPECT_THAT(unwrapped, HasSubstr(words));
}

TEST(CouncilCommand, WritesJsonInItsPublishedShape) {
  const Outcome outcome = compared(
      {"--across", "liability=JP_TORT_NOW,NOFAULT_FUND", "--reference", "NOFAULT_FUND", "--format", "json"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const Json document = Json::parse(outcome.out);
  EXPECT_EQ(document["format"], "tenbin/council");
  EXPECT_EQ(document["years"], 3000);
  EXPECT_EQ(document["presets"][0]["id"], "NOFAULT_FUND");
  EXPECT_FALSE(document["presets"][1]["law"]["ja"].get<std::string>().empty());
  ASSERT_EQ(document["claims"].size(), 2U);
  EXPECT_TRUE(document["claims"][0]["probability"].is_null());
  EXPECT_EQ(document["claims"][1]["probability"], 0.7);
  EXPECT_GT(document["figures"].size(), 100U);
  EXPECT_GT(document["tornado"]["bars"].size(), 20U);
  EXPECT_EQ(document["input"]["liability"]["preset"], "NOFAULT_FUND");
}

TEST(RateCommand, RefusesAPresetWhichHasNoClosedForm) {
  std::ostringstream out, err;
  EXPECT_EQ(run_cli({"rate", inspection}, out, err, {}), 3);
  EXPECT_THAT(err.str(), HasSubstr("/liability/preset: is \"JP_TORT_NOW\""));
  EXPECT_TRUE(out.str().empty());
}

TEST(CouncilCommand, RefusesAReferenceThatIsNotCompared) {
  const Outcome outcome =
      compared({"--across", "liability=JP_TORT_NOW,NOFAULT_FUND", "--reference", "EU_PLD_2026"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_TRUE(outcome.out.empty());
}

TEST(CouncilCommand, RefusesAScenarioWithoutDeployments) {
  const TemporaryFolder folder;
  const std::string file = folder.write("explicit.json", R"({ "format": "tenbin/scenario", "version": 1,
    "name": "explicit", "currency": "JPY", "perils": [ { "id": "claims",
      "frequency": { "distribution": "poisson", "mean": 1 },
      "severity": { "distribution": "exponential", "mean": 1e6 } } ] })");
  const Outcome outcome = compared({"--across", "liability=JP_TORT_NOW,NOFAULT_FUND"}, file);
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_THAT(outcome.err, HasSubstr("no deployment"));
  EXPECT_TRUE(outcome.out.empty());
}

}  // namespace
}  // namespace tenbin::cli
