#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/temporary_folder.hpp"
#include "program.hpp"

namespace tenbin::cli {
namespace {

using ::testing::HasSubstr;
using Json = nlohmann::ordered_json;

struct Outcome {
  int exit_code;
  std::string out, err;
};

Outcome run(std::vector<std::string> arguments) {
  std::ostringstream out, err;
  arguments.insert(arguments.begin(), "allocate");
  const int exit_code = run_cli(arguments, out, err, {});
  return {exit_code, out.str(), err.str()};
}

class AllocateCommand : public ::testing::Test {
 protected:
  TemporaryFolder folder_;
  std::string event_ =
      folder_.write("event.json", R"({"damage": "1000/3", "order": ["OPR"], "victim_weight": 20,
      "parties": {"OPR": {"weight": 20, "insurance": {"retention": 10, "limit": 500}}, "DEV": {"weight": 60}},
      "contribution": {"cost_rate": 0.1},
      "contracts": [{"from": "DEV", "to": "OPR", "cap": 100, "cap_binds_contribution": true}]})");
};

TEST_F(AllocateCommand, JsonHasEveryKeyInBothNamings) {
  const Outcome outcome = run({event_, "--format", "json"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const Json json = Json::parse(outcome.out);
  for (const char* key :
       {"own",    "insurer", "paid",   "exposure", "levy",     "FUND",          "V",         "T",
        "C",      "C0",      "F",      "keep",     "c",        "uncompensated", "own_fault", "residual",
        "bucket", "burden",  "victim", "fund",     "friction", "steps",         "exact"}) {
    EXPECT_TRUE(json.contains(key)) << key;
  }
  // Damage 1000/3, the victim bears a fifth; of the claim of 800/3 the user pays all and recovers 100.
  EXPECT_EQ(json["V"], json["victim"]);
  EXPECT_EQ(json["exact"]["V"], "200/3");
  EXPECT_EQ(json["exact"]["burden"]["DEV"]["own"], "100");
  EXPECT_EQ(json["exact"]["F"], "10");
  EXPECT_EQ(json["exact"]["bucket"][0], "0");
  EXPECT_EQ(json["residual"], 0);
  EXPECT_NEAR(json["burden"]["OPR"]["own"].get<double>() + json["burden"]["OPR"]["insurer"].get<double>(),
              800.0 / 3 - 100 + 10, 1e-12);
  // The order of the file.
  EXPECT_EQ(json["burden"].begin().key(), "OPR");
  bool contributes = false;
  for (const Json& step : json["steps"]) {
    EXPECT_TRUE(step.contains("step") && step.contains("kind") && step.contains("text"));
    contributes = contributes ||
                  (step["kind"] == "contribution" && step["from"] == "DEV" && step["remark"] == "capped");
  }
  EXPECT_TRUE(contributes);
}

TEST_F(AllocateCommand, TextTellsTheStepsInBothLanguages) {
  const Outcome english = run({event_, "--language", "en"});
  EXPECT_EQ(english.exit_code, 0);
  EXPECT_THAT(english.out, HasSubstr("The victim's fault is 20%."));
  EXPECT_THAT(english.out, HasSubstr("The cap of the contract limits it."));
  EXPECT_THAT(english.out, HasSubstr("not legal advice"));
  const Outcome japanese = run({event_, "--language", "ja"});
  EXPECT_THAT(japanese.out, HasSubstr("被害者の過失は 20% です。"));
  EXPECT_THAT(japanese.out, HasSubstr("法的助言ではありません"));
}

TEST_F(AllocateCommand, FaultsAreToldTogetherAndNothingIsPrinted) {
  const std::string wrong =
      folder_.write("wrong.json", R"({"damage": -1, "order": ["X"], "parties": {"DEV": {}}})");
  const Outcome outcome = run({wrong});
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, HasSubstr("/damage:"));
  EXPECT_THAT(outcome.err, HasSubstr("/order/0:"));
  const std::string by_chance = folder_.write("chance.json", R"({"damage": 10, "order": ["OPR"],
      "contribution": {"draw": "random"}, "parties": {"OPR": {"weight": 1}, "DEV": {"weight": 1}}})");
  const Outcome undecided = run({by_chance, "--format", "json"});
  EXPECT_EQ(undecided.exit_code, 3);
  EXPECT_EQ(undecided.out, "");
  EXPECT_THAT(undecided.err, HasSubstr("/contribution/outcomes:"));
  EXPECT_EQ(run({}).exit_code, 2);
  EXPECT_EQ(run({event_, "--format", "xml"}).exit_code, 2);
}

}  // namespace
}  // namespace tenbin::cli
