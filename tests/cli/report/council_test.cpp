#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/temporary_folder.hpp"
#include "program.hpp"
#include "report/council_document.hpp"
#include "report/html_report.hpp"
#include "report/text_report.hpp"
#include "tenbin/compare/stored_comparison.hpp"
#include "tenbin/compare/stored_council.hpp"

namespace tenbin::cli {
namespace {

using language::Language;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using Json = nlohmann::ordered_json;

const char* const input =
    R"({ "format": "tenbin/scenario", "version": 1, "name": "A small case", "description": "Two firms.",
  "currency": "JPY", "simulation": { "years": 20000, "seed": 18446744073709551615 },
  "perils": [ { "id": "claims", "frequency": { "distribution": "poisson", "mean": 5 },
                "severity": { "distribution": "lognormal", "mu": 10, "sigma": 1.5 } } ] })";

/// Three presets: the victim bears less under the second and perhaps more under the third.
Json council_json() {
  Json council = {{"format", "tenbin/council"},
                  {"version", 1},
                  {"input_file", "case.json"},
                  {"years", 20000},
                  {"currency", "JPY"},
                  {"input", Json::parse(input)},
                  {"reference", 0},
                  {"tail_level", 0.99}};
  for (const auto& [id, name] :
       {std::pair{"JP_TORT_NOW", "Fault now"}, {"STRICT", "Strict operator"}, {"FUND", "A fund"}}) {
    council["presets"].push_back(
        {{"preset", council["presets"].size()},
         {"id", id},
         {"name", {{"en", name}, {"ja", std::string(name) + " 案"}}},
         {"rule", {{"en", "Who answers."}, {"ja", "誰が責任を負うか。"}}},
         {"law", {{"en", "An article."}, {"ja", "条文。"}}},
         {"assumes", {{"en", "That."}, {"ja", "それ。"}}},
         {"not_modelled", {{"en", "Interest of " + std::string(name)}, {"ja", "利息"}}},
         {"confidence", "low"},
         {"judgement", true},
         {"claim_probability", 0.6}});
  }
  council["claims"] =
      Json::parse(R"([{"id": "preset", "probability": null}, {"id": "one", "probability": 0.7}])");
  council["interval"] = {{"confidence", 0.95}};
  const auto add = [&](int preset, int claims, const char* figure, const char* of, const char* unit,
                       double value, double difference, const char* verdict) {
    council["figures"].push_back({{"preset", preset},
                                  {"claims", claims},
                                  {"figure", figure},
                                  {"of", of},
                                  {"unit", unit},
                                  {"value", value},
                                  {"standard_error", 0.001},
                                  {"difference", difference},
                                  {"difference_standard_error", 0.002},
                                  {"low", difference - 0.01},
                                  {"high", difference + 0.01},
                                  {"verdict", verdict}});
  };
  for (const int claims : {0, 1}) {
    add(0, claims, "share", "victim", "share", 0.40, 0, "same");
    add(1, claims, "share", "victim", "share", 0.25, -0.15, "less");
    add(2, claims, "share", "victim", "share", 0.405, 0.005, "cannot_tell");
    add(0, claims, "share", "developer", "share", 0.60, 0, "same");
    add(1, claims, "share", "developer", "share", 0.75, 0.15, "more");
    add(2, claims, "share", "developer", "share", 0.5, -0.1, claims == 0 ? "less" : "more");
    add(0, claims, "nothing", "consumers", "probability", 0.3, 0, "same");
    add(0, claims, "mean", "victim", "currency", 4e6, 0, "same");
  }
  council["tornado"] =
      Json::parse(R"({"figure": "share of the victim", "years": 20000, "preset": 0, "claims": 0, "bars": [
      {"assumption": "liability/small", "low": 0, "value": 0.1, "high": 0.2, "at_low": -0.001, "at_low_standard_error": 0.001,
       "at_high": 0.001, "at_high_standard_error": 0.001},
      {"assumption": "liability/large", "low": 0, "value": 0.1, "high": 0.6, "at_low": -0.02, "at_low_standard_error": 0.001,
       "at_high": 0.09, "at_high_standard_error": 0.001}]})");
  return council;
}

