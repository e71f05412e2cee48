#include "tenbin/language/catalogue.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>

#include "tenbin/language/messages/errors.hpp"
#include "tenbin/language/messages/report.hpp"
#include "tenbin/language/messages/terms.hpp"

namespace tenbin::language {
namespace {

/// Names of the placeholders of an entry; throws on a placeholder without a name.
std::multiset<std::string> placeholders(std::string_view entry) {
  std::multiset<std::string> names;
  for (std::size_t i = 0; i < entry.size(); ++i) {
    if (entry[i] == '}' && (i + 1 == entry.size() || entry[++i] != '}')) throw std::runtime_error("stray }");
    if (entry[i] != '{') continue;
    if (i + 1 < entry.size() && entry[i + 1] == '{') {
      ++i;
      continue;
    }
    const std::size_t end = entry.find('}', i);
    if (end == std::string_view::npos) throw std::runtime_error("unclosed {");
    std::string name(entry.substr(i + 1, end - i - 1));
    name = name.substr(0, name.find(':'));
    if (name.empty() || std::isdigit(static_cast<unsigned char>(name[0])))
      throw std::runtime_error("no name");
    names.insert(name);
    i = end;
  }
  return names;
}

/// Hiragana, katakana (U+3040..U+30FF) or a kanji (U+4E00..U+9FFF), as UTF-8.
bool contains_japanese(std::string_view entry) {
  for (std::size_t i = 0; i + 2 < entry.size(); ++i) {
    const auto byte = [&](std::size_t k) {
      return static_cast<unsigned>(static_cast<unsigned char>(entry[k]));
    };
    if ((byte(i) & 0xF0U) != 0xE0U) continue;
    const unsigned code = ((byte(i) & 0x0FU) << 12U) | ((byte(i + 1) & 0x3FU) << 6U) | (byte(i + 2) & 0x3FU);
    if ((code >= 0x3040 && code <= 0x30FF) || (code >= 0x4E00 && code <= 0x9FFF)) return true;
  }
  return false;
}

TEST(Catalogue, EveryEntryIsThereInBothLanguages) {
  for (const Message message : all_messages()) {
    for (const Language language : languages) EXPECT_FALSE(message.raw(language).empty()) << message.id();
  }
}

/// Only placeholders, marks and the program's name; or commands to type, which the documents' test runs.
bool is_without_words(Message message) {
  if (message.id().ends_with("_examples")) return true;
  std::string entry(message.raw(Language::english));
  for (std::size_t at = entry.find('{'); at != entry.npos; at = entry.find('{', at))
    entry.erase(at, entry.find('}', at) - at + 1);
  for (std::size_t at = entry.find("tenbin"); at != entry.npos; at = entry.find("tenbin")) entry.erase(at, 6);
  return std::none_of(entry.begin(), entry.end(), [](unsigned char c) { return std::isalpha(c) != 0; });
}

TEST(Catalogue, JapaneseIsJapanese) {
  const std::set<std::string_view> same_in_both = {"VaR", "TVaR", "AEP", "OEP"};
  for (const Message message : all_messages()) {
    if (same_in_both.contains(message.raw(Language::english))) continue;
    if (is_without_words(message)) continue;
    EXPECT_TRUE(contains_japanese(message.raw(Language::japanese))) << message.id();
    EXPECT_FALSE(contains_japanese(message.raw(Language::english))) << message.id();
  }
}

TEST(Catalogue, BothLanguagesHaveTheSamePlaceholders) {
  for (const Message message : all_messages()) {
    EXPECT_EQ(placeholders(message.raw(Language::english)), placeholders(message.raw(Language::japanese)))
        << message.id();
  }
}

/// The same words may be said in two ways of the other language; in both they are one entry.
TEST(Catalogue, NoEntryStandsTwice) {
  std::map<std::pair<std::string_view, std::string_view>, std::string_view> seen;
  for (const Message message : all_messages()) {
    const auto [it, is_new] = seen.emplace(
        std::pair(message.raw(Language::english), message.raw(Language::japanese)), message.id());
    EXPECT_TRUE(is_new) << message.id() << " repeats " << it->second;
  }
}

TEST(Catalogue, NoLanguageHasSpacesAtTheEndsOrATab) {
  for (const Message message : all_messages()) {
    if (message == message::list_separator) continue;  // ends with the space after its comma
    for (const Language language : languages) {
      const std::string_view entry = message.raw(language);
      EXPECT_FALSE(entry.front() == ' ' || entry.back() == ' ' || entry.find('\t') != entry.npos)
          << message.id();
    }
  }
}

TEST(Text, FillsNamedPlaceholdersInEitherOrder) {
  const Arguments arguments = {{"column", 7}, {"detail", "x"}, {"line", 3U}};
  EXPECT_THAT(text(Language::english, message::error_syntax, arguments),
              testing::StartsWith("line 3, column 7:"));
  EXPECT_THAT(text(Language::japanese, message::error_syntax, arguments), testing::StartsWith("3 行 7 列"));
}

TEST(Text, AMessageAsValueIsTranslated) {
  const Arguments arguments = {{"line", 1}, {"column", 1}, {"detail", message::term_severity}};
  EXPECT_THAT(text(Language::english, message::error_syntax, arguments), testing::HasSubstr("severity"));
  EXPECT_THAT(text(Language::japanese, message::error_syntax, arguments), testing::HasSubstr("損害額"));
}

TEST(Text, AMissingArgumentIsAMistakeOfTheProgrammer) {
  EXPECT_THROW(text(Language::english, message::error_syntax, {{"line", 1}}), std::logic_error);
}

TEST(LanguageChoice, WordOfTheOption) {
  EXPECT_EQ(parse_language("ja"), Language::japanese);
  EXPECT_EQ(parse_language("en"), Language::english);
  EXPECT_EQ(parse_language("fr"), std::nullopt);
  EXPECT_EQ(parse_language(""), std::nullopt);
  for (const Language language : languages) EXPECT_EQ(parse_language(language_code(language)), language);
}

TEST(LanguageChoice, FirstNonEmptyLocaleVariableDecides) {
  EXPECT_EQ(language_of_locale(nullptr, nullptr, "ja_JP.UTF-8"), Language::japanese);
  EXPECT_EQ(language_of_locale("", "", "ja"), Language::japanese);
  EXPECT_EQ(language_of_locale("C", nullptr, "ja_JP.UTF-8"), Language::english);
  EXPECT_EQ(language_of_locale(nullptr, "ja_JP.UTF-8", "en_US.UTF-8"), Language::japanese);
  EXPECT_EQ(language_of_locale("en_GB.UTF-8", "ja_JP.UTF-8", "ja_JP.UTF-8"), Language::english);
  EXPECT_EQ(language_of_locale(nullptr, nullptr, nullptr), Language::english);
}

}  // namespace
}  // namespace tenbin::language
