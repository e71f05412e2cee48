#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "cli/run_program.hpp"
#include "tenbin/library/library.hpp"

namespace tenbin::cli {
namespace {

using ::testing::HasSubstr;

TEST(Explain, ANumberWithItsProvenance) {
  const Outcome english = run({"explain", "peril/recall/rate"});
  EXPECT_EQ(english.exit_code, 0);
  for (const char* part : {"0.006 per year", "0.003 to 0.012", "MLIT auto recall filings", "Confidence: low"})
    EXPECT_THAT(english.out, HasSubstr(part));
  EXPECT_THAT(run({"explain", "peril/recall/rate", "--language", "ja"}).out, HasSubstr("出典"));
}

TEST(Explain, AWordWithItsNumbers) {
  const Outcome outcome = run({"explain", "robot_injury"});
  EXPECT_THAT(outcome.out, HasSubstr("A robot or vehicle hurts a person"));
  EXPECT_THAT(outcome.out, HasSubstr("peril/robot_injury/death_rate"));
  const auto json = nlohmann::json::parse(run({"explain", "medical", "--format", "json"}).out);
  EXPECT_EQ(json["format"], "tenbin/explanation");
  EXPECT_EQ(json["judgement"], true);
  EXPECT_GT(json["numbers"].size(), 3U);
}

TEST(Explain, EveryWordOfTheLibraryIsExplained) {
  const library::Library& library = library::standard_library();
  const auto expect = [](const std::string& id) { EXPECT_EQ(run({"explain", id}).exit_code, 0) << id; };
  for (const auto& entry : library.perils()) expect(entry.id);
  for (const auto& entry : library.use_cases()) expect(entry.id);
  for (const auto& entry : library.exposures()) expect(entry.id);
  for (const auto& entry : library.components()) expect(entry.id);
}

TEST(Explain, SuggestsTheNearestWord) {
  const Outcome outcome = run({"explain", "robot_injry"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, HasSubstr("did you mean robot_injury?"));
  EXPECT_EQ(run({"explain"}).exit_code, 2);
}

}  // namespace
}  // namespace tenbin::cli
