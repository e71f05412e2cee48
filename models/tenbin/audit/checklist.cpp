#include "tenbin/audit/checklist.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "tenbin/core/error.hpp"

namespace tenbin::audit {

/// Defined by the build from scenarios/library/checklist.json (cmake/EmbedFiles.cmake).
const std::vector<std::pair<std::string_view, std::string_view>>& embedded_files();

namespace {

using Json = nlohmann::json;

constexpr std::size_t items_per_dimension = 5;

[[noreturn]] void refuse(const std::string& where, const std::string& why) {
  throw ParameterError(fmt::format("checklist: {} ({})", where, why));
}

void check_keys(const Json& object, const std::set<std::string>& wanted, const std::string& where) {
  if (!object.is_object()) refuse(where, "must be an object");
  for (const auto& [key, value] : object.items()) {
    if (!wanted.contains(key)) refuse(where, fmt::format("unknown key '{}'", key));
  }
  for (const std::string& key : wanted) {
    if (!object.contains(key)) refuse(where, fmt::format("key '{}' is missing", key));
  }
}

std::string text(const Json& object, const std::string& key, const std::string& where) {
  const Json& value = object.at(key);
  if (!value.is_string() || value.get<std::string>().empty())
    refuse(where, fmt::format("'{}' must be a text that is not empty", key));
  return value.get<std::string>();
}

std::pair<std::string, std::string> both(const Json& object, const std::string& key,
                                         const std::string& where) {
  const std::string inside = where + ": " + key;
  check_keys(object.at(key), {"en", "ja"}, inside);
  return {text(object[key], "en", inside), text(object[key], "ja", inside)};
}

const Json& list(const Json& object, const std::string& key, const std::string& where) {
  const Json& value = object.at(key);
  if (!value.is_array() || value.empty())
    refuse(where, fmt::format("'{}' must be a list that is not empty", key));
  return value;
}

std::optional<Level> level(const std::string& word) {
  for (const Level candidate : {Level::required, Level::one, Level::two, Level::three}) {
    if (to_string(candidate) == word) return candidate;
  }
  return std::nullopt;
}

Clause read_clause(const Json& json, const std::string& where) {
  check_keys(json, {"framework", "clause", "confidence"}, where);
  Clause clause{text(json, "framework", where), text(json, "clause", where), text(json, "confidence", where)};
  if (clause.confidence != "high" && clause.confidence != "medium" && clause.confidence != "low")
    refuse(where, fmt::format("confidence '{}' is not high, medium or low", clause.confidence));
  return clause;
}

Item read_item(const Json& json, const std::string& id) {
  check_keys(json, {"id", "level", "question", "evidence", "answers_to"}, id);
  Item item;
  item.id = text(json, "id", id);
  if (item.id != id) refuse(id, fmt::format("has the id '{}'", item.id));
  const std::string word = text(json, "level", id);
  const std::optional<Level> found = level(word);
  if (!found) refuse(id, fmt::format("level '{}' is not required, 1, 2 or 3", word));
  item.level = *found;
  std::tie(item.question_en, item.question_ja) = both(json, "question", id);
  std::tie(item.evidence_en, item.evidence_ja) = both(json, "evidence", id);
  for (const Json& clause : list(json, "answers_to", id)) item.answers_to.push_back(read_clause(clause, id));
  return item;
}

}  // namespace

const std::string& Item::question(language::Language language) const {
  return language == language::Language::japanese ? question_ja : question_en;
}

const std::string& Item::evidence(language::Language language) const {
  return language == language::Language::japanese ? evidence_ja : evidence_en;
}

const std::string& Dimension::name(language::Language language) const {
  return language == language::Language::japanese ? name_ja : name_en;
}

Checklist::Checklist(std::string_view json) {
  const Json document = Json::parse(json, nullptr, false);
  if (document.is_discarded()) refuse("file", "is not valid JSON");
  check_keys(document, {"format", "version", "note", "dimensions"}, "file");
  if (document["format"] != "tenbin/checklist" || document["version"] != 1)
    refuse("file", "format must be tenbin/checklist, version 1");
  for (const Json& entry : list(document, "dimensions", "file")) {
    const std::string number = std::to_string(dimensions_.size() + 1);
    const std::string where = "dimension " + number;
    check_keys(entry, {"id", "name", "items"}, where);
    Dimension dimension;
    dimension.id = text(entry, "id", where);
    std::tie(dimension.name_en, dimension.name_ja) = both(entry, "name", where);
    const Json& items = list(entry, "items", where);
    if (items.size() != items_per_dimension)
      refuse(where, fmt::format("has {} items instead of {}", items.size(), items_per_dimension));
    for (const Json& item : items) {
      dimension.items.push_back(read_item(item, fmt::format("{}.{}", number, dimension.items.size() + 1)));
    }
    dimensions_.push_back(std::move(dimension));
  }
}

std::size_t Checklist::size() const { return dimensions_.size() * items_per_dimension; }

const Item* Checklist::find(std::string_view id) const {
  for (const Dimension& dimension : dimensions_) {
    for (const Item& item : dimension.items) {
      if (item.id == id) return &item;
    }
  }
  return nullptr;
}

const Checklist& standard_checklist() {
  static const Checklist checklist{embedded_files().front().second};
  return checklist;
}

const std::vector<std::string>& dimension_ids() {
  static const std::vector<std::string> ids = [] {
    std::vector<std::string> result;
    for (const Dimension& dimension : standard_checklist().dimensions()) result.push_back(dimension.id);
    return result;
  }();
  return ids;
}

std::string to_string(Level level) {
  switch (level) {
    case Level::required:
      return "required";
    case Level::one:
      return "1";
    case Level::two:
      return "2";
    case Level::three:
      break;
  }
  return "3";
}

}  // namespace tenbin::audit
