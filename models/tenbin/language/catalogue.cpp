#include "tenbin/language/catalogue.hpp"

#include <fmt/args.h>
#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <stdexcept>

namespace tenbin::language {
namespace {

struct Entry {
  std::string_view id, english, japanese;
};

constexpr Entry entries[] = {
#define TENBIN_MESSAGE(id, english, japanese) {#id, english, japanese},
#include "tenbin/language/messages/all.inc"
#undef TENBIN_MESSAGE
};

const Entry& entry(Message message) { return entries[static_cast<std::size_t>(message)]; }

}  // namespace

bool Phrase::operator==(const Phrase& other) const {
  return message == other.message && arguments == other.arguments;
}

bool Argument::operator==(const Argument& other) const { return name == other.name && value == other.value; }

std::string_view raw_text(Language language, Message message) {
  return language == Language::japanese ? entry(message).japanese : entry(message).english;
}

std::string_view message_id(Message message) { return entry(message).id; }

std::size_t message_count() { return std::size(entries); }

std::string text(Language language, Message message, const Arguments& arguments) {
  fmt::dynamic_format_arg_store<fmt::format_context> store;
  for (const Argument& argument : arguments) {
    const char* name = argument.name.c_str();
    std::visit(
        [&](const auto& value) {
          if constexpr (std::same_as<std::remove_cvref_t<decltype(value)>, Phrase>) {
            store.push_back(fmt::arg(name, text(language, value)));
          } else {
            store.push_back(fmt::arg(name, value));
          }
        },
        argument.value);
  }
  try {
    return fmt::vformat(raw_text(language, message), store);
  } catch (const fmt::format_error& error) {
    throw std::logic_error("message " + std::string(message_id(message)) + ": " + error.what());
  }
}

std::string text(Language language, const Phrase& phrase) {
  return text(language, phrase.message, phrase.arguments);
}

std::optional<Language> parse_language(std::string_view word) {
  for (const Language language : languages) {
    if (word == language_code(language)) return language;
  }
  return std::nullopt;
}

std::string_view language_code(Language language) { return language == Language::japanese ? "ja" : "en"; }

Language language_of_locale(const char* lc_all, const char* lc_messages, const char* lang) {
  for (const char* value : std::array{lc_all, lc_messages, lang}) {
    if (value == nullptr || *value == '\0') continue;
    return std::string_view(value).substr(0, 2) == "ja" ? Language::japanese : Language::english;
  }
  return Language::english;
}

Language language_of_environment() {
  return language_of_locale(std::getenv("LC_ALL"), std::getenv("LC_MESSAGES"), std::getenv("LANG"));
}

}  // namespace tenbin::language
