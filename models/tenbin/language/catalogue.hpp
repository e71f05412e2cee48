#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "tenbin/language/message.hpp"

/// Messages put into words with their arguments, and the catalogue as a whole.
namespace tenbin::language {

struct Argument;
using Arguments = std::vector<Argument>;

/// A message with its arguments, not yet in any language.
struct Phrase {
  Message message{};
  Arguments arguments;  // no {}: clang 14 would then need Argument to be complete here

  bool operator==(const Phrase&) const;
};

/// A named value for a placeholder. A Phrase or a Message as value is put into the language of the
/// surrounding text.
struct Argument {
  using Value = std::variant<std::string, double, std::int64_t, std::uint64_t, Phrase>;

  std::string name;
  Value value;

  template <class T>
  Argument(std::string argument_name, T&& argument) : name(std::move(argument_name)) {
    using Plain = std::remove_cvref_t<T>;
    if constexpr (std::same_as<Plain, Message>) {
      value = Phrase{argument, {}};
    } else if constexpr (std::same_as<Plain, Phrase> || std::same_as<Plain, Value>) {
      value = std::forward<T>(argument);
    } else if constexpr (std::floating_point<Plain>) {
      value = static_cast<double>(argument);
    } else if constexpr (std::unsigned_integral<Plain>) {
      value = std::uint64_t{argument};
    } else if constexpr (std::integral<Plain>) {
      value = std::int64_t{argument};
    } else {
      value = std::string(std::forward<T>(argument));
    }
  }

  bool operator==(const Argument&) const;
};

/// The message in the language, with its placeholders filled: text(english, message::years_done, {{"years",
/// 4096}}).
/// @throw std::logic_error if a placeholder has no argument (a mistake of the programmer)
std::string text(Language language, Message message, const Arguments& arguments = {});

std::string text(Language language, const Phrase& phrase);

/// Every message of every area.
std::span<const Message> all_messages();

/// "en" or "ja", as given to --language; nothing for any other word.
std::optional<Language> parse_language(std::string_view word);
/// "en" or "ja"
std::string_view language_code(Language language);
/// What POSIX locales say: the first of LC_ALL, LC_MESSAGES, LANG that is not empty decides;
/// Japanese if it starts with "ja", else English. Null stands for an unset variable.
Language language_of_locale(const char* lc_all, const char* lc_messages, const char* lang);
/// language_of_locale of this process's environment
Language language_of_environment();

}  // namespace tenbin::language