std::vector<std::string> findings(const Json& council, Language language = Language::english) {
  const compare::ReadCouncil read = compare::read_council(council.dump(), "council.json");
  EXPECT_TRUE(read.council) << (read.problems.empty() ? "" : read.problems[0].text(Language::english));
  const Document document = council_document(read.council.value(), language);
  return std::get<BulletList>(document.sections.front().blocks.front()).items;
}

std::vector<std::string> unknowns(const Json& council, Language language = Language::english) {
  const compare::ReadCouncil read = compare::read_council(council.dump(), "council.json");
  const Document document = council_document(read.council.value(), language);
  for (const Section& section : document.sections) {
    if (section.heading == (language == Language::english ? "What nobody knows" : "誰にも分かっていないこと"))
      return std::get<BulletList>(section.blocks.front()).items;
  }
  return {};
}

TEST(PresetCouncil, SaysWhatTheIntervalsAllow) {
  const std::vector<std::string> found = findings(council_json());
  EXPECT_THAT(
      found,
      ElementsAre(
          "share of all damage that falls on: victim: less than under \"Fault now\" under \"Strict "
          "operator\" (by 15.00 percentage points; 14.00 percentage points to 16.00 percentage points).",
          "share of all damage that falls on: AI developer: more than under \"Fault now\" under "
          "\"Strict operator\" (by 15.00 percentage points; 14.00 percentage points to 16.00 percentage "
          "points)."));
  // What is open stands with what nobody knows.
  EXPECT_THAT(
      unknowns(council_json()),
      ElementsAre("share of all damage that falls on: victim: cannot tell for \"A fund\". The simulated "
                  "years leave room for both.",
                  "share of all damage that falls on: AI developer: for \"A fund\" it depends on how many "
                  "victims claim."));
  EXPECT_THAT(unknowns(council_json(), Language::japanese)[0], HasSubstr("判定できない"));
  Json widened = council_json();
  for (Json& figure : widened["figures"]) {
    if (figure["preset"] != 0) figure["verdict"] = "cannot_tell";
  }
  EXPECT_THAT(findings(widened),
              ElementsAre("share of all damage that falls on: victim, share of all damage that falls on: "
                          "AI developer: cannot tell for any of the others. The simulated years leave "
                          "room for both."));
}

TEST(PresetCouncil, PageHoldsAllSectionsAndBothRuns) {
  const compare::ReadCouncil read = compare::read_council(council_json().dump(), "council.json");
  for (const Language language : language::languages) {
    const std::string page = html_report(council_document(read.council.value(), language), language);
    const bool english = language == Language::english;
    for (const char* heading :
         {english ? "What was compared" : "何を比べたか",
          english ? "What moves the result" : "何が結果を動かすか",
          english ? "What nobody knows" : "誰にも分かっていないこと", english ? "Words used here" : "用語"})
      EXPECT_THAT(page, HasSubstr("<h2>" + std::string(heading) + "</h2>"));
    EXPECT_THAT(page,
                HasSubstr(english ? "own share of victims claims" : "請求する被害者の割合は方式ごとの値"));
    EXPECT_THAT(page, HasSubstr(english ? "under every rule 70% of victims claim"
                                        : "どの方式でも被害者の 70% が請求"));
    EXPECT_THAT(page, HasSubstr(english ? "Interest of A fund" : "A fund 案：利息"));
  }
  const Document document = council_document(read.council.value(), Language::english);
  const std::string text = text_report(document, Environment{});
  EXPECT_THAT(text, HasSubstr("liability=JP_TORT_NOW,STRICT,FUND"));
  EXPECT_THAT(text, HasSubstr("--seed 18446744073709551615"));
}

