#include "tenbin/batch/scenario_set.hpp"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <system_error>
#include <utility>

#include "tenbin/language/messages/batch.hpp"
#include "tenbin/language/messages/errors.hpp"
#include "tenbin/scenario/document.hpp"

namespace tenbin::batch {

namespace fs = std::filesystem;
using language::Message;
using language::Phrase;
using scenario::Node;
using scenario::Problem;
using Json = nlohmann::ordered_json;

struct ScenarioSet::Axis {
  std::string pointer;
  std::vector<Json> values;
  std::vector<std::string> words;  ///< "name=value" by value
};

struct ScenarioSet::Grid {
  Json base;
  std::vector<Axis> axes;

  /// Places of the axes' values in scenario `number`; the last axis changes fastest.
  std::vector<std::size_t> places(std::size_t number) const {
    std::vector<std::size_t> places(axes.size());
    for (std::size_t i = axes.size(); i-- > 0; number /= axes[i].values.size()) {
      places[i] = number % axes[i].values.size();
    }
    return places;
  }
};

namespace {

constexpr std::size_t longest_word = 40;  // of a value that stands in a member's name

std::optional<std::string> read_whole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (file.bad()) return std::nullopt;
  return text;
}

bool is_set_file(const scenario::Document& document) {
  if (document.root == nullptr || document.root->kind != Node::Kind::object) return false;
  const Node* format = document.root->find("format");
  return format != nullptr && format->kind == Node::Kind::string && format->text == "tenbin/set";
}

/// The tokens of an RFC 6901 pointer; nothing if it is not one, or points to the whole document.
std::optional<std::vector<std::string>> tokens_of(const std::string& pointer) {
  if (pointer.size() < 2 || pointer.front() != '/') return std::nullopt;
  std::vector<std::string> tokens{""};
  for (std::size_t i = 1; i < pointer.size(); ++i) {
    if (pointer[i] == '/') {
      tokens.emplace_back();
    } else if (pointer[i] != '~') {
      tokens.back() += pointer[i];
    } else {
      if (++i == pointer.size() || (pointer[i] != '0' && pointer[i] != '1')) return std::nullopt;
      tokens.back() += pointer[i] == '0' ? '~' : '/';
    }
  }
  return tokens;
}

/// The value that a token names, or null.
Json* step(Json& value, const std::string& token) {
  if (value.is_object()) {
    const auto found = value.find(token);
    return found == value.end() ? nullptr : &*found;
  }
  if (!value.is_array() || token.empty() || token.size() > 9) return nullptr;
  if (token.size() > 1 && token.front() == '0') return nullptr;
  if (!std::all_of(token.begin(), token.end(), [](char c) { return c >= '0' && c <= '9'; })) return nullptr;
  const std::size_t place = std::stoul(token);
  return place < value.size() ? &value[place] : nullptr;
}

/// The place that a pointer names; the last key of an object may be new. Null where there is no such place;
/// `missing` is then the part of the pointer that leads nowhere.
Json* place_of(Json& base, const std::vector<std::string>& tokens, std::string& missing) {
  Json* value = &base;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    missing += "/" + scenario::escaped_pointer_part(tokens[i]);
    if (i + 1 == tokens.size() && value->is_object()) return &(*value)[tokens[i]];
    value = step(*value, tokens[i]);
    if (value == nullptr) return nullptr;
  }
  return value;
}

}  // namespace

struct SetBuilder {
  ScenarioSet set;
  std::vector<Problem> problems;

  void report(const std::string& file, const std::string& pointer, Phrase phrase) {
    problems.push_back({file, pointer, std::move(phrase), problems.size()});
  }

  void add_path(const std::string& path) {
    std::error_code error;
    if (fs::is_directory(path, error)) return add_folder(path);
    const std::optional<std::string> text = read_whole(path);
    if (!text) {
      const Message reason =
          fs::exists(path, error) ? message::reason_not_permitted : message::reason_not_found;
      return report(path, "", {message::error_unreadable, {{"reason", reason}}});
    }
    if (text->size() <= scenario::largest_file) {
      const scenario::Document document = scenario::parse_document(*text);
      if (is_set_file(document)) return add_set(path, *text, *document.root);
    }
    add_file(path, path);
  }

  void add_file(const std::string& name, const std::string& file) {
    set.members_.push_back({name, file, nullptr, 0});
  }

