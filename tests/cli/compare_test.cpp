#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>

#include "cli/temporary_folder.hpp"
#include "program.hpp"
#include "report/comparison_document.hpp"
#include "tenbin/scenario/reader.hpp"

namespace tenbin::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
using Json = nlohmann::json;

struct Outcome {
  int exit_code;
  std::string out, err;
};

Outcome run(const std::vector<std::string>& arguments) {
  std::ostringstream out, err;
  const int exit_code = run_cli(arguments, out, err, {});
  return {exit_code, out.str(), err.str()};
}

const char* const small_scenario =
    R"({ "format": "tenbin/scenario", "version": 1, "name": "small", "currency": "USD",
  "simulation": { "years": 20000, "seed": 1 },
  "perils": [ { "id": "claims", "frequency": { "distribution": "poisson", "mean": 2 },
                "severity": { "distribution": "exponential", "mean": 100 } } ],
  "coverage_designs": [
    { "id": "low", "name": "Low deductible", "policies": [ { "id": "layer", "sections": [ { "cover": "all",
      "deductible": { "type": "ordinary", "amount": 50 } } ] } ] },
    { "id": "high", "name": "High deductible", "policies": [ { "id": "layer", "sections": [ { "cover": "all",
      "deductible": { "type": "ordinary", "amount": 100 } } ] } ] } ] })";

class CompareCommand : public ::testing::Test {
 protected:
  TemporaryFolder folder_;
  std::string scenario_ = folder_.write("small.json", small_scenario);
};

/// Sentences of the findings of a comparison.
std::vector<std::string> sentences(const std::vector<std::string>& across, std::size_t reference,
                                   language::Language language) {
  const scenario::ReadResult read = scenario::read_scenario(small_scenario, "small.json");
  const compare::ReadAcross axes = compare::read_across(across);
  const compare::Variants variants =
      compare::make_variants(small_scenario, "small.json", axes.across, read.scenario.value());
  EXPECT_TRUE(variants.problems.empty());
  const Document document =
      comparison_document(compare::compare(variants, reference, {}).value(), "", language);
  std::vector<std::string> list;
  for (const Block& block : document.sections.front().blocks) {
    const auto& items = std::get<BulletList>(block).items;
    list.insert(list.end(), items.begin(), items.end());
  }
  return list;
}

std::string replaced(std::string text, const std::vector<std::pair<std::string, std::string>>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string mark = std::string(1, static_cast<char>(i + 1));
    for (std::size_t at = text.find(words[i].first); at != std::string::npos; at = text.find(words[i].first))
      text.replace(at, words[i].first.size(), mark);
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string mark = std::string(1, static_cast<char>(i + 1));
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark))
      text.replace(at, 1, words[i].second);
  }
  return text;
}

// The first pair can be told apart, the second cannot: 2.000 or 2.002 claims a year.
TEST_F(CompareCommand, SwapTheReferenceAndEverySentenceSwaps) {
  struct Words {
    language::Language language;
    std::string more, less;
    std::regex interval;
    std::string joint;
  };
  const std::vector<Words> languages = {{language::Language::english, "higher than", "lower than",
                                         std::regex("between -([0-9.,]+) and ([0-9.,]+)"), " and "},
                                        {language::Language::japanese, "大きくなります", "小さくなります",
                                         std::regex("差は-([0-9.,]+)～([0-9.,]+)"), "～"}};
  const std::vector<std::pair<std::vector<std::string>, std::pair<std::string, std::string>>> pairs = {
      {{"design"}, {"Low deductible", "High deductible"}},
      {{"/perils/0/frequency/mean=2,2.002"},
       {"/perils/0/frequency/mean 2.002", "/perils/0/frequency/mean 2"}}};
  for (const Words& words : languages) {
    for (const auto& [across, names] : pairs) {
      const auto there = sentences(across, 0, words.language), back = sentences(across, 1, words.language);
      ASSERT_EQ(there.size(), back.size());
      ASSERT_GT(there.size(), 3U);
      for (std::size_t i = 0; i < there.size(); ++i) {
        std::string expected = replaced(there[i], {{names.first, names.second},
                                                   {names.second, names.first},
                                                   {words.more, words.less},
                                                   {words.less, words.more}});
        // "may be higher or lower" reads the same from either side
        expected = std::regex_replace(expected, std::regex("higher or higher than"), "higher or lower than");
        const std::string joint = words.language == language::Language::english ? "between " : "差は";
        std::smatch found;
        if (std::regex_search(expected, found, words.interval))
          expected = found.prefix().str() + joint + "-" + found[2].str() + words.joint + found[1].str() +
                     found.suffix().str();
        EXPECT_EQ(expected, back[i]);
      }
    }
  }
}

TEST_F(CompareCommand, SaysWhatItCanTellAndWhatItCannot) {
  const auto designs = sentences({"design"}, 0, language::Language::english);
  EXPECT_THAT(designs, ::testing::Contains(
                           StartsWith("With High deductible, what insurers pay in an average year is ")));
  EXPECT_THAT(designs,
              ::testing::Contains(
                  "With High deductible, the loss before insurance in an average year is the same as with "
                  "Low deductible."));
  EXPECT_THAT(sentences({"/perils/0/frequency/mean=2,2.002"}, 0, language::Language::english),
              ::testing::Contains(HasSubstr("this cannot be told")));
}