TEST(PresetCouncil, NamesTheAssumptionThatMovesMostOnlyWhereTheErrorsTellIt) {
  const auto text = [](const Json& council) {
    Environment environment;
    environment.columns = 10'000;
    return text_report(
        council_document(compare::read_council(council.dump(), "c").council.value(), Language::english),
        environment);
  };
  EXPECT_THAT(text(council_json()),
              HasSubstr("moves the share of the victim most, within its stated range, is: "
                        "liability/large. It moves it by 11.00 percentage points."));
  Json unsure = council_json();
  for (Json& bar : unsure["tornado"]["bars"]) bar["at_high_standard_error"] = 0.05;
  EXPECT_THAT(text(unsure), HasSubstr("Cannot tell which assumption moves the share of the victim most"));
  unsure.erase("tornado");
  EXPECT_THAT(text(unsure), HasSubstr("was not given to this page"));
}

TEST(PresetCouncil, RefusesWhatItCannotRead) {
  const auto first_problem = [](const Json& council) {
    const compare::ReadCouncil read = compare::read_council(council.dump(), "c.json");
    return read.problems.empty() ? "" : read.problems.front().text(Language::english);
  };
  Json broken = council_json();
  broken["figures"][0]["preset"] = 7;
  EXPECT_THAT(first_problem(broken), HasSubstr("names variant 7, which the document does not have"));
  broken = council_json();
  broken["figures"][1]["value"] = "much";
  EXPECT_THAT(first_problem(broken),
              HasSubstr("c.json: /figures/1/value: is not what such a document holds here (tenbin "
                        "compare --across liability --format json writes a number"));
  broken = council_json();
  broken["version"] = 2;
  EXPECT_THAT(first_problem(broken), HasSubstr("/version: has a version"));
  broken.erase("presets");
  broken["version"] = 1;
  EXPECT_THAT(first_problem(broken), HasSubstr("/presets: is missing"));
}

struct Outcome {
  int exit_code;
  std::string out, err;
};

Outcome run(const std::vector<std::string>& arguments) {
  std::ostringstream out, err;
  const int exit_code = run_cli(arguments, out, err, Environment{});
  return {exit_code, out.str(), err.str()};
}

/// A comparison that the program itself made.
class CouncilOfComparison : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string scenario =
        folder_.write("small.json", R"({ "format": "tenbin/scenario", "version": 1, "name": "small",
      "currency": "USD", "simulation": { "years": 20000, "seed": 1 },
      "perils": [ { "id": "claims", "frequency": { "distribution": "poisson", "mean": 2 },
                    "severity": { "distribution": "exponential", "mean": 100 } } ] })");
    const Outcome made =
        run({"compare", scenario, "--across", "/perils/0/frequency/mean=2,2.0001,4", "--format", "json"});
    ASSERT_EQ(made.exit_code, 0) << made.err;
    json_ = made.out;
    comparison_ = folder_.write("comparison.json", made.out);
  }
  TemporaryFolder folder_;
  std::string json_, comparison_;
};

TEST_F(CouncilOfComparison, ReadsBackWhatWasWritten) {
  const compare::ReadComparison read = compare::read_comparison(json_, "c.json");
  ASSERT_TRUE(read.stored);
  const compare::Comparison& comparison = read.stored->comparison;
  const Json json = Json::parse(json_);
  ASSERT_EQ(comparison.variants.size(), 3U);
  ASSERT_EQ(comparison.differences.size(), json["differences"].size());
  EXPECT_EQ(comparison.years, 20000);
  EXPECT_EQ(comparison.family, json["interval"]["differences"].get<std::size_t>());
  EXPECT_THAT(comparison.variants[2].values, ElementsAre("4"));
  std::size_t measures = 0, curves = 0;
  for (const compare::VariantResult& variant : comparison.variants) {
    measures += variant.measures.size();
    curves += variant.curves.size();
  }
  EXPECT_EQ(measures, json["measures"].size());
  EXPECT_EQ(curves, json["curves"].size());
  for (std::size_t i = 0; i < comparison.differences.size(); ++i) {
    const compare::Difference& ours = comparison.differences[i];
    EXPECT_EQ(ours.value, json["differences"][i]["value"].get<double>());
    EXPECT_EQ(ours.subject, json["differences"][i]["subject"]);
  }
  // The page made of the document is the page that compare itself shows.
  const std::string report = run({"report", comparison_}).out;
  const std::string shown =
      run({"compare", folder_ / "small.json", "--across", "/perils/0/frequency/mean=2,2.0001,4"}).out;
  EXPECT_EQ(report.substr(0, report.find("To run this again")),
            shown.substr(0, shown.find("To run this again")));
}