  void add_folder(const std::string& path) {
    std::vector<std::string> names;
    std::error_code error;
    for (fs::directory_iterator entry(path, error), end; !error && entry != end; entry.increment(error)) {
      if (entry->path().extension() == ".json" && !entry->is_directory(error))
        names.push_back(entry->path().filename().string());
    }
    if (error) {
      return report(path, "", {message::error_unreadable, {{"reason", message::reason_not_permitted}}});
    }
    if (names.empty()) return report(path, "", {message::set_empty_folder, {}});
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) add_file(name, (fs::path(path) / name).string());
  }

  // Set files.

  /// The entry if it has the kind; otherwise its problem is reported.
  const Node* entry(const std::string& file, const Node& object, const char* key, Node::Kind kind,
                    Message wanted) {
    const Node* found = object.find(key);
    if (found == nullptr || found->kind == kind) return found;
    report(file, found->pointer(), {message::set_wrong_kind, {{"wanted", wanted}}});
    return nullptr;
  }

  void check_keys(const std::string& file, const Node& object, const std::vector<std::string>& known) {
    std::set<std::string> seen;
    for (const Node* item : object.items) {
      if (!seen.insert(item->key).second) {
        report(file, item->pointer(), {message::error_duplicate_key, {}});
      } else if (std::find(known.begin(), known.end(), item->key) == known.end()) {
        const std::string near = scenario::nearest_word(item->key, known);
        std::string list;
        for (const std::string& word : known) list += (list.empty() ? "" : ", ") + word;
        report(file, item->pointer(),
               near.empty() ? Phrase{message::error_unknown_key_list, {{"known", list}}}
                            : Phrase{message::error_unknown_key, {{"suggestion", near}}});
      }
    }
  }

  void add_set(const std::string& file, const std::string& text, const Node& root) {
    const std::size_t before = problems.size();
    check_keys(file, root, {"format", "version", "name", "comment", "scenarios", "base", "grid"});
    const Node* version = root.find("version");
    if (version == nullptr || !version->is_numeric() || version->number != 1)
      report(file, "/version", {message::set_version, {}});
    for (const char* key : {"name", "comment"})
      entry(file, root, key, Node::Kind::string, message::wanted_text);
    const Node* list = entry(file, root, "scenarios", Node::Kind::array, message::wanted_list);
    const Node* base = entry(file, root, "base", Node::Kind::string, message::wanted_text);
    const Node* grid = entry(file, root, "grid", Node::Kind::array, message::wanted_list);
    if (list != nullptr) add_list(file, *list);
    if (root.find("grid") != nullptr && root.find("base") == nullptr)
      report(file, "/grid", {message::set_grid_without_base, {}});
    if (base != nullptr && problems.size() == before) add_grid(file, text, *base, grid);
    if (problems.size() == before && root.find("scenarios") == nullptr && base == nullptr)
      report(file, "/", {message::set_empty_file, {}});
  }

  void add_list(const std::string& file, const Node& list) {
    for (const Node* item : list.items) {
      if (item->kind != Node::Kind::string || item->text.empty()) {
        report(file, item->pointer(), {message::set_wrong_kind, {{"wanted", message::wanted_text}}});
      } else {
        add_file(item->text, beside(file, item->text));
      }
    }
    if (list.items.empty()) report(file, list.pointer(), {message::set_empty_list, {}});
  }

  static std::string beside(const std::string& file, const std::string& name) {
    return (fs::path(file).parent_path() / name).lexically_normal().string();
  }

  void add_grid(const std::string& file, const std::string& text, const Node& base, const Node* axes) {
    const std::string base_file = beside(file, base.text);
    scenario::ReadResult read = scenario::read_scenario_file(base_file);
    if (!read.scenario) {
      report(file, base.pointer(), {message::set_bad_base, {{"base", base.text}}});
      problems.insert(problems.end(), read.problems.begin(), read.problems.end());
      return;
    }
    auto grid = std::make_shared<ScenarioSet::Grid>();
    grid->base = Json::parse(read_whole(base_file).value_or("null"), nullptr, false);
    const Json whole = Json::parse(text);
    const std::size_t before = problems.size();
    std::size_t count = 1;
    for (std::size_t i = 0; axes != nullptr && i < axes->items.size(); ++i) {
      add_axis(file, *axes->items[i], whole["grid"][i], *grid);
      if (problems.size() != before) continue;
      const std::size_t values = grid->axes.back().values.size();
      if (count > ScenarioSet::most_members / values) {
        return report(file, axes->pointer(), {message::set_too_many, {{"limit", ScenarioSet::most_members}}});
      }
      count *= values;
    }
    if (problems.size() != before) return;
    for (std::size_t number = 0; number < count; ++number) {
      std::string name = base.text;
      const std::vector<std::size_t> places = grid->places(number);
      for (std::size_t i = 0; i < places.size(); ++i) {
        name += (i == 0 ? " " : ", ") + grid->axes[i].words[places[i]];
      }
      set.members_.push_back({std::move(name), base_file, grid, number});
    }
  }

  void add_axis(const std::string& file, const Node& node, const Json& json, ScenarioSet::Grid& grid) {
    if (node.kind != Node::Kind::object) {
      return report(file, node.pointer(), {message::set_wrong_kind, {{"wanted", message::wanted_object}}});
    }
    check_keys(file, node, {"pointer", "name", "values", "comment"});
    for (const char* key : {"pointer", "values"}) {
      if (node.find(key) == nullptr)
        report(file, node.pointer() + "/" + key, {message::set_missing, {{"key", key}}});
    }
    entry(file, node, "comment", Node::Kind::string, message::wanted_text);
    const Node* name = entry(file, node, "name", Node::Kind::string, message::wanted_text);
    const Node* pointer = entry(file, node, "pointer", Node::Kind::string, message::wanted_text);
    const Node* values = entry(file, node, "values", Node::Kind::array, message::wanted_list);
    ScenarioSet::Axis axis;
    if (pointer != nullptr) {
      axis.pointer = pointer->text;
      check_pointer(file, *pointer, grid);
    }
    if (values != nullptr) {
      if (values->items.empty()) report(file, values->pointer(), {message::set_no_values, {}});
      axis.values.assign(json["values"].begin(), json["values"].end());
      for (std::size_t i = 0; i < axis.values.size(); ++i) {
        if (std::find(axis.values.begin(), axis.values.begin() + static_cast<std::ptrdiff_t>(i),
                      axis.values[i]) != axis.values.begin() + static_cast<std::ptrdiff_t>(i))
          report(file, values->items[i]->pointer(), {message::set_value_twice, {}});
        std::string word = axis.values[i].dump();
        if (word.size() > longest_word) word = "#" + std::to_string(i + 1);
        axis.words.push_back((name != nullptr ? name->text : axis.pointer) + "=" + word);
      }
    }
    grid.axes.push_back(std::move(axis));
  }

  void check_pointer(const std::string& file, const Node& pointer, const ScenarioSet::Grid& grid) {
    const auto tokens = tokens_of(pointer.text);
    if (!tokens) {
      return report(file, pointer.pointer(),
                    {message::set_not_a_pointer, {{"value", scenario::in_quotes(pointer.text)}}});
    }
    for (const ScenarioSet::Axis& other : grid.axes) {
      if (other.pointer.empty()) continue;  // missing, and reported
      const std::string a = other.pointer + "/", b = pointer.text + "/";
      if (a.compare(0, b.size(), b) == 0 || b.compare(0, a.size(), a) == 0) {
        return report(file, pointer.pointer(),
                      {message::set_pointers_meet, {{"other", scenario::in_quotes(other.pointer)}}});
      }
    }
    Json copy = grid.base;
    std::string missing;
    if (place_of(copy, *tokens, missing) == nullptr)
      report(file, pointer.pointer(),
             {message::set_leads_nowhere, {{"missing", scenario::in_quotes(missing)}}});
  }

  void check_names(const std::string& file) {
    std::set<std::string> seen;
    for (const ScenarioSet::Member& member : set.members_) {
      if (seen.insert(member.name).second) continue;
      report(file, "", {message::set_name_twice, {{"name", scenario::in_quotes(member.name)}}});
    }
    if (set.members_.size() > ScenarioSet::most_members)
      report(file, "", {message::set_too_many, {{"limit", ScenarioSet::most_members}}});
  }
};

