#include "tenbin/compare/axis.hpp"

#include <algorithm>
#include <charconv>

#include "tenbin/compare/council.hpp"
#include "tenbin/language/messages/compare.hpp"
#include "tenbin/language/messages/perils.hpp"
#include "tenbin/liability/preset.hpp"
#include "tenbin/scenario/problem.hpp"
#include "tenbin/scenario/vocabulary.hpp"

namespace tenbin::compare {
namespace {

using language::Message;

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

/// Ids of the scenario's designs.
std::vector<std::string> designs_of(const scenario::Scenario& scenario) {
  std::vector<std::string> ids;
  for (const scenario::CoverageDesign& design : scenario.coverage_designs) ids.push_back(design.id);
  return ids;
}

/// Leaves one design in the scenario.
std::optional<Phrase> keep_design(scenario::Scenario& scenario, const std::string& value) {
  for (const scenario::CoverageDesign& design : scenario.coverage_designs) {
    if (design.id != value) continue;
    const scenario::CoverageDesign kept = design;
    scenario.coverage_designs = {kept};
    return std::nullopt;
  }
  return Phrase{message::across_no_design, {{"value", value}, {"designs", joined(designs_of(scenario))}}};
}

/// An audit by a method, or none at all.
std::optional<Phrase> audit_by(Json& scenario, const std::string& value) {
  if (value == "none") return write_at(scenario, "/deployments/*/audit", "null");
  return write_at(scenario, "/deployments/*/audit/method", value);
}

/// The same work with and without the AI.
std::optional<Phrase> with_ai(Json& scenario, const std::string& value) {
  const std::string word = value == "with" ? "used" : value == "without" ? "none" : value;
  return write_at(scenario, "/deployments/*/ai", word);
}

/// A rule by its name takes the place of the whole allocation; an object as it is.
std::optional<Phrase> liability_by(Json& scenario, const std::string& value) {
  const Json read = value_of(value);
  if (!read.is_string()) return write_at(scenario, "/liability", value);
  const std::string rule = read.get<std::string>();
  const auto now = scenario.find("liability");
  if (liability::find_preset(rule) != nullptr) {
    Json changed = now != scenario.end() && now->is_object() ? *now : Json::object();
    for (const char* key : {"rule", "shares", "parameters"}) changed.erase(key);
    changed["preset"] = rule;
    scenario["liability"] = std::move(changed);
    return std::nullopt;
  }
  if (now != scenario.end() && now->is_object() && now->value("rule", "") == rule) return std::nullopt;
  scenario["liability"] = Json{{"rule", rule}};
  return std::nullopt;
}

Axis plain(std::string name, Message doc, std::string pointer) {
  return {std::move(name), doc, std::move(pointer), {}, {}, {}, {}};
}

/// Parts of a pointer, unescaped (RFC 6901).
std::vector<std::string> parts_of(const std::string& pointer) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < pointer.size();) {
    const std::size_t end = std::min(pointer.find('/', at + 1), pointer.size());
    std::string part;
    for (std::size_t i = at + 1; i < end; ++i) {
      const bool escaped =
          pointer[i] == '~' && i + 1 < end && (pointer[i + 1] == '0' || pointer[i + 1] == '1');
      part += escaped ? (pointer[i + 1] == '0' ? '~' : '/') : pointer[i];
      i += escaped ? 1 : 0;
    }
    parts.push_back(std::move(part));
    at = end;
  }
  return parts;
}

std::optional<std::size_t> index_of(const std::string& part) {
  std::size_t index = 0;
  const auto end = std::from_chars(part.data(), part.data() + part.size(), index);
  if (part.empty() || end.ec != std::errc{} || end.ptr != part.data() + part.size()) return std::nullopt;
  return index;
}

std::optional<Phrase> write_parts(Json& place, const std::vector<std::string>& parts, std::size_t depth,
                                  const Json& value, const std::string& pointer) {
  if (depth == parts.size()) {
    place = value;
    return std::nullopt;
  }
  const std::string& part = parts[depth];
  if (part == "*" && (place.is_array() || place.is_null())) {
    if (place.empty()) return Phrase{message::across_nothing_there, {{"pointer", pointer}}};
    for (Json& item : place) {
      if (auto fault = write_parts(item, parts, depth + 1, value, pointer)) return fault;
    }
    return std::nullopt;
  }
  if (place.is_array()) {
    const auto index = index_of(part);
    if (!index || *index >= place.size())
      return Phrase{message::across_no_entry,
                    {{"pointer", pointer}, {"part", part}, {"count", place.size()}}};
    if (depth + 1 == parts.size() && value.is_null()) {
      place.erase(*index);
      return std::nullopt;
    }
    return write_parts(place[*index], parts, depth + 1, value, pointer);
  }
  if (!place.is_object()) return Phrase{message::across_not_inside, {{"pointer", pointer}, {"part", part}}};
  if (depth + 1 == parts.size() && value.is_null()) {
    place.erase(part);
    return std::nullopt;
  }
  if (!place.contains(part)) {
    const bool list_wanted =
        depth + 1 < parts.size() && (parts[depth + 1] == "*" || index_of(parts[depth + 1]));
    place[part] = depth + 1 == parts.size() ? Json() : list_wanted ? Json::array() : Json::object();
  }
  return write_parts(place[part], parts, depth + 1, value, pointer);
}