TEST_F(CouncilOfComparison, FollowsTheIntervals) {
  const std::string text = run({"report", "--council", comparison_}).out;
  EXPECT_THAT(text, HasSubstr("who finally bears what?"));
  EXPECT_THAT(text, HasSubstr("all losses: more than under"));
  EXPECT_THAT(text, HasSubstr("was not given to this page"));
  Json widened = Json::parse(json_);
  for (Json& difference : widened["differences"]) difference["verdict"] = "cannot_tell";
  const std::string unsure = run({"report", "--council", folder_.write("wide.json", widened.dump())}).out;
  EXPECT_THAT(unsure, HasSubstr("all losses: cannot tell for"));
  EXPECT_THAT(unsure, Not(HasSubstr("all losses: more than")));
}

TEST_F(CouncilOfComparison, WritesAFolderWithTheFiguresAsTables) {
  const std::string tornado =
      folder_.write("tornado.json", R"({"format": "tenbin/tornado", "version": 1, "name": "small",
    "currency": "USD", "method": "each alone", "years": 1000, "rows": [ {"parameter": "a/b", "description": {"en": "An, odd one", "ja": "一つ"},
    "unit": "1/yr", "value": 0.3, "low": 0.1, "high": 1, "confidence": "low", "judgement": true, "source": "s", "subject": "ground_up",
    "measure": "mean", "base": 200, "at_low": 100, "at_high": 400} ]})");
  const std::string pack = folder_ / "pack";
  const Outcome made = run({"report", "--council", comparison_, "--tornado", tornado, "-o", pack});
  EXPECT_EQ(made.exit_code, 0) << made.err;
  EXPECT_THAT(made.err, HasSubstr("council pack written to " + pack));
  const std::string page = TemporaryFolder::read(pack + "/council.html");
  EXPECT_THAT(page, HasSubstr("An, odd one"));
  EXPECT_THAT(page, HasSubstr("@page { size: A4"));
  EXPECT_LT(page.size(), 3U << 20U);
  const std::string figures = TemporaryFolder::read(pack + "/figures.csv");
  EXPECT_EQ(figures.substr(0, 3), "\xEF\xBB\xBF");
  EXPECT_EQ(static_cast<std::size_t>(std::count(figures.begin(), figures.end(), '\n')),
            Json::parse(json_)["measures"].size() + 1);
  EXPECT_THAT(TemporaryFolder::read(pack + "/tornado.csv"),
              HasSubstr("a/b,1/yr,0.3,0.1,1,low,yes,ground_up,mean,200,0,100,0,400,0\n"));
  EXPECT_THAT(TemporaryFolder::read(pack + "/differences.csv"), HasSubstr(",more\n"));
  EXPECT_EQ(run({"report", "--council", comparison_, "-o", pack}).exit_code, 0)
      << "an earlier pack is replaced";
  EXPECT_EQ(run({"report", "--council", comparison_, "-o", comparison_}).exit_code, 1);
  EXPECT_THAT(run({"report", tornado}).out, HasSubstr("An, odd one"));
}

TEST_F(CouncilOfComparison, RefusesAnythingElse) {
  const std::string scenario = folder_ / "small.json";
  const Outcome other = run({"report", "--council", scenario});
  EXPECT_EQ(other.exit_code, 3);
  EXPECT_EQ(other.out, "");
  EXPECT_THAT(other.err, HasSubstr("is no comparison (it would say \"format\": \"tenbin/comparison\")"));
  EXPECT_THAT(run({"report", "--council", comparison_, "--tornado", scenario}).err,
              HasSubstr("is no tornado"));
  Json broken = Json::parse(json_);
  broken["differences"][0]["variant"] = 9;
  const Outcome refused = run({"report", folder_.write("broken.json", broken.dump())});
  EXPECT_EQ(refused.exit_code, 3);
  EXPECT_THAT(refused.err, HasSubstr("/differences/0: names variant 9, which the document does not have"));
}

}  // namespace
}  // namespace tenbin::cli
