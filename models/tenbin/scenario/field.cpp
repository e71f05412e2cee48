#include "tenbin/scenario/field.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "tenbin/language/messages/errors.hpp"
#include "tenbin/language/messages/fields.hpp"
#include "tenbin/scenario/document.hpp"
#include "tenbin/scenario/node_words.hpp"
#include "tenbin/scenario/problem.hpp"

namespace tenbin::scenario {

using language::Arguments;
using language::Phrase;
using nlohmann::ordered_json;

namespace {

constexpr std::size_t most_problems = 1000;
constexpr std::string_view comment_key = "comment";

std::string joined(const std::vector<std::string>& words, std::string_view separator = ", ") {
  std::string result;
  for (const std::string& word : words) {
    if (!result.empty()) result += separator;
    result += word;
  }
  return result;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// "mu and sigma, or mean and cv"
std::string alternatives_text(const std::vector<std::vector<std::string>>& alternatives) {
  std::vector<std::string> texts;
  texts.reserve(alternatives.size());
  for (const auto& keys : alternatives) texts.push_back("{" + joined(keys) + "}");
  return joined(texts, " | ");
}

bool looks_like_number(std::string_view text) {
  return !text.empty() && text.find_first_of("0123456789") != text.npos &&
         text.find_first_not_of("0123456789+-.,_eE %") == text.npos;
}

}  // namespace

Phrase Range::rule() const {
  const bool has_low = std::isfinite(low);
  const bool has_high = std::isfinite(high);
  const bool low_closed = low_bound == Bound::closed;
  const bool high_closed = high_bound == Bound::closed;
  const Arguments ends = {{"low", low}, {"high", high}};
  if (has_low && has_high) {
    if (low_closed) return {high_closed ? message::range_between : message::range_from_below, ends};
    return {high_closed ? message::range_above_to : message::range_inside, ends};
  }
  if (has_low) return {low_closed ? message::range_from : message::range_above, {{"low", low}}};
  if (has_high) return {high_closed ? message::range_up_to : message::range_below, {{"high", high}}};
  return {message::range_any, {}};
}

const std::string* Field::choice(std::string_view word) const {
  for (const std::string& known : choices) {
    if (known == word) return &known;
  }
  for (const auto& [alias, known] : aliases) {
    if (alias == word) return &known;
  }
  return nullptr;
}

const Field* Variant::find(std::string_view key) const {
  for (const Field& field : fields) {
    if (field.key == key) return &field;
  }
  return nullptr;
}

const Variant* Table::variant(std::string_view tag) const {
  for (const Variant& candidate : variants) {
    if (candidate.tag == tag) return &candidate;
  }
  return nullptr;
}

bool may_be_list(const Table& table, const Field& field) {
  if (table.lists != Lists::grid) return false;
  if (table.discriminator && field.key == table.discriminator->key) return false;
  // What a policy is, unlike its terms.
  for (const std::string_view key : {"product", "insured", "cover"}) {
    if (field.key == key) return false;
  }
  return field.shape == Shape::number || field.shape == Shape::limit || field.shape == Shape::integer ||
         field.shape == Shape::choice || field.shape == Shape::flag;
}

// --- reporting
// -----------------------------------------------------------------------------------------------------

void Reading::report(const Node& at, Message message, Arguments arguments) {
  for (const Node* node = &at; node != nullptr; node = node->parent) node->is_sound = false;
  if (problems_.size() >= most_problems) {
    ++unprinted_;
    return;
  }
  Problem problem{file_, at.pointer(), {message, std::move(arguments)}, at.order};
  // What a grid repeats is said once.
  const auto is_same = [&](const Problem& other) {
    return other.order == problem.order && other.pointer == problem.pointer && other.phrase == problem.phrase;
  };
  if (at.is_copy && std::any_of(problems_.begin(), problems_.end(), is_same)) return;
  problems_.push_back(std::move(problem));
}

void Reading::report_missing(const Node& object, std::string_view key, Message message, Arguments arguments) {
  const std::size_t before = problems_.size();
  report(object, message, std::move(arguments));
  if (problems_.size() == before) return;
  std::string& pointer = problems_.back().pointer;
  pointer = (object.parent == nullptr ? "" : pointer) + "/" + std::string(key);
  const Problem& last = problems_.back();
  const auto is_same = [&](const Problem& other) {
    return &other != &last && other.order == last.order && other.pointer == last.pointer &&
           other.phrase == last.phrase;
  };
  if (object.is_copy && std::any_of(problems_.begin(), problems_.end(), is_same)) problems_.pop_back();
}

std::vector<Problem> Reading::take_problems() {
  std::stable_sort(problems_.begin(), problems_.end(),
                   [](const Problem& a, const Problem& b) { return a.order < b.order; });
  if (unprinted_ > 0) {
    problems_.push_back(
        {file_, "/", {message::error_more_problems, {{"count", unprinted_}, {"limit", most_problems}}}, 0});
  }
  return std::move(problems_);
}

void Reading::wrong_type(const Node& node, const Field& field, Message wanted) {
  if (node.kind == Node::Kind::array && !node.is_sound) return;  // a grid has said what is wrong with it
  if (node.kind == Node::Kind::null) {
    if (field.need == Need::optional) return report(node, message::error_null);
    return report(node, message::error_null_required, {{"doc", field.doc}, {"example", field.example}});
  }
  const bool wants_number = wanted == message::wanted_number || wanted == message::wanted_limit ||
                            wanted == message::wanted_integer;
  if (wants_number && node.kind == Node::Kind::string && looks_like_number(node.text)) {
    return report(node, message::error_quoted_number,
                  {{"value", in_quotes(node.text)}, {"doc", field.doc}, {"example", field.example}});
  }
  report(node, message::error_wrong_type,
         {{"actual", description(node)}, {"wanted", wanted}, {"doc", field.doc}, {"example", field.example}});
}

void Reading::out_of_range(const Node& node, const Field& field, double value) {
  Arguments arguments = {{"value", node.text}, {"rule", field.range.rule()}, {"doc", field.doc}};
  if (field.shape == Shape::limit && value == 0)
    return report(node, message::error_zero_limit, std::move(arguments));
  if (field.unit == Unit::share && value > field.range.high && value <= 100) {
    arguments.emplace_back("fraction", value / 100);
    return report(node, message::error_percentage, std::move(arguments));
  }
  arguments.emplace_back("example", field.example);
  report(node, message::error_range, std::move(arguments));
}

// --- values
// --------------------------------------------------------------------------------------------------------

std::optional<double> Reading::number(const Node& node, const Field& field) {
  if (field.shape == Shape::limit && node.kind == Node::Kind::string && node.text == "unlimited") {
    return std::numeric_limits<double>::infinity();
  }
  if (node.kind == Node::Kind::overflow) {
    report(node, message::error_overflow, {{"value", node.text}});
  } else if (!node.is_numeric()) {
    wrong_type(node, field, field.shape == Shape::limit ? message::wanted_limit : message::wanted_number);
  } else if (field.shape == Shape::integer && !whole(node, field)) {
    return std::nullopt;
  } else if (!field.range.contains(node.number)) {
    out_of_range(node, field, node.number);
  } else {
    return node.number;
  }
  return std::nullopt;
}

bool Reading::whole(const Node& node, const Field& field) {
  if (node.kind == Node::Kind::overflow) {
    report(node, message::error_overflow, {{"value", node.text}});
  } else if (!node.is_numeric()) {
    wrong_type(node, field, message::wanted_integer);
  } else if (std::trunc(node.number) != node.number) {
    report(node, message::error_not_whole,
           {{"value", node.text}, {"doc", field.doc}, {"rounded", std::nearbyint(node.number)}});
  } else {
    return true;
  }
  return false;
}

std::optional<std::int64_t> Reading::integer(const Node& node, const Field& field) {
  if (!whole(node, field)) return std::nullopt;
  if (!field.range.contains(node.number)) {
    // The version of the format is the only integer with a single right value.
    if (field.range.low == field.range.high) {
      report(node, message::error_version, {{"value", node.text}});
    } else {
      out_of_range(node, field, node.number);
    }
    return std::nullopt;
  }
  return static_cast<std::int64_t>(node.number);  // every range of integers lies far inside 2^53
}

std::optional<std::uint64_t> Reading::natural(const Node& node, const Field& field) {
  if (!whole(node, field)) return std::nullopt;
  if (node.number < 0) {
    out_of_range(node, field, node.number);
    return std::nullopt;
  }
  if (node.kind == Node::Kind::integer) return node.magnitude;
  constexpr double exact = 9007199254740992;  // 2^53: beyond it the text and its double may differ
  if (node.number > exact) {
    report(node, message::error_not_exact,
           {{"value", node.text}, {"doc", field.doc}, {"example", field.example}});
    return std::nullopt;
  }
  return static_cast<std::uint64_t>(node.number);
}

std::optional<bool> Reading::flag(const Node& node, const Field& field) {
  if (node.kind == Node::Kind::boolean) return node.magnitude != 0;
  wrong_type(node, field, message::wanted_flag);
  return std::nullopt;
}

bool Reading::check_id(const Node& node, Shape shape) {
  const auto is_allowed = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '-';
  };
  std::string_view text = node.text;
  const std::size_t bracket = text.find('[');
  if (shape == Shape::design_id && bracket != text.npos && text.back() == ']') {
    const std::string_view terms = text.substr(bracket + 1, text.size() - bracket - 2);
    const auto is_of_grid = [&](char c) { return is_allowed(c) || c == '=' || c == ','; };
    if (!terms.empty() && terms.size() <= longest_grid_terms &&
        std::all_of(terms.begin(), terms.end(), is_of_grid)) {
      text = text.substr(0, bracket);
    }
  }
  if (!text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), is_allowed)) return true;
  report(node, message::error_id, {{"value", in_quotes(node.text)}});
  return false;
}

