#include "report/display_width.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tenbin::cli {
namespace {

using ::testing::ElementsAre;

TEST(DisplayWidth, CountsFullWidthCharactersTwice) {
  EXPECT_EQ(display_width(""), 0);
  EXPECT_EQ(display_width("premium"), 7);
  EXPECT_EQ(display_width("純保険料"), 8);
  EXPECT_EQ(display_width("（VaR）"), 7);
  EXPECT_EQ(display_width("±1"), 2);
  EXPECT_EQ(display_width("ｶﾅ"), 2);        // half-width katakana
  EXPECT_EQ(display_width("か\u3099"), 2);  // combining voiced mark
  EXPECT_EQ(display_width("𠮷"), 2);        // beyond the basic plane
}

TEST(DisplayWidth, ABrokenByteCountsAsOneCharacter) {
  EXPECT_EQ(display_width("\xff"), 1);
  EXPECT_EQ(display_width("a\xe7"), 2);
  EXPECT_EQ(display_width("\xe7z"), 2);
}

TEST(Padded, FillsUpToTheWidthOnTheOtherSide) {
  EXPECT_EQ(padded("免責", 6), "免責  ");
  EXPECT_EQ(padded("免責", 6, Alignment::right), "  免責");
  EXPECT_EQ(padded("免責金額", 6), "免責金額");
}

TEST(Wrapped, BreaksAtSpaces) {
  EXPECT_THAT(wrapped("what stays with whom", 10), ElementsAre("what stays", "with whom"));
  EXPECT_THAT(wrapped("", 10), ElementsAre(""));
}

TEST(Wrapped, BreaksBetweenJapaneseCharactersButNotBeforeClosingMarks) {
  EXPECT_THAT(wrapped("保険料です。", 10), ElementsAre("保険料で", "す。"));
  EXPECT_THAT(wrapped("負担（保険前）", 6), ElementsAre("負担", "（保険", "前）"));
}

TEST(Wrapped, BreaksALongIdentifierAtItsMarks) {
  EXPECT_THAT(wrapped("peril/inspection_miss/rate", 14), ElementsAre("peril/", "inspection_", "miss/rate"));
  EXPECT_THAT(wrapped("abcdefgh", 3), ElementsAre("abc", "def", "gh"));
}

TEST(Wrapped, NoLineIsWiderThanAsked) {
  const std::string text =
      "技術的保険料は peril/inspection_miss/episodes_per_year と、資本コストを賄う水準です（提示ではない）。";
  for (int width = 4; width < 60; ++width) {
    for (const std::string& line : wrapped(text, width)) EXPECT_LE(display_width(line), width) << line;
  }
}

TEST(LongestWord, IsTheWidestPartThatStaysWhole) {
  EXPECT_EQ(longest_word("limit per event"), 5);
  EXPECT_EQ(longest_word("免責金額"), 2);
}

}  // namespace
}  // namespace tenbin::cli