std::vector<Change> ScenarioSet::changes(std::size_t member) const {
  std::vector<Change> list;
  const Member& one = members_[member];
  if (!one.grid) return list;
  const std::vector<std::size_t> places = one.grid->places(one.number);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const Axis& axis = one.grid->axes[i];
    list.push_back({axis.pointer, axis.values[places[i]].dump()});
  }
  return list;
}

scenario::ReadResult ScenarioSet::read(std::size_t member) const {
  const Member& one = members_[member];
  if (!one.grid) {
    scenario::ReadResult read = scenario::read_scenario_file(one.file);
    for (Problem& problem : read.problems) problem.file = one.name;  // the same wherever the set lies
    return read;
  }
  Json changed = one.grid->base;
  const std::vector<std::size_t> places = one.grid->places(one.number);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const Axis& axis = one.grid->axes[i];
    std::string ignored;
    *place_of(changed, *tokens_of(axis.pointer), ignored) = axis.values[places[i]];
  }
  return scenario::read_scenario(changed.dump(), one.name);
}

SetReadResult read_set(const std::vector<std::string>& paths) {
  SetBuilder builder;
  for (const std::string& path : paths) builder.add_path(path);
  if (builder.problems.empty()) builder.check_names(paths.empty() ? "" : paths.front());
  SetReadResult result;
  result.problems = std::move(builder.problems);
  if (result.problems.empty() && builder.set.size() > 0) result.set = std::move(builder.set);
  return result;
}

}  // namespace tenbin::batch