std::optional<std::string> Reading::text(const Node& node, const Field& field) {
  if (node.kind != Node::Kind::string) {
    wrong_type(node, field, message::wanted_text);
    return std::nullopt;
  }
  const Arguments arguments = {
      {"value", in_quotes(node.text)}, {"doc", field.doc}, {"example", field.example}};
  const auto fail = [&](Message message, Arguments more) {
    more.insert(more.end(), arguments.begin(), arguments.end());
    report(node, message, std::move(more));
    return std::nullopt;
  };
  if (field.shape == Shape::id || field.shape == Shape::design_id) {
    return check_id(node, field.shape) ? std::optional(node.text) : std::nullopt;
  }
  if (field.shape == Shape::currency) {
    const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (node.text.size() == 3 && std::all_of(node.text.begin(), node.text.end(), is_capital))
      return node.text;
    report(node, message::error_currency, {{"value", in_quotes(node.text)}});
    return std::nullopt;
  }
  if (field.shape == Shape::choice) {
    if (const std::string* choice = field.choice(node.text)) return *choice;
    std::vector<std::string> words = field.choices;
    for (const auto& [alias, choice] : field.aliases) words.push_back(alias);
    const std::string suggestion = nearest_word(node.text, words);
    if (!suggestion.empty()) return fail(message::error_choice, {{"suggestion", in_quotes(suggestion)}});
    return fail(message::error_choice_list, {{"choices", joined(field.choices)}});
  }
  if (node.text.size() < field.least) return fail(message::error_text_empty, {});
  if (characters(node.text) > field.most) {
    return fail(message::error_text_long, {{"count", characters(node.text)}, {"limit", field.most}});
  }
  const auto is_control = [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || static_cast<unsigned char>(c) == 0x7F;
  };
  if (std::any_of(node.text.begin(), node.text.end(), is_control))
    return fail(message::error_text_control, {});
  return node.text;
}

