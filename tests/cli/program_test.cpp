#include "program.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "cli/run_program.hpp"
#include "cli/temporary_folder.hpp"
#include "tenbin/language/catalogue.hpp"

namespace tenbin::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const char* const small_scenario =
    R"({ "format": "tenbin/scenario", "version": 1, "name": "small", "currency": "USD",
  "simulation": { "years": 20000, "seed": 1 },
  "perils": [ { "id": "claims", "frequency": { "distribution": "poisson", "mean": 5 },
                "severity": { "distribution": "lognormal", "mu": 10, "sigma": 1.5 } } ],
  "coverage_designs": [ { "id": "base", "policies": [ { "id": "layer", "sections": [ { "cover": "all",
      "deductible": { "type": "ordinary", "amount": 10000 }, "occurrence_limit": 1000000 } ],
      "aggregate_limit": 5000000 } ] } ] })";

class Program : public ::testing::Test {
 protected:
  TemporaryFolder folder_;
  std::string scenario_ = folder_.write("small.json", small_scenario);
};

TEST_F(Program, WithoutArgumentsShowsShortHelp) {
  const Outcome outcome = run({});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.out, HasSubstr("Usage: tenbin COMMAND [OPTIONS]\n"));
  EXPECT_EQ(outcome.err, "");
}

TEST_F(Program, EveryCommandHasHelpWithExamplesInBothLanguages) {
  for (const std::string command :
       {"allocate", "audit", "batch", "compare", "completion", "diff", "explain", "import", "list", "man",
        "new", "rate", "report", "run", "schema", "tornado", "trace", "validate", "verify"}) {
    const Outcome english = run({command, "--help"});
    EXPECT_EQ(english.exit_code, 0);
    EXPECT_THAT(english.out, HasSubstr("Examples:\n  ")) << command;
    EXPECT_THAT(english.out.substr(english.out.find("Examples:")), HasSubstr("tenbin " + command)) << command;
    for (const char c : english.out) ASSERT_LT(static_cast<unsigned char>(c), 0x80U) << command;
    const Outcome japanese = run({command, "--help", "--language", "ja"});
    EXPECT_EQ(japanese.exit_code, 0);
    EXPECT_THAT(japanese.out, HasSubstr("例:\n  ")) << command;
    EXPECT_THAT(japanese.out.substr(japanese.out.find("例:")), HasSubstr("tenbin " + command)) << command;
    EXPECT_THAT(japanese.out, HasSubstr("使い方: tenbin " + command)) << command;
  }
}

TEST_F(Program, SaysItsVersionAndBuild) {
  EXPECT_THAT(run({"--version"}).out, ::testing::MatchesRegex("tenbin [0-9.]+\n"));
  EXPECT_THAT(run({"--build-info"}).out, HasSubstr("commit "));
}

TEST_F(Program, RefusesAWrongCommandLineWithAHint) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
      {{"rnu", "x"}, "tenbin: rnu is not a command; did you mean run?\n"},
      {{"frobnicate"}, "tenbin: frobnicate is not a command; tenbin --help lists them\n"},
      {{"run", "x", "--yaers", "5"},
       "tenbin: --yaers is not an option of tenbin run; did you mean --years?\n"},
      {{"run", "x", "--frob"},
       "tenbin: --frob is not an option of tenbin run; tenbin run --help lists them\n"},
      {{"run"}, "tenbin: SCENARIO is missing; tenbin run --help shows the form\n"},
      {{"run", "a", "b"},
       "tenbin: b is one argument too many for tenbin run; tenbin run --help shows its form\n"},
      {{"run", "x", "--years"}, "tenbin: --years needs a value; tenbin run --help shows the form\n"},
      {{"run", "x", "--years", "1", "--years", "2"},
       "tenbin: --years is given more than once; give it once\n"},
      {{"run", "x", "--years", "0"},
       "tenbin: --years is \"0\" (it must be a whole number from 1 to 2147483648); correct it\n"},
      {{"run", "x", "--format", "jsn"},
       "tenbin: --format is \"jsn\" (it must be one of text, json); did you mean json?\n"},
      {{"run", "x", "--measure", "sd"},
       "tenbin: --measure does nothing on its own (it says what --target-error looks at); add --target-error "
       "0.5%\n"},
      {{"run", "x", "--language", "fr"},
       "tenbin: --language is \"fr\" (it must be one of ja, en); correct it\n"},
      {{"validate"}, "tenbin: FILES is missing; tenbin validate --help shows the form\n"},
      {{"new"}, "tenbin: USE_CASE is missing; tenbin new --help shows the form\n"},
      {{"new", "visual_inspection"},
       "tenbin: --business-type is missing; tenbin new --help shows the form\n"},
  };
  for (const auto& [arguments, message] : cases) {
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.exit_code, 2) << message;
    EXPECT_EQ(outcome.out, "") << message;
    EXPECT_EQ(outcome.err, message);
  }
}