TEST_F(CompareCommand, ComparesAsText) {
  const Outcome outcome = run({"compare", scenario_, "--across", "design"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.out,
              StartsWith("small - comparison across design\n20,000 simulated years for each variant"));
  EXPECT_THAT(outcome.out, HasSubstr("tenbin compare "));
  EXPECT_THAT(outcome.err, HasSubstr("2 variants of 20,000 years in "));
  const Outcome japanese = run({"compare", scenario_, "--across", "design", "--language", "ja"});
  EXPECT_THAT(japanese.out, HasSubstr("Low deductibleに比べて保険会社の支払額の年平均が"));
}

TEST_F(CompareCommand, ComparesAsJsonWithTheSameBytesForAnyThreads) {
  const std::vector<std::string> arguments = {"compare", scenario_,     "--across", "design",   "--format",
                                              "json",    "--reference", "high",     "--threads"};
  const auto with = [&](const char* threads) {
    std::vector<std::string> all = arguments;
    all.emplace_back(threads);
    return run(all);
  };
  const Outcome one = with("1");
  EXPECT_EQ(one.out, with("3").out);
  const Json document = Json::parse(one.out);
  EXPECT_EQ(document["format"], "tenbin/comparison");
  EXPECT_EQ(document["reference"], 1);
  EXPECT_EQ(document["variants"][0]["values"]["design"], "low");
  EXPECT_GT(document["differences"].size(), 20U);
  for (const Json& row : document["differences"]) EXPECT_EQ(row["variant"], 0);
}

TEST_F(CompareCommand, WritesAPage) {
  const std::string page = folder_ / "compare.html";
  EXPECT_EQ(run({"compare", scenario_, "--across", "design", "--report", page}).exit_code, 0);
  EXPECT_THAT(TemporaryFolder::read(page), HasSubstr("what insurers pay in an average year"));
}

TEST_F(CompareCommand, RefusesWithTheVariantsName) {
  const Outcome invalid = run({"compare", scenario_, "--across", "/perils/0/frequency/mean=1,-1,-2"});
  EXPECT_EQ(invalid.exit_code, 3);
  EXPECT_EQ(invalid.out, "");
  EXPECT_THAT(invalid.err,
              HasSubstr("small.json (/perils/0/frequency/mean=-1): /perils/0/frequency/mean: is -1"));
  EXPECT_THAT(invalid.err, HasSubstr("small.json (/perils/0/frequency/mean=-2): "));
  EXPECT_EQ(run({"compare", scenario_}).exit_code, 2);
  EXPECT_EQ(run({"compare", scenario_, "--across", "desing"}).exit_code, 2);
  const Outcome reference = run({"compare", scenario_, "--across", "design", "--reference", "middle"});
  EXPECT_EQ(reference.exit_code, 2);
  EXPECT_THAT(reference.err, HasSubstr("--reference is \"middle\", which is none of the variants"));
}

TEST_F(CompareCommand, TracesTheWorstYearsOfAResult) {
  const std::string result = folder_.write("result.json", run({"run", scenario_, "--format", "json"}).out);
  const Outcome text = run({"trace", result, "--worst", "2"});
  EXPECT_EQ(text.exit_code, 0) << text.err;
  EXPECT_THAT(text.out, HasSubstr("Why is the tail bad?"));
  const Outcome json = run({"trace", result, "--worst", "3", "--subject", "ground_up", "--format", "json"});
  const Json document = Json::parse(json.out);
  ASSERT_EQ(document["years"].size(), 3U);
  double sum = 0;
  for (const Json& event : document["years"][0]["events"]) sum += event["loss"].get<double>();
  const double value = document["years"][0]["value"];
  EXPECT_NEAR(sum, value, 1e-9 * value);
  EXPECT_EQ(run({"trace", result, "--worst", "2", "--year", "3"}).exit_code, 2);
  EXPECT_EQ(run({"trace", scenario_}).exit_code, 3);
  EXPECT_THAT(run({"trace", scenario_}).err, HasSubstr("is no result document"));
}

TEST_F(CompareCommand, TellsWhyTwoResultsDiffer) {
  const std::string first = folder_.write("first.json", run({"run", scenario_, "--format", "json"}).out);
  std::string changed = small_scenario;
  changed.replace(changed.find("\"mean\": 2"), 9, "\"mean\": 3");
  const std::string other = folder_.write("other.json", changed);
  const std::string second = folder_.write("second.json", run({"run", other, "--format", "json"}).out);
  const Outcome text = run({"diff", first, second});
  EXPECT_EQ(text.exit_code, 0) << text.err;
  EXPECT_THAT(text.out, HasSubstr("/perils/claims/frequency/mean"));
  EXPECT_THAT(text.out, HasSubstr("The loss before insurance in an average year rose from "));
  const Json document = Json::parse(run({"diff", first, second, "--format", "json"}).out);
  EXPECT_EQ(document["inputs"][0]["pointer"], "/perils/claims/frequency/mean");
  for (const Json& figure : document["figures"]) {
    ASSERT_EQ(figure["parts"].size(), 1U);
    const double change = figure["change"];
    EXPECT_NEAR(figure["parts"][0]["forward"]["value"].get<double>(), change, 1e-9 * (1 + std::abs(change)));
  }
  EXPECT_THAT(run({"diff", first, first}).out, HasSubstr("The two results say the same"));
}

}  // namespace
}  // namespace tenbin::cli
