#pragma once

#include <cstdint>
#include <string_view>

/// One entry of the catalogue of words that a user reads. The entries of an area stand in messages/AREA.inc,
///   TENBIN_MESSAGE(id, "English with {name}", "日本語 {name}")
/// and messages/AREA.hpp makes each of them a constant message::id. A file includes the areas whose words it
/// says, so that a new word compiles again only what speaks of its area. Placeholders are named, never
/// positional, because the order of words differs between the languages; a format may follow as in fmt:
/// "{share:.1f}". A literal brace is written twice.
namespace tenbin::language {

enum class Language : std::uint8_t { english, japanese };

inline constexpr Language languages[] = {Language::english, Language::japanese};

/// What the catalogue holds of a message.
struct Words {
  std::string_view id, english, japanese;
};

/// A message without its arguments. The default one says nothing.
class Message {
 public:
  constexpr Message() = default;
  constexpr explicit Message(const Words& words) : words_(&words) {}

  /// e.g. "years_done"
  constexpr std::string_view id() const { return words_->id; }
  /// as it stands in the catalogue, placeholders unfilled
  constexpr std::string_view raw(Language language) const {
    return language == Language::japanese ? words_->japanese : words_->english;
  }

  friend constexpr bool operator==(const Message&, const Message&) = default;

 private:
  static constexpr Words nothing{};

  const Words* words_ = &nothing;
};

}  // namespace tenbin::language

#define TENBIN_MESSAGE(id, english, japanese)                          \
  inline constexpr language::Words id##_words{#id, english, japanese}; \
  inline constexpr language::Message id{id##_words};