TEST_F(Program, RefusesInJapaneseToo) {
  EXPECT_EQ(run({"rnu", "--language", "ja"}).err,
            "tenbin: rnu というコマンドはありません。run ではありませんか\n");
}

TEST_F(Program, RunsAScenarioAsText) {
  const Outcome outcome = run({"run", scenario_});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.out, StartsWith("small\n20,000 simulated years, seed 1."));
  EXPECT_THAT(outcome.err, HasSubstr("20,000 years in "));
  EXPECT_EQ(run({"run", scenario_, "--quiet"}).err, "");
}

TEST_F(Program, RunsAScenarioAsJsonWithTheSameBytesForAnyThreads) {
  const Outcome one = run({"run", scenario_, "--format", "json", "--threads", "1"});
  const Outcome two = run({"run", scenario_, "--format=json", "--threads", "2"});
  EXPECT_EQ(one.exit_code, 0);
  EXPECT_EQ(one.out, two.out);
  const auto document = nlohmann::json::parse(one.out);
  EXPECT_EQ(document["input"]["simulation"]["years"], 20000);
  EXPECT_EQ(document["measures"][0]["subject"], "ground_up");
}

TEST_F(Program, TakesYearsAndSeedFromTheCommandLine) {
  const auto document =
      nlohmann::json::parse(run({"run", scenario_, "--format", "json", "--years", "1e4", "--seed", "7"}).out);
  EXPECT_EQ(document["years"], 10000);
  EXPECT_EQ(document["seed"], 7);
  EXPECT_EQ(document["input"]["simulation"]["seed"], 7);
}

TEST_F(Program, TellsAllProblemsOfAnInvalidScenarioAndPrintsNoResult) {
  const std::string broken =
      folder_.write("broken.json", R"({ "format": "tenbin/scenario", "version": 1, "nam": 1 })");
  for (const std::string command : {"run", "validate"}) {
    const Outcome outcome = run({command, broken});
    EXPECT_EQ(outcome.exit_code, 3);
    EXPECT_EQ(outcome.out, "");
    EXPECT_THAT(outcome.err, HasSubstr(broken + ": /"));
    EXPECT_THAT(outcome.err, HasSubstr("nam"));
  }
}

TEST_F(Program, RunAndValidateAgreeOnWhatCannotBeComputed) {
  const std::filesystem::path broken = TENBIN_SOURCE_DIR "/tests/models/scenario/broken";
  for (const char* name : {"seven-that-cannot-be-computed", "sections-overlap", "waiting-of-two-sizes",
                           "too-many-claims-in-all", "use-case-not-computed"}) {
    const std::string file = (broken / name).string() + ".json";
    const Outcome validated = run({"validate", file});
    const Outcome simulated = run({"run", file});
    EXPECT_EQ(validated.exit_code, 3) << name;
    EXPECT_EQ(simulated.exit_code, 3) << name;
    EXPECT_EQ(validated.out + simulated.out, "") << name;
    EXPECT_EQ(validated.err, simulated.err) << name;
    EXPECT_THAT(simulated.err, StartsWith(file + ": /")) << name;
  }
}

/// A law that only the engine finds to be beyond its tables.
TEST_F(Program, RunAndValidateAgreeOnWhatOnlyTheEngineRefuses) {
  std::string text = small_scenario;
  const std::string lognormal = R"("distribution": "lognormal", "mu": 10, "sigma": 1.5)";
  text.replace(text.find(lognormal), lognormal.size(),
               R"("distribution": "lomax", "shape": 1e-3, "scale": 1e6)");
  const std::string file = folder_.write("refused.json", text);
  const Outcome validated = run({"validate", file});
  const Outcome simulated = run({"run", file});
  EXPECT_EQ(validated.exit_code, 3);
  EXPECT_EQ(simulated.exit_code, 3);
  EXPECT_EQ(validated.out + simulated.out, "");
  EXPECT_EQ(validated.err, simulated.err);
  EXPECT_THAT(simulated.err, StartsWith(file + ": /perils/0"));
}

