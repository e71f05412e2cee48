#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <regex>
#include <set>
#include <variant>

#include "models/scenario/files.hpp"
#include "tenbin/scenario/reader.hpp"

/// Every file of broken/ with all that is said about it. After a change of words:
///   TENBIN_UPDATE_EXPECTED=1 test_models --gtest_filter='*Broken*'    and read the difference.
namespace tenbin::scenario {
namespace {

using language::Language;

std::string said_about(const std::filesystem::path& file, Language language) {
  const ReadResult result = read_scenario(contents(file), file.filename().string());
  EXPECT_NE(result.scenario.has_value(), !result.problems.empty()) << file;
  std::string text;
  for (const Problem& problem : result.problems) text += problem.text(language) + "\n";
  return text;
}

void compare(const std::filesystem::path& expected, const std::string& text) {
  const char* update = std::getenv("TENBIN_UPDATE_EXPECTED");
  if (update != nullptr && std::string_view(update) == "1") {
    std::ofstream(expected, std::ios::binary) << text;
  }
  EXPECT_EQ(text, contents(expected)) << expected;
}

std::filesystem::path with_ending(std::filesystem::path file, const char* ending) {
  return file.replace_extension(ending);
}

TEST(BrokenScenario, IsExplainedInEnglish) {
  const auto files = json_files(test_folder / "broken");
  EXPECT_GE(files.size(), 60U);
  for (const auto& file : files)
    compare(with_ending(file, ".expected.txt"), said_about(file, Language::english));
}

TEST(BrokenScenario, IsExplainedInJapanese) {
  for (const auto& file : json_files(test_folder / "broken")) {
    const auto expected = with_ending(file, ".expected.ja.txt");
    if (std::filesystem::exists(expected)) compare(expected, said_about(file, Language::japanese));
  }
}

TEST(BrokenScenario, EachProblemNamesFilePlaceReasonAndRemedy) {
  const std::regex english(R"([^:]+\.json: (/[^ ]*|line \d+, column \d+): .+ \(.+\); .+)");
  const std::regex japanese(R"([^:]+\.json: (/[^ ]*|\d+ 行 \d+ 列): .+（.+）.*。.+)");
  for (const auto& file : json_files(test_folder / "broken")) {
    for (const Problem& problem : read_scenario(contents(file), file.filename().string()).problems) {
      EXPECT_TRUE(std::regex_match(problem.text(Language::english), english))
          << problem.text(Language::english);
      EXPECT_TRUE(std::regex_match(problem.text(Language::japanese), japanese))
          << problem.text(Language::japanese);
    }
  }
}

TEST(BrokenScenario, TenFaultsAreAllNamed) {
  const auto file = test_folder / "broken/ten-faults.json";
  const ReadResult result = read_scenario(contents(file), "ten-faults.json");
  std::vector<std::string> pointers;
  for (const Problem& problem : result.problems) pointers.push_back(problem.pointer);
  EXPECT_EQ(pointers.size(), 10U);
  const std::string policy = "/coverage_designs/0/policies/0/sections/0";
  EXPECT_THAT(pointers, testing::IsSupersetOf({std::string("/version"), std::string("/currency"),
                                               std::string("/simulation/years"), std::string("/perils/0/id"),
                                               std::string("/perils/0/frequency/mean"), policy + "/share",
                                               policy + "/occurrence_limit", policy + "/deductible/amount"}));
}

/// How many different things are said: one fault each, so the number of rules that the corpus exercises.
TEST(BrokenScenario, ManyDifferentRulesAreExercised) {
  std::set<std::string_view> messages;
  std::set<std::string_view> rules;
  for (const auto& file : json_files(test_folder / "broken")) {
    for (const Problem& problem : read_scenario(contents(file), "x").problems) {
      messages.insert(problem.phrase.message.id());
      for (const language::Argument& argument : problem.phrase.arguments) {
        if (argument.name == "rule" && std::holds_alternative<language::Phrase>(argument.value)) {
          rules.insert(std::get<language::Phrase>(argument.value).message.id());
        }
      }
    }
  }
  EXPECT_GE(messages.size(), 40U);
  EXPECT_GE(rules.size(), 30U);
}

}  // namespace
}  // namespace tenbin::scenario
