#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "cli/run_program.hpp"
#include "cli/temporary_folder.hpp"

namespace tenbin::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const std::string parts = TENBIN_SOURCE_DIR "/scenarios/examples/audits/auto-parts-visual-inspection.csv";
const std::string bank = TENBIN_SOURCE_DIR "/scenarios/examples/audits/bank-credit-decisions.json";
const std::string scenario = TENBIN_SOURCE_DIR "/scenarios/examples/visual-inspection.json";

TEST(AuditCommand, ScoresAFileByUseCase) {
  const Outcome outcome =
      run({"audit", parts, "--use-case", "visual_inspection", "--business-type", "business_user"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(outcome.err, "");
  EXPECT_THAT(outcome.out,
              AllOf(HasSubstr("Quality audit:"), HasSubstr("visual inspection, business user, answered by"),
                    HasSubstr("What holds the score down"), HasSubstr("What to improve first"),
                    Not(HasSubstr("What would another audit tell?"))));
}

TEST(AuditCommand, PutsSavingsIntoMoneyAndSaysWhatAnAuditIsWorth) {
  const Outcome outcome = run({"audit", parts, "--scenario", scenario, "--value"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("million yen a year"), HasSubstr("external audit"),
                                 HasSubstr("no audit is worth its price")));
  const auto json =
      nlohmann::json::parse(run({"audit", parts, "--scenario", scenario, "--value", "--format", "json"}).out);
  EXPECT_EQ(json["format"], "tenbin/audit");
  EXPECT_EQ(json["method"], "external_audit");  // as the scenario says
  EXPECT_EQ(json["items"].size(), 45U);
  EXPECT_EQ(json["value_of_audit"].size(), 5U);
  for (const auto& entry : json["value_of_audit"]) {
    EXPECT_LT(entry["worth"].get<double>(), entry["price"].get<double>());
    EXPECT_LT(entry["premium_if_better"].get<double>(), entry["premium_now"].get<double>());
  }
}

TEST(AuditCommand, RefersWhereARequiredItemFailed) {
  const Outcome outcome = run({"audit", bank, "--use-case", "hr_credit", "--business-type", "business_user",
                               "--method", "committee_outside_members", "--value"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("A required item failed: 8.1"), HasSubstr("at most 40 points")));
  const Outcome japanese = run({"audit", bank, "--use-case", "hr_credit", "--business-type", "business_user",
                                "--language", "ja", "--format", "html"});
  EXPECT_THAT(japanese.out, AllOf(StartsWith("<!DOCTYPE html>"), HasSubstr("必須項目が不適合です: 8.1")));
}

TEST(AuditCommand, TellsAllFaultsOfBothFiles) {
  TemporaryFolder folder;
  const std::string answers = folder.write("answers.csv", "item,answer,evidence\n1.1,maybe,document\n");
  const std::string broken = folder.write("broken.json", R"({ "format": "tenbin/scenario", "version": 1 })");
  const Outcome outcome = run({"audit", answers, "--scenario", broken});
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("answers.csv:2: item 1.1: the answer \"maybe\" is not known"),
                                 HasSubstr("items without a line: 1.2"), HasSubstr("broken.json: /name")));
}

TEST(AuditCommand, RefusesAWrongCommandLine) {
  const auto refusal = [](const std::vector<std::string>& arguments) {
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_EQ(outcome.out, "");
    return outcome.err;
  };
  EXPECT_THAT(refusal({"audit"}), HasSubstr("ANSWERS is missing"));
  EXPECT_THAT(refusal({"audit", parts}), HasSubstr("--use-case is missing"));
  EXPECT_THAT(refusal({"audit", parts, "--use-case", "visual_inspection"}),
              HasSubstr("--business-type is missing"));
  EXPECT_THAT(refusal({"audit", parts, "--use-case", "chess", "--business-type", "consumer"}),
              HasSubstr("--use-case is \"chess\""));
  EXPECT_THAT(refusal({"audit", parts, "--scenario", scenario, "--use-case", "medical"}),
              HasSubstr("come from the scenario"));
  EXPECT_THAT(refusal({"audit", parts, "--form", "csv"}), HasSubstr("--form writes an empty form"));
  EXPECT_THAT(refusal({"audit", "--form", "xls"}), HasSubstr("one of csv, json"));
  EXPECT_THAT(refusal({"audit", parts, "--scenario", scenario, "--deployment", "line-8"}),
              HasSubstr("--deployment is \"line-8\""));
}

TEST(AuditCommand, WritesForms) {
  EXPECT_THAT(run({"audit", "--form", "csv"}).out,
              StartsWith("item,dimension,level,question,example,answer,evidence,note,date,person\n1.1,"));
  EXPECT_THAT(run({"audit", "--form", "json", "--language", "ja"}).out, HasSubstr("AIの用途"));
}

TEST(AuditCommand, AScenarioReadsItsChecklist) {
  TemporaryFolder folder;
  std::ifstream stream(scenario);
  auto json = nlohmann::json::parse(stream);
  auto& audit = json["deployments"][0]["audit"];
  audit = {{"method", "external_audit"}, {"checklist", parts}, {"age_months", 4}};
  const std::string with = folder.write("with.json", json.dump());
  const Outcome outcome = run({"run", with, "--years", "2000", "--format", "json"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  const auto result = nlohmann::json::parse(outcome.out);
  EXPECT_EQ(result["input"]["deployments"][0]["audit"]["dimensions"].size(), 9U);
  EXPECT_FALSE(result["input"]["deployments"][0]["audit"].contains("checklist"));
  // What was understood runs again, alone.
  const std::string again = folder.write("again.json", result["input"].dump());
  EXPECT_EQ(nlohmann::json::parse(run({"run", again, "--format", "json"}).out)["measures"],
            result["measures"]);
  audit["checklist"] = "nowhere.csv";
  EXPECT_THAT(
      run({"validate", folder.write("without.json", json.dump())}).err,
      HasSubstr("/deployments/0/audit/checklist: the file of answers cannot be read: there is no such file"));
  audit["score"] = 70;
  EXPECT_THAT(run({"validate", folder.write("two.json", json.dump())}).err,
              HasSubstr("the audit has several results: score, checklist"));
}

TEST(RateCommand, MultipliesOut) {
  const Outcome outcome = run({"rate", scenario});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("Risk class"), HasSubstr("line-7"), HasSubstr("technical premium"),
                                 HasSubstr("Is that enough?")));
  const auto json = nlohmann::json::parse(run({"rate", scenario, "--format", "json"}).out);
  EXPECT_EQ(json["format"], "tenbin/rate");
  for (const auto& policy : json["policies"]) {
    double product = 1;
    for (const auto& factor : policy["factors"]) product *= factor["value"].get<double>();
    EXPECT_NEAR(product / policy["technical_premium"].get<double>(), 1, 1e-12);
  }
  EXPECT_THAT(run({"rate", scenario, "--language", "ja"}).out, HasSubstr("リスククラス"));
  EXPECT_THAT(run({"rate"}).err, HasSubstr("SCENARIO is missing"));
}

TEST(RateCommand, NeedsAnAiSystem) {
  TemporaryFolder folder;
  const std::string file = folder.write("perils.json", R"({ "format": "tenbin/scenario", "version": 1,
    "name": "x", "currency": "JPY", "perils": [ { "id": "a",
    "frequency": { "distribution": "poisson", "mean": 1 },
    "severity": { "distribution": "exponential", "mean": 10 } } ] })");
  const Outcome outcome = run({"rate", file});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("no AI system to rate"));
}

}  // namespace
}  // namespace tenbin::cli