TEST_F(Program, TellsWhyAScenarioCannotBeRead) {
  for (const std::string& path : {folder_ / "missing.json", folder_.path()}) {
    const Outcome outcome = run({"run", path});
    EXPECT_EQ(outcome.exit_code, 3);
    EXPECT_EQ(outcome.out, "");
    EXPECT_THAT(outcome.err, StartsWith(path + ": "));
  }
}

TEST_F(Program, ValidatesSeveralFiles) {
  const Outcome good = run({"validate", scenario_, scenario_});
  EXPECT_EQ(good.exit_code, 0);
  EXPECT_EQ(good.out, scenario_ + ": ok\n" + scenario_ + ": ok\n");
  EXPECT_EQ(run({"validate", scenario_, folder_ / "missing.json"}).exit_code, 3);
}

TEST_F(Program, WritesTheReportBesideTheResult) {
  const std::string page = folder_ / "report.html";
  const Outcome outcome = run({"run", scenario_, "--report", page, "--language", "ja"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.err, HasSubstr(page));
  EXPECT_THAT(TemporaryFolder::read(page), StartsWith("<!DOCTYPE html>\n<html lang=\"ja\">"));
  EXPECT_EQ(folder_.file_count(), 2);
}

TEST_F(Program, RefusesAnUnwritableReportBeforeTheWork) {
  const Outcome outcome = run({"run", scenario_, "--report", folder_ / "no/report.html"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, HasSubstr("cannot be written (there is no such folder)"));
  EXPECT_EQ(folder_.file_count(), 1);
}

TEST_F(Program, ReachesATargetErrorOrSaysThatItDidNot) {
  const Outcome reached =
      run({"run", scenario_, "--target-error", "1%", "--measure", "mean", "--format", "json"});
  EXPECT_EQ(reached.exit_code, 0);
  EXPECT_EQ(nlohmann::json::parse(reached.out)["target_met"], true);
  const Outcome missed =
      run({"run", scenario_, "--years", "1000", "--target-error", "0.01%", "--format", "json"});
  EXPECT_EQ(missed.exit_code, 4);
  EXPECT_EQ(nlohmann::json::parse(missed.out)["target_met"], false);
  EXPECT_THAT(missed.err, HasSubstr("the target error was not reached in 100,000 years"));
}

TEST_F(Program, EndsCleanlyWhenAskedToStop) {
  Environment environment;
  int asked = 0;
  environment.stop_requested = [&] { return ++asked > 2; };
  const Outcome outcome = run({"run", scenario_, "--years", "2e9", "--threads", "1"}, environment);
  if (outcome.exit_code == 1) {
    EXPECT_THAT(outcome.err, HasSubstr("interrupted before the first years were done"));
  } else {
    EXPECT_EQ(outcome.exit_code, 0);
    EXPECT_THAT(outcome.out, HasSubstr("! The run was interrupted."));
    EXPECT_THAT(outcome.err, HasSubstr("interrupted: the result rests on the "));
  }
}

TEST_F(Program, SaysWhenNothingWasDoneBeforeTheStop) {
  Environment environment;
  environment.stop_requested = [] { return true; };
  const Outcome outcome = run({"run", scenario_}, environment);
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, HasSubstr("there is no result"));
}

TEST_F(Program, PrintsTheSchema) {
  const Outcome outcome = run({"schema"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(nlohmann::json::parse(outcome.out)["$schema"].get<std::string>(), HasSubstr("draft-07"));
}

TEST_F(Program, WritesATemplateThatIsValid) {
  for (const std::string language : {"en", "ja"}) {
    const Outcome made =
        run({"new", "visual_inspection", "--business-type", "business_user", "--language", language});
    ASSERT_EQ(made.exit_code, 0) << made.err;
    const std::string file = folder_.write("new.json", made.out);
    const Outcome checked = run({"validate", file});
    EXPECT_EQ(checked.exit_code, 0) << checked.err;
  }
  EXPECT_THAT(run({"new", "visual_inspektion", "--business-type", "business_user"}).err,
              HasSubstr("did you mean visual_inspection?"));
}

TEST_F(Program, VerifiesItselfAgainstKnownCases) {
  const Outcome outcome = run({"verify", "--years", "20000", "-q"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.out;
  EXPECT_THAT(outcome.out, HasSubstr("figures agree"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("FAILED")));
}

}  // namespace
}  // namespace tenbin::cli