bool Reading::list(const Node& node, const Field& field) {
  if (node.kind != Node::Kind::array) {
    wrong_type(node, field, message::wanted_list);
    return false;
  }
  const std::size_t count = node.items.size();
  if (count < field.least) {
    report(node, message::error_list_short,
           {{"count", count}, {"limit", field.least}, {"doc", field.doc}, {"example", field.example}});
  } else if (field.most != 0 && count > field.most) {
    report(node, message::error_list_long, {{"count", count}, {"limit", field.most}, {"doc", field.doc}});
  } else {
    return true;
  }
  return false;
}

std::optional<std::vector<double>> Reading::numbers(const Node& node, const Field& field) {
  if (!list(node, field)) return std::nullopt;
  std::vector<double> result;
  const Node* previous = nullptr;
  for (const Node* item : node.items) {
    Field of_item = field;
    of_item.shape = Shape::number;
    // The example of a list is a list; its first number is one for the item.
    of_item.example = field.example.substr(1, field.example.find_first_of(",]") - 1);
    const std::optional<double> value = number(*item, of_item);
    if (!value) continue;
    if (field.sequence == Sequence::ascending && !result.empty() && !(*value > result.back())) {
      report(*item, message::error_list_order,
             {{"value", item->text}, {"previous", previous->text}, {"doc", field.doc}});
      continue;
    }
    previous = item;
    result.push_back(*value);
  }
  return result;
}

