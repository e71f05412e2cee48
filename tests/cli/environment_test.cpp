#include "environment.hpp"

#include <gtest/gtest.h>

namespace tenbin::cli {
namespace {

TEST(CharactersOfLocale, TheFirstVariableThatIsSetDecides) {
  EXPECT_EQ(characters_of_locale("ja_JP.UTF-8", nullptr, nullptr), CharacterSet::unicode);
  EXPECT_EQ(characters_of_locale("C", "en_US.UTF-8", "en_US.UTF-8"), CharacterSet::ascii);
  EXPECT_EQ(characters_of_locale("", nullptr, "en_US.utf8"), CharacterSet::unicode);
  EXPECT_EQ(characters_of_locale(nullptr, "ja_JP.eucJP", "ja_JP.UTF-8"), CharacterSet::ascii);
  EXPECT_EQ(characters_of_locale(nullptr, nullptr, nullptr), CharacterSet::ascii);
}

}  // namespace
}  // namespace tenbin::cli
