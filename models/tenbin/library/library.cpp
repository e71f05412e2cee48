#include "tenbin/library/library.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "tenbin/core/error.hpp"

namespace tenbin::library {

/// Defined by the build from scenarios/library (cmake/EmbedFiles.cmake).
const std::vector<std::pair<std::string_view, std::string_view>>& embedded_files();

namespace {

using Json = nlohmann::json;

[[noreturn]] void refuse(const std::string& where, const std::string& why) {
  throw ParameterError(fmt::format("library: {} ({})", where, why));
}

void check_keys(const Json& object, const std::set<std::string>& required,
                const std::set<std::string>& optional, const std::string& where) {
  if (!object.is_object()) refuse(where, "must be an object");
  for (const auto& [key, value] : object.items()) {
    if (!required.contains(key) && !optional.contains(key))
      refuse(where, fmt::format("unknown key '{}'", key));
  }
  for (const std::string& key : required) {
    if (!object.contains(key)) refuse(where, fmt::format("key '{}' is missing", key));
  }
}

std::string text(const Json& object, const std::string& key, const std::string& where) {
  const Json& value = object.at(key);
  if (!value.is_string() || value.get<std::string>().empty()) {
    refuse(where, fmt::format("'{}' must be a text that is not empty", key));
  }
  return value.get<std::string>();
}

double finite(const Json& object, const std::string& key, const std::string& where) {
  const Json& value = object.at(key);
  if (!value.is_number() || !std::isfinite(value.get<double>())) {
    refuse(where, fmt::format("'{}' must be a finite number", key));
  }
  return value.get<double>();
}

Confidence confidence(const std::string& name, const std::string& where) {
  if (name == "high") return Confidence::high;
  if (name == "medium") return Confidence::medium;
  if (name == "low") return Confidence::low;
  refuse(where, fmt::format("confidence '{}' is not high, medium or low", name));
}

std::pair<std::string, std::string> description(const Json& entry, const std::string& where) {
  const Json& both = entry.at("description");
  check_keys(both, {"en", "ja"}, {}, where + ": description");
  return {text(both, "en", where), text(both, "ja", where)};
}

Number read_number(const Json& entry, const std::string& document) {
  if (!entry.is_object() || !entry.contains("id") || !entry["id"].is_string()) {
    refuse(document, "an entry has no id");
  }
  const std::string where = document + ": " + entry["id"].get<std::string>();
  check_keys(entry, {"id", "value", "unit", "source", "confidence", "judgement", "description"},
             {"currency", "price_year", "low", "high"}, where);
  Number number;
  number.id = text(entry, "id", where);
  number.value = finite(entry, "value", where);
  number.unit = text(entry, "unit", where);
  number.source = text(entry, "source", where);
  number.confidence = confidence(text(entry, "confidence", where), where);
  if (!entry["judgement"].is_boolean()) refuse(where, "'judgement' must be true or false");
  number.judgement = entry["judgement"].get<bool>();
  std::tie(number.description_en, number.description_ja) = description(entry, where);
  if (entry.contains("currency") != entry.contains("price_year")) {
    refuse(where, "money needs both a currency and a price year");
  }
  if (entry.contains("currency")) {
    number.currency = text(entry, "currency", where);
    if (number.unit != number.currency) refuse(where, "the unit of money must be its currency");
    number.price_year = static_cast<int>(finite(entry, "price_year", where));
  } else if (number.unit == "JPY") {
    refuse(where, "money needs both a currency and a price year");
  }
  if (entry.contains("low") != entry.contains("high")) refuse(where, "a range needs both low and high");
  if (entry.contains("low")) {
    number.low = finite(entry, "low", where);
    number.high = finite(entry, "high", where);
    if (!(*number.low <= number.value && number.value <= *number.high)) {
      refuse(where,
             fmt::format("value {} is outside its range [{}, {}]", number.value, *number.low, *number.high));
    }
  }
  return number;
}

}  // namespace

std::string to_string(Confidence value) {
  switch (value) {
    case Confidence::high:
      return "high";
    case Confidence::medium:
      return "medium";
    case Confidence::low:
      break;
  }
  return "low";
}

Library::Library(const std::vector<std::pair<std::string_view, std::string_view>>& documents) {
  std::set<std::string> exposure_ids;
  for (const auto& [name, content] : documents) {
    const std::string document{name};
    const Json json = Json::parse(content, nullptr, false);
    if (json.is_discarded()) refuse(document, "is not valid JSON");
    check_keys(json, {"format", "version", "numbers"}, {"exposures"}, document);
    if (json["format"] != "tenbin/library" || json["version"] != 1) {
      refuse(document, "format must be tenbin/library, version 1");
    }
    if (!json["numbers"].is_array()) refuse(document, "'numbers' must be an array");
    for (const Json& entry : json["numbers"]) {
      Number number = read_number(entry, document);
      const std::string id = number.id;
      if (!numbers_.emplace(id, std::move(number)).second)
        refuse(document + ": " + id, "the id is given twice");
    }
    for (const Json& entry : json.value("exposures", Json::array())) {
      const std::string where = document + ": exposures";
      check_keys(entry, {"id", "unit", "description"}, {}, where);
      auto [en, ja] = description(entry, where);
      exposures_.push_back({text(entry, "id", where), text(entry, "unit", where), en, ja});
      if (!exposure_ids.insert(exposures_.back().id).second) {
        refuse(where, fmt::format("'{}' is given twice", exposures_.back().id));
      }
    }
  }
}

const Number& Library::number(std::string_view id) const {
  const auto found = numbers_.find(id);
  if (found == numbers_.end()) refuse(std::string{id}, "there is no such number in the library");
  return found->second;
}

bool Library::has(std::string_view id) const { return numbers_.contains(id); }

const Library& standard_library() {
  static const Library library{embedded_files()};
  return library;
}

double LibraryReader::operator()(std::string_view id) {
  const Number& number = library_->number(id);
  used_.insert(number.id);
  return number.value;
}

std::vector<const Number*> LibraryReader::used() const {
  std::vector<const Number*> result;
  for (const std::string& id : used_) result.push_back(&library_->number(id));
  return result;
}

}  // namespace tenbin::library
