#include "environment.hpp"

#include <gtest/gtest.h>

#include <optional>

#include "terminal_width.hpp"

namespace tenbin::cli {
namespace {

TEST(CharactersOfLocale, TheFirstVariableThatIsSetDecides) {
  EXPECT_EQ(characters_of_locale("ja_JP.UTF-8", nullptr, nullptr), CharacterSet::unicode);
  EXPECT_EQ(characters_of_locale("C", "en_US.UTF-8", "en_US.UTF-8"), CharacterSet::ascii);
  EXPECT_EQ(characters_of_locale("", nullptr, "en_US.utf8"), CharacterSet::unicode);
  EXPECT_EQ(characters_of_locale(nullptr, "ja_JP.eucJP", "ja_JP.UTF-8"), CharacterSet::ascii);
  EXPECT_EQ(characters_of_locale(nullptr, nullptr, nullptr), CharacterSet::ascii);
}

TEST(ColumnsOf, TheVariableWinsOverTheTerminal) {
  EXPECT_EQ(columns_of("100", 80), 100);
  EXPECT_EQ(columns_of("150", std::nullopt), 150);
  EXPECT_EQ(columns_of("30", 80), 40) << "narrower than anything fits";
  EXPECT_EQ(columns_of(nullptr, 100), 100);
  EXPECT_EQ(columns_of(nullptr, 200), 120) << "long lines are hard to read";
  EXPECT_EQ(columns_of(nullptr, std::nullopt), 80);
  for (const char* nonsense : {"", "wide", "80x", "-5", "0", "7", "99999999999"})
    EXPECT_EQ(columns_of(nonsense, 90), 90) << nonsense;
}

}  // namespace
}  // namespace tenbin::cli
