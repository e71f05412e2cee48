#include "tenbin/scenario/problem.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace tenbin::scenario {
namespace {

TEST(InQuotes, EscapesWhatWouldDisturbATerminal) {
  EXPECT_EQ(in_quotes("a\"b\\c"), R"("a\"b\\c")");
  EXPECT_EQ(in_quotes("\x1b[31m\n\x7f"), R"("\u001b[31m\u000a\u007f")");
  EXPECT_EQ(in_quotes("\xC2\x9B"
                      "31m"),
            R"("\u009b31m")");
  EXPECT_EQ(in_quotes("検査"), "\"検査\"");
}

TEST(InQuotes, CutsAfterSixtyCharactersNotBytes) {
  std::string kanji;
  for (int i = 0; i < 60; ++i) kanji += "検";
  EXPECT_EQ(in_quotes(kanji), "\"" + kanji + "\"");
  EXPECT_EQ(in_quotes(kanji + "査"), "\"" + kanji + "...\"");
}

TEST(NearestWord, FindsMisspellings) {
  const std::vector<std::string> known = {"occurrence_limit", "aggregate_limit", "share", "id", "cover"};
  EXPECT_EQ(nearest_word("ocurrence_limit", known), "occurrence_limit");
  EXPECT_EQ(nearest_word("Aggregate-Limit", known), "aggregate_limit");
  EXPECT_EQ(nearest_word("shaer", known), "share");
  EXPECT_EQ(nearest_word("ID", known), "id");
  EXPECT_EQ(nearest_word("covers", known), "cover");
}

TEST(NearestWord, NothingWhereNothingIsNear) {
  const std::vector<std::string> known = {"mu", "sigma", "share"};
  EXPECT_EQ(nearest_word("x", known), "");
  EXPECT_EQ(nearest_word("mi", known), "");
  EXPECT_EQ(nearest_word("deductible", known), "");
  EXPECT_EQ(nearest_word("", known), "");
  EXPECT_EQ(nearest_word(std::string(1000, 's'), known), "");
}

}  // namespace
}  // namespace tenbin::scenario