std::optional<std::vector<std::string>> Reading::ids(const Node& node, const Field& field) {
  if (!list(node, field)) return std::nullopt;
  std::vector<std::string> result;
  for (const Node* item : node.items) {
    if (item->kind != Node::Kind::string) {
      Field of_item = field;
      of_item.example = field.example.substr(1, field.example.find_first_of(",]") - 1);
      wrong_type(*item, of_item, message::wanted_text);
    } else if (check_id(*item)) {
      if (!field.choices.empty() && field.choice(item->text) == nullptr) {
        report(*item, message::error_choice_list,
               {{"value", in_quotes(item->text)},
                {"doc", field.doc},
                {"example", field.example},
                {"choices", joined(field.choices)}});
      }
      if (std::find(result.begin(), result.end(), item->text) != result.end()) {
        report(*item, message::error_list_repeated, {{"value", in_quotes(item->text)}});
      }
      result.push_back(item->text);
    }
  }
  return result;
}

std::optional<std::map<std::string, double>> Reading::amounts(const Node& node, const Field& field) {
  if (node.kind != Node::Kind::object) {
    wrong_type(node, field, message::wanted_object);
    return std::nullopt;
  }
  std::map<std::string, double> result;
  std::set<std::string> seen;
  for (const Node* item : node.items) {
    if (!seen.insert(item->key).second) {
      report(*item, message::error_duplicate_key);
      continue;
    }
    if (item->key == comment_key) {
      read_comment(*item);
      continue;
    }
    const Field* name = nullptr;
    std::vector<std::string> known;
    for (const Field& candidate : field.names) {
      known.push_back(candidate.key);
      if (candidate.key == item->key) name = &candidate;
      for (const auto& [alias, choice] : field.aliases) {
        if (choice != candidate.key) continue;
        known.push_back(alias);
        if (alias == item->key) name = &candidate;
      }
    }
    if (name == nullptr) {
      const std::string suggestion = nearest_word(item->key, known);
      if (suggestion.empty()) {
        report(*item, message::error_unknown_key_list, {{"known", joined(known)}});
      } else {
        report(*item, message::error_unknown_key, {{"suggestion", in_quotes(suggestion)}});
      }
    } else if (result.count(name->key) != 0) {
      report(*item, message::error_alias_repeated, {{"party", in_quotes(name->key)}});
    } else if (const std::optional<double> value = number(*item, *name)) {
      result.emplace(name->key, *value);
    }
  }
  return result;
}

void Reading::read_comment(const Node& node) {
  Field comment{.key = std::string(comment_key), .shape = Shape::text, .doc = message::doc_comment};
  comment.example = "\"...\"";
  comment.most = longest_comment;
  if (node.kind != Node::Kind::array) {
    text(node, comment);
    return;
  }
  for (const Node* line : node.items) text(*line, comment);
}

// --- objects
// -------------------------------------------------------------------------------------------------------

void Reading::unknown_key(const Node& item, const std::vector<std::string>& known, const Table& table,
                          const Variant* variant) {
  if (variant != nullptr) {
    std::vector<std::string> others;
    for (const Variant& other : table.variants) {
      if (other.find(item.key) != nullptr) others.push_back(other.tag);
    }
    if (!others.empty()) {
      if (others.size() > 4) {
        others.resize(4);
        others.emplace_back("...");
      }
      return report(item, message::error_other_variant_key,
                    {{"discriminator", in_quotes(table.discriminator->key)},
                     {"tag", in_quotes(variant->tag)},
                     {"others", joined(others)}});
    }
  }
  const std::string suggestion = nearest_word(item.key, known);
  if (suggestion.empty()) {
    report(item, message::error_unknown_key_list, {{"known", joined(known)}});
  } else {
    misspelt_.emplace(item.parent, suggestion);
    report(item, message::error_unknown_key, {{"suggestion", in_quotes(suggestion)}});
  }
}

void Reading::check_alternatives(const Variant& variant, const Node& node) {
  if (variant.alternatives.empty()) return;
  std::vector<std::string> given;
  for (const auto& keys : variant.alternatives) {
    for (const std::string& key : keys) {
      if (is_given(node, key) && std::find(given.begin(), given.end(), key) == given.end()) {
        given.push_back(key);
      }
    }
  }
  const std::string text = alternatives_text(variant.alternatives);
  for (const auto& keys : variant.alternatives) {
    const auto is_in = [&](const std::string& key) {
      return std::find(keys.begin(), keys.end(), key) != keys.end();
    };
    if (!std::all_of(given.begin(), given.end(), is_in)) continue;
    // All that is given fits this way; the first such way is the one that was meant.
    for (const std::string& key : keys) {
      if (std::find(given.begin(), given.end(), key) != given.end()) continue;
      report_missing(node, key, message::error_missing_parameter,
                     {{"tag", in_quotes(variant.tag)},
                      {"alternatives", text},
                      {"example", "\"" + key + "\": " + variant.find(key)->example}});
    }
    return;
  }
  report(node, message::error_mixed_parameters,
         {{"given", joined(given)}, {"tag", in_quotes(variant.tag)}, {"alternatives", text}});
}

