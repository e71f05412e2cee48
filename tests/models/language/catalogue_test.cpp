#include "tenbin/language/catalogue.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <string>

namespace tenbin::language {
namespace {

std::vector<Message> all_messages() {
  std::vector<Message> result;
  for (std::size_t i = 0; i < message_count(); ++i) result.push_back(static_cast<Message>(i));
  return result;
}

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
    for (const Language language : languages)
      EXPECT_FALSE(raw_text(language, message).empty()) << message_id(message);
  }
}

/// Entries without words of a language: names of measures, commands to type, marks between words.
const std::set<std::string_view> without_words = {
    "log_import_remark", "gap_peril_head", "template_exposure", "usage_error",        "report_footer",
    "list_separator",    "terms_and",      "subject_section",   "subject_insured_of", "subject_in_design"};

bool is_without_words(std::string_view id) {
  constexpr std::string_view examples = "_examples";  // commands to type
  return without_words.count(id) > 0 ||
         (id.size() > examples.size() && id.substr(id.size() - examples.size()) == examples);
}

TEST(Catalogue, JapaneseIsJapanese) {
  const std::set<std::string_view> same_in_both = {"VaR", "TVaR", "AEP", "OEP"};
  for (const Message message : all_messages()) {
    if (same_in_both.contains(raw_text(Language::english, message))) continue;
    if (is_without_words(message_id(message))) continue;
    EXPECT_TRUE(contains_japanese(raw_text(Language::japanese, message))) << message_id(message);
    EXPECT_FALSE(contains_japanese(raw_text(Language::english, message))) << message_id(message);
  }
}

TEST(Catalogue, BothLanguagesHaveTheSamePlaceholders) {
  for (const Message message : all_messages()) {
    EXPECT_EQ(placeholders(raw_text(Language::english, message)),
              placeholders(raw_text(Language::japanese, message)))
        << message_id(message);
  }
}

/// A word or two may be said in several places; a sentence has one.
TEST(Catalogue, NoSentenceStandsTwice) {
  std::map<std::string_view, std::string_view> seen;
  for (const Message message : all_messages()) {
    const std::string_view words = raw_text(Language::english, message);
    if (std::count(words.begin(), words.end(), ' ') < 5) continue;
    const auto [it, is_new] = seen.emplace(raw_text(Language::english, message), message_id(message));
    EXPECT_TRUE(is_new) << message_id(message) << " repeats " << it->second;
  }
}

TEST(Catalogue, NoLanguageHasSpacesAtTheEndsOrATab) {
  for (const Message message : all_messages()) {
    if (message == Message::list_separator) continue;  // ends with the space after its comma
    for (const Language language : languages) {
      const std::string_view entry = raw_text(language, message);
      EXPECT_FALSE(entry.front() == ' ' || entry.back() == ' ' || entry.find('\t') != entry.npos)
          << message_id(message);
    }
  }
}

TEST(Text, FillsNamedPlaceholdersInEitherOrder) {
  const Arguments arguments = {{"column", 7}, {"detail", "x"}, {"line", 3U}};
  EXPECT_THAT(text(Language::english, Message::error_syntax, arguments),
              testing::StartsWith("line 3, column 7:"));
  EXPECT_THAT(text(Language::japanese, Message::error_syntax, arguments), testing::StartsWith("3 行 7 列"));
}

TEST(Text, AMessageAsValueIsTranslated) {
  const Arguments arguments = {{"line", 1}, {"column", 1}, {"detail", Message::term_severity}};
  EXPECT_THAT(text(Language::english, Message::error_syntax, arguments), testing::HasSubstr("severity"));
  EXPECT_THAT(text(Language::japanese, Message::error_syntax, arguments), testing::HasSubstr("損害額"));
}

TEST(Text, AMissingArgumentIsAMistakeOfTheProgrammer) {
  EXPECT_THROW(text(Language::english, Message::error_syntax, {{"line", 1}}), std::logic_error);
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
