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

std::pair<std::string, std::string> both_languages(const Json& entry, const char* key,
                                                   const std::string& where) {
  const Json& both = entry.at(key);
  check_keys(both, {"en", "ja"}, {}, where + ": " + key);
  return {text(both, "en", where), text(both, "ja", where)};
}

std::pair<std::string, std::string> description(const Json& entry, const std::string& where) {
  return both_languages(entry, "description", where);
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

Entry read_entry(const Json& entry, const std::string& where) {
  Entry result;
  result.id = text(entry, "id", where);
  std::tie(result.description_en, result.description_ja) = description(entry, where + ": " + result.id);
  result.source = text(entry, "source", where + ": " + result.id);
  result.confidence = confidence(text(entry, "confidence", where), where + ": " + result.id);
  if (!entry.at("judgement").is_boolean())
    refuse(where + ": " + result.id, "'judgement' must be true or false");
  result.judgement = entry["judgement"].get<bool>();
  return result;
}

/// Keys that every entry has, with those of its kind.
std::set<std::string> keys(std::set<std::string> own) {
  own.insert({"id", "description", "source", "confidence", "judgement"});
  return own;
}

std::string text_or_nothing(const Json& object, const std::string& key, const std::string& where) {
  return object.contains(key) ? text(object, key, where) : std::string();
}

std::vector<std::string> texts(const Json& object, const std::string& key, const std::string& where) {
  std::vector<std::string> result;
  if (!object.contains(key)) return result;
  if (!object[key].is_array()) refuse(where, fmt::format("'{}' must be an array", key));
  for (const Json& item : object[key]) {
    if (!item.is_string()) refuse(where, fmt::format("'{}' must hold texts", key));
    result.push_back(item.get<std::string>());
  }
  return result;
}

std::map<std::string, double> amounts(const Json& object, const std::string& key, const std::string& where) {
  std::map<std::string, double> result;
  if (!object.contains(key)) return result;
  if (!object[key].is_object()) refuse(where, fmt::format("'{}' must be an object", key));
  for (const auto& [name, value] : object[key].items()) result[name] = finite(object[key], name, where);
  return result;
}

Example read_example(const Json& entry, const std::string& where) {
  check_keys(entry, {"business_type", "autonomy", "exposure"},
             {"product_class", "people", "performance", "components"}, where);
  Example example;
  example.business_type = text(entry, "business_type", where);
  example.autonomy = text(entry, "autonomy", where);
  example.product_class = text_or_nothing(entry, "product_class", where);
  example.people = text_or_nothing(entry, "people", where);
  example.exposure = amounts(entry, "exposure", where);
  example.performance = amounts(entry, "performance", where);
  const Json components = entry.value("components", Json::object());
  for (const auto& [id, kind] : components.items()) {
    if (!kind.is_string()) refuse(where, "a component's kind must be a text");
    example.components[id] = kind.get<std::string>();
  }
  return example;
}

UseCase read_use_case(const Json& entry, const std::string& where) {
  check_keys(entry, keys({"audit_weights", "consequence", "perils", "examples"}), {"consumer_party"}, where);
  UseCase use_case;
  static_cast<Entry&>(use_case) = read_entry(entry, where);
  const std::string here = where + ": " + use_case.id;
  use_case.audit_weights = text(entry, "audit_weights", here);
  use_case.consequence = text(entry, "consequence", here);
  use_case.consumer_party = text_or_nothing(entry, "consumer_party", here);
  if (!entry["perils"].is_array() || !entry["examples"].is_array()) {
    refuse(here, "'perils' and 'examples' must be arrays");
  }
  for (const Json& item : entry["perils"]) {
    if (item.is_string()) {
      use_case.perils.push_back({item.get<std::string>(), {}, {}});
      continue;
    }
    check_keys(item, {"peril"}, {"business_types", "if_stated"}, here + ": perils");
    use_case.perils.push_back({text(item, "peril", here), texts(item, "business_types", here),
                               text_or_nothing(item, "if_stated", here)});
  }
  for (const Json& item : entry["examples"])
    use_case.examples.push_back(read_example(item, here + ": examples"));
  return use_case;
}

BusinessType read_business_type(const Json& entry, const std::string& where) {
  check_keys(entry, keys({}), {"party"}, where);
  BusinessType type;
  static_cast<Entry&>(type) = read_entry(entry, where);
  type.party = text_or_nothing(entry, "party", where);
  return type;
}

PerilEntry read_peril(const Json& entry, const std::string& where) {
  check_keys(entry, keys({"name", "attack", "caused_by_ai"}), {}, where);
  PerilEntry peril;
  static_cast<Entry&>(peril) = read_entry(entry, where);
  std::tie(peril.name_en, peril.name_ja) = both_languages(entry, "name", where + ": " + peril.id);
  const std::string word = text(entry, "attack", where);
  bool known = false;
  for (const Attack attack : {Attack::none, Attack::using_ai, Attack::by_ai, Attack::on_ai}) {
    if (to_string(attack) != word) continue;
    peril.attack = attack;
    known = true;
  }
  if (!known) {
    refuse(where + ": " + peril.id, fmt::format("attack '{}' is not none, using_ai, by_ai or on_ai", word));
  }
  if (!entry["caused_by_ai"].is_boolean()) refuse(where, "'caused_by_ai' must be true or false");
  peril.caused_by_ai = entry["caused_by_ai"].get<bool>();
  return peril;
}

template <class Kind>
Kind read_plain(const Json& entry, const std::string& where) {
  check_keys(entry, keys({}), {}, where);
  Kind result;
  static_cast<Entry&>(result) = read_entry(entry, where);
  return result;
}

/// All entries of a list of the document, each with an id of its own.
template <class Kind, class Read>
void read_list(const Json& json, const char* list, const std::string& document, std::vector<Kind>& into,
               Read read) {
  const Json items = json.value(list, Json::array());
  const std::string where = document + ": " + list;
  if (!items.is_array()) refuse(where, "must be an array");
  for (const Json& item : items) {
    if (!item.is_object()) refuse(where, "an entry must be an object");
    Kind entry = read(item, where);
    for (const Kind& other : into) {
      if (other.id == entry.id) refuse(where, fmt::format("'{}' is given twice", entry.id));
    }
    into.push_back(std::move(entry));
  }
}

template <class Kind>
const Kind* find_entry(const std::vector<Kind>& entries, std::string_view id) {
  for (const Kind& entry : entries) {
    if (entry.id == id) return &entry;
  }
  return nullptr;
}

/// What use cases name must be there.
void check_use_case(const UseCase& use_case, const Library& library) {
  const std::string where = "use case " + use_case.id;
  const auto check_type = [&](const std::string& type) {
    if (library.business_type(type) == nullptr) {
      refuse(where, fmt::format("business type '{}' is not in the library", type));
    }
  };
  const auto check_exposure = [&](const std::string& id) {
    if (find_entry(library.exposures(), id) == nullptr) {
      refuse(where, fmt::format("exposure '{}' is not in the library", id));
    }
  };
  for (const UseCasePeril& peril : use_case.perils) {
    const PerilEntry* entry = library.peril(peril.peril);
    if (entry == nullptr) refuse(where, fmt::format("peril '{}' is not in the library", peril.peril));
    for (const std::string& type : peril.business_types) check_type(type);
    if (!peril.if_stated.empty()) check_exposure(peril.if_stated);
    const std::string baseline = fmt::format("use_case/{}/without_ai/{}", use_case.id, peril.peril);
    if (entry->caused_by_ai && !library.has(baseline)) {
      refuse(where, fmt::format("without AI the frequency of {} is not known (there is no number {})",
                                peril.peril, baseline));
    }
  }
  for (const Example& example : use_case.examples) {
    check_type(example.business_type);
    for (const auto& [id, amount] : example.exposure) check_exposure(id);
  }
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

std::string to_string(Attack attack) {
  switch (attack) {
    case Attack::using_ai:
      return "using_ai";
    case Attack::by_ai:
      return "by_ai";
    case Attack::on_ai:
      return "on_ai";
    case Attack::none:
      break;
  }
  return "none";
}

const Example* UseCase::example(std::string_view business_type) const {
  for (const Example& candidate : examples) {
    if (candidate.business_type == business_type) return &candidate;
  }
  return nullptr;
}

Library::Library(const std::vector<std::pair<std::string_view, std::string_view>>& documents) {
  for (const auto& [name, content] : documents) {
    const std::string document{name};
    const Json json = Json::parse(content, nullptr, false);
    if (json.is_discarded()) refuse(document, "is not valid JSON");
    check_keys(json, {"format", "version", "numbers"},
               {"exposures", "use_cases", "business_types", "perils", "people", "components"}, document);
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
    read_list(json, "exposures", document, exposures_, [](const Json& entry, const std::string& where) {
      check_keys(entry, {"id", "unit", "description"}, {}, where);
      auto [en, ja] = description(entry, where);
      return Exposure{text(entry, "id", where), text(entry, "unit", where), en, ja};
    });
    read_list(json, "use_cases", document, use_cases_, read_use_case);
    read_list(json, "business_types", document, business_types_, read_business_type);
    read_list(json, "perils", document, perils_, read_peril);
    read_list(json, "people", document, people_, read_plain<People>);
    read_list(json, "components", document, components_, read_plain<ComponentKind>);
  }
  for (const UseCase& use_case : use_cases_) check_use_case(use_case, *this);
}

const UseCase* Library::use_case(std::string_view id) const { return find_entry(use_cases_, id); }
const BusinessType* Library::business_type(std::string_view id) const {
  return find_entry(business_types_, id);
}
const PerilEntry* Library::peril(std::string_view id) const { return find_entry(perils_, id); }

Library Library::with(const std::vector<Number>& numbers) const {
  Library result = *this;
  for (const Number& number : numbers) result.numbers_.insert_or_assign(number.id, number);
  return result;
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
  const auto replaced = replaced_.find(id);
  return replaced == replaced_.end() ? number.value : replaced->second;
}

std::vector<const Number*> LibraryReader::used() const {
  std::vector<const Number*> result;
  for (const std::string& id : used_) result.push_back(&library_->number(id));
  return result;
}

}  // namespace tenbin::library