bool Reading::is_given(const Node& object, const std::string& key) const {
  return object.find(key) != nullptr || misspelt_.count({&object, key}) != 0;
}

void Reading::read_object(const Table& table, void* target, const Node& node, const std::string& example) {
  if (node.kind != Node::Kind::object) {
    Field field{.doc = table.doc};
    field.example = example;
    return wrong_type(node, field, message::wanted_object);
  }
  void* part = table.part(target);
  const Variant* variant = nullptr;
  if (table.discriminator) {
    const Node* tag = node.find(table.discriminator->key);
    if (tag != nullptr) {
      table.discriminator->read(part, *tag, *this);
      if (tag->is_sound) variant = table.variant(*table.discriminator->choice(tag->text));
    }
  }

  std::vector<std::string> known;
  for (const Field& field : table.fields) known.push_back(field.key);
  if (table.discriminator) {
    known.insert(known.begin(), table.discriminator->key);
    for (const Variant& candidate : table.variants) {
      if (variant != nullptr && variant != &candidate) continue;
      for (const Field& field : candidate.fields) {
        if (std::find(known.begin(), known.end(), field.key) == known.end()) known.push_back(field.key);
      }
    }
  }

  std::set<std::string_view> seen;
  for (const Node* item : node.items) {
    if (!seen.insert(item->key).second) {
      report(*item, message::error_duplicate_key);
      continue;
    }
    if (item->key == comment_key) {
      read_comment(*item);
      continue;
    }
    if (table.discriminator && item->key == table.discriminator->key) continue;
    const auto common = std::find_if(table.fields.begin(), table.fields.end(),
                                     [&](const Field& field) { return field.key == item->key; });
    if (common != table.fields.end()) {
      common->read(target, *item, *this);
    } else if (variant != nullptr && variant->find(item->key) != nullptr) {
      variant->find(item->key)->read(part, *item, *this);
    } else if (std::find(known.begin(), known.end(), item->key) == known.end()) {
      unknown_key(*item, known, table, variant);
    }
  }

  const auto require = [&](const Field& field) {
    if (field.need == Need::optional || is_given(node, field.key)) return;
    report_missing(node, field.key, message::error_missing_key,
                   {{"doc", field.doc}, {"example", "\"" + field.key + "\": " + field.example}});
  };
  for (const Field& field : table.fields) require(field);
  if (table.discriminator) require(*table.discriminator);
  if (variant != nullptr) {
    for (const Field& field : variant->fields) require(field);
    check_alternatives(*variant, node);
  }
  for (const Rule& rule : table.rules) rule.check(target, node, *this, rule.statement);
}

// --- writing
// -------------------------------------------------------------------------------------------------------

ordered_json write_object(const Table& table, const void* object) {
  ordered_json result = ordered_json::object();
  const auto put = [&](const Field& field, const void* owner) {
    ordered_json value = field.write(owner);
    if (!value.is_null()) result[field.key] = std::move(value);
  };
  if (table.discriminator) {
    const void* part = table.part(object);
    put(*table.discriminator, part);
    const Variant* variant = table.variant(result[table.discriminator->key].get<std::string>());
    if (variant != nullptr) {
      for (const Field& field : variant->fields) put(field, part);
    }
  }
  for (const Field& field : table.fields) put(field, object);
  return result;
}

namespace detail {

ordered_json nothing() { return nullptr; }
ordered_json json(double value) {
  return std::isinf(value) ? ordered_json("unlimited") : ordered_json(value);
}
ordered_json json(bool value) { return value; }
ordered_json json(std::int64_t value) { return value; }
ordered_json json(std::uint64_t value) { return value; }
ordered_json json(const std::string& value) { return value; }
ordered_json json(const std::vector<double>& value) { return value; }
ordered_json json(const std::vector<std::string>& value) { return value; }
ordered_json json(const std::map<std::string, double>& value) { return value; }
ordered_json list(std::vector<ordered_json> items) {
  ordered_json result = ordered_json::array();
  for (ordered_json& item : items) result.push_back(std::move(item));
  return result;
}
bool is_nothing(const ordered_json& value) { return value.is_null(); }
std::string dump(const ordered_json& value) { return value.dump(); }
const std::vector<Node*>& items(const Node& node) { return node.items; }

}  // namespace detail
}  // namespace tenbin::scenario