/// Parts between separators that stand outside brackets and quotes.
std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts(1);
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '\\' && i + 1 < text.size()) {
      parts.back() += c;
      parts.back() += text[++i];
      continue;
    }
    if (c == '"') quoted = !quoted;
    if (!quoted) {
      if (c == '[' || c == '{') ++depth;
      if (c == ']' || c == '}') --depth;
      if (depth <= 0 && (c == ',' || c == '|')) {
        parts.emplace_back();
        continue;
      }
    }
    parts.back() += c;
  }
  return parts;
}

/// Place of the equals sign that follows an axis; npos where the part is a value.
std::size_t equals_sign(const std::string& part) {
  const std::size_t at = part.find('=');
  return part.find_first_of("\"[{") < at ? std::string::npos : at;
}

}  // namespace

const std::vector<Axis>& axes() {
  static const std::vector<Axis> list = {
      {"design", message::axis_design, {}, {}, keep_design, designs_of, {}},
      {"audit.method",
       message::axis_audit_method,
       {},
       audit_by,
       {},
       [](const scenario::Scenario&) { return scenario::audit_methods(); },
       {}},
      plain("audit.score", message::axis_audit_score, "/deployments/*/audit/score"),
      plain("audit.age_months", message::axis_audit_age, "/deployments/*/audit/age_months"),
      {"liability",
       message::axis_liability,
       {},
       liability_by,
       {},
       [](const scenario::Scenario&) { return comparable_presets(); },
       {}},
      {"liability.rule", message::axis_liability, {}, liability_by, {}, {}, {}},
      {"deployment.ai",
       message::doc_ai,
       {},
       with_ai,
       {},
       [](const scenario::Scenario&) {
         return std::vector<std::string>{"with", "without"};
       },
       {}},
      {"common_events",
       message::axis_common_events,
       "/common_events",
       {},
       {},
       [](const scenario::Scenario&) {
         return std::vector<std::string>{"shared", "independent"};
       },
       {}},
      plain("use_case", message::axis_use_case, "/deployments/*/use_case"),
      plain("business_type", message::axis_business_type, "/deployments/*/business_type"),
      plain("autonomy", message::axis_autonomy, "/deployments/*/autonomy"),
      plain("product_class", message::axis_product_class, "/deployments/*/product_class"),
  };
  return list;
}

std::optional<Axis> find_axis(const std::string& name) {
  for (const Axis& axis : axes()) {
    if (axis.name == name) return axis;
  }
  if (!name.empty() && name.front() == '/') return plain(name, message::axis_pointer, name);
  return std::nullopt;
}

Json value_of(const std::string& word) {
  Json value = Json::parse(word, nullptr, false);
  if (value.is_discarded()) return Json(word);
  return value;
}

std::optional<Phrase> write_at(Json& scenario, const std::string& pointer, const std::string& value) {
  const std::vector<std::string> parts = parts_of(pointer);
  if (parts.empty() || parts.front() == "simulation" || parts.front() == "format" ||
      parts.front() == "version") {
    return Phrase{message::across_common, {{"pointer", pointer}}};
  }
  return write_parts(scenario, parts, 0, value_of(value), pointer);
}

ReadAcross read_across(const std::vector<std::string>& words) {
  ReadAcross read;
  const auto refuse = [&](Message message, language::Arguments arguments) {
    if (!read.fault) read.fault = Phrase{message, std::move(arguments)};
  };
  std::vector<std::string> names;
  for (const Axis& axis : axes()) names.push_back(axis.name);
  const auto begin_axis = [&](const std::string& name) {
    if (!find_axis(name)) {
      const std::string near = scenario::nearest_word(name, names);
      refuse(near.empty() ? message::across_unknown : message::across_unknown_suggestion,
             {{"axis", name}, {"axes", joined(names)}, {"suggestion", near}});
    }
    for (const Across& other : read.across) {
      if (other.axis == name) refuse(message::across_twice, {{"axis", name}});
    }
    read.across.push_back({name, {}});
  };
  for (const std::string& word : words) {
    bool alone = true;  // the axis at hand was written without values
    for (const std::string& part : split(word)) {
      const std::size_t equals = equals_sign(part);
      if (equals != std::string::npos || alone) {
        begin_axis(part.substr(0, equals));
        alone = equals == std::string::npos;
        if (alone) continue;
      }
      const std::string value = equals == std::string::npos ? part : part.substr(equals + 1);
      std::vector<std::string>& values = read.across.back().values;
      if (value.empty()) refuse(message::across_empty, {{"axis", read.across.back().axis}});
      if (std::find(values.begin(), values.end(), value) != values.end())
        refuse(message::across_value_twice, {{"axis", read.across.back().axis}, {"value", value}});
      values.push_back(value);
    }
  }
  return read;
}

}  // namespace tenbin::compare
