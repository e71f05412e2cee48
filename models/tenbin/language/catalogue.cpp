#include "tenbin/language/catalogue.hpp"

#include <fmt/args.h>
#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <stdexcept>

#include "tenbin/language/messages/audit.hpp"
#include "tenbin/language/messages/batch.hpp"
#include "tenbin/language/messages/book.hpp"
#include "tenbin/language/messages/buyer.hpp"
#include "tenbin/language/messages/compare.hpp"
#include "tenbin/language/messages/conditions.hpp"
#include "tenbin/language/messages/council.hpp"
#include "tenbin/language/messages/designs.hpp"
#include "tenbin/language/messages/errors.hpp"
#include "tenbin/language/messages/export.hpp"
#include "tenbin/language/messages/fields.hpp"
#include "tenbin/language/messages/gaps.hpp"
#include "tenbin/language/messages/guarantee.hpp"
#include "tenbin/language/messages/help.hpp"
#include "tenbin/language/messages/import.hpp"
#include "tenbin/language/messages/liability.hpp"
#include "tenbin/language/messages/names.hpp"
#include "tenbin/language/messages/pages.hpp"
#include "tenbin/language/messages/peril_heads.hpp"
#include "tenbin/language/messages/perils.hpp"
#include "tenbin/language/messages/policy_terms.hpp"
#include "tenbin/language/messages/products.hpp"
#include "tenbin/language/messages/progress.hpp"
#include "tenbin/language/messages/rate.hpp"
#include "tenbin/language/messages/regime.hpp"
#include "tenbin/language/messages/report.hpp"
#include "tenbin/language/messages/report_command.hpp"
#include "tenbin/language/messages/rules.hpp"
#include "tenbin/language/messages/shell.hpp"
#include "tenbin/language/messages/template.hpp"
#include "tenbin/language/messages/terms.hpp"

namespace tenbin::language {
namespace {

constexpr Message messages[] = {
#undef TENBIN_MESSAGE
#define TENBIN_MESSAGE(id, english, japanese) message::id,
#include "tenbin/language/messages/all.inc"
#undef TENBIN_MESSAGE
};

}  // namespace

bool Phrase::operator==(const Phrase& other) const {
  return message == other.message && arguments == other.arguments;
}

bool Argument::operator==(const Argument& other) const { return name == other.name && value == other.value; }

std::span<const Message> all_messages() { return messages; }

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
    return fmt::vformat(message.raw(language), store);
  } catch (const fmt::format_error& error) {
    throw std::logic_error("message " + std::string(message.id()) + ": " + error.what());
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
