#pragma once

#include <functional>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "tenbin/language/catalogue.hpp"
#include "tenbin/scenario/problem.hpp"

/// The tables that describe the scenario language. One table per struct; the reader, the writer, the JSON
/// Schema and docs/scenario-format.md are all made from them.
namespace tenbin::scenario {

struct Node;
struct Table;
class Reading;
using language::Message;

enum class Shape {
  text,       ///< any words
  id,         ///< [A-Za-z0-9_.-]{1,64}
  design_id,  ///< an id, and behind it what a grid of designs adds in brackets
  currency,   ///< three capital letters
  choice,     ///< one of `choices`, or an alias of one
  number,     ///< finite
  limit,      ///< a number, or "unlimited"
  integer,    ///< whole; 1e6 and 5.0 are whole
  flag,       ///< true or false
  numbers,    ///< list of numbers
  ids,        ///< list of ids, each once; of the `choices` where there are some
  amounts,    ///< object from the `names` to numbers
  object,     ///< `table`
  objects,    ///< list of `table`
};

enum class Unit {
  none,
  amount,  ///< the scenario's currency
  amount_per_year,
  amount_per_day,
  per_year,
  count,
  share,  ///< 0.05 is 5 %
  points,
  months,
  hours,
  years,
};

enum class Bound { closed, open };

struct Range {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  Bound low_bound = Bound::closed;
  Bound high_bound = Bound::closed;

  bool contains(double value) const {
    return (low_bound == Bound::closed ? value >= low : value > low) &&
           (high_bound == Bound::closed ? value <= high : value < high);
  }
  /// "between 0 and 1", "greater than 0", ...
  language::Phrase rule() const;
};

/// Characters of a comment, or of one line of it.
inline constexpr std::size_t longest_comment = 10'000;

/// Characters between the brackets of a design's id.
inline constexpr std::size_t longest_grid_terms = 4000;

enum class Need { optional, required };
enum class Sequence { any, ascending };

struct Field {
  std::string key{};
  Shape shape = Shape::number;
  Unit unit = Unit::none;
  Range range{};  ///< of the number, or of each number of a list
  Need need = Need::optional;
  Message doc{};          ///< noun phrase: what it is
  std::string example{};  ///< JSON text
  std::vector<std::string> choices{};
  std::vector<std::pair<std::string, std::string>> aliases{};  ///< other spelling -> choice
  std::size_t least = 0, most = 0;                             ///< items of a list, characters of a text
  Sequence sequence = Sequence::any;
  const Table& (*table)() = nullptr;
  std::vector<Field> names{};  ///< of Shape::amounts

  // Set by bound():
  std::string default_value{};  ///< JSON text; empty: absent
  std::function<void(void*, const Node&, Reading&)> read{};
  /// Null (nlohmann::ordered_json(nullptr)) where nothing is to be written.
  std::function<nlohmann::ordered_json(const void*)> write{};

  /// The choice that a word or alias stands for, or null.
  const std::string* choice(std::string_view word) const;
};

/// What a discriminating key (such as "distribution" or "type") chooses.
struct Variant {
  std::string tag;
  Message doc{};
  std::vector<Field> fields{};
  /// Ways to give the parameters: exactly one of these sets of keys. Empty: as the fields say.
  std::vector<std::vector<std::string>> alternatives{};

  const Field* find(std::string_view key) const;
};

/// A condition across fields. `check` reports through the Reading; it must look only at parts that are sound.
struct Rule {
  Message statement{};
  std::function<void(const void*, const Node&, Reading&, Message statement)> check;
  std::vector<Message> further_statements{};  ///< that the same check enforces
};

/// What a list means in the place of a single value.
enum class Lists {
  refused,
  grid  ///< one design per entry (grid.hpp); fields of the table that are numbers, limits, words or flags
};

struct Table {
  std::string name;  ///< of the definition in the schema
  Message doc{};
  std::vector<Field> fields{};
  // Tables with variants only:
  std::vector<Variant> variants{};
  std::optional<Field> discriminator{};
  void* (*variant_part)(void*) =
      nullptr;  ///< where variant fields live inside the struct; null: the struct itself
  std::vector<Rule> rules{};
  Lists lists = Lists::refused;

  void* part(void* object) const { return variant_part == nullptr ? object : variant_part(object); }
  const void* part(const void* object) const { return part(const_cast<void*>(object)); }
  const Variant* variant(std::string_view tag) const;
};

/// A list of values may stand in the place of the field, each for a design of its own.
bool may_be_list(const Table& table, const Field& field);

/// Collects the problems of a file while its tables are read.
class Reading {
 public:
  explicit Reading(std::string file) : file_(std::move(file)) {}

  void report(const Node& at, Message message, language::Arguments arguments = {});
  /// At a key that is not there.
  void report_missing(const Node& object, std::string_view key, Message message,
                      language::Arguments arguments = {});

  /// @param example what to write instead where the node is no object
  void read_object(const Table& table, void* target, const Node& node, const std::string& example = "{...}");
  /// The object has the key, or one that was taken for a misspelling of it.
  bool is_given(const Node& object, const std::string& key) const;
  std::optional<double> number(const Node& node, const Field& field);
  std::optional<std::int64_t> integer(const Node& node, const Field& field);
  std::optional<std::uint64_t> natural(const Node& node, const Field& field);
  std::optional<bool> flag(const Node& node, const Field& field);
  std::optional<std::string> text(const Node& node, const Field& field);
  std::optional<std::vector<double>> numbers(const Node& node, const Field& field);
  std::optional<std::vector<std::string>> ids(const Node& node, const Field& field);
  std::optional<std::map<std::string, double>> amounts(const Node& node, const Field& field);
  /// True if the node is a list of a right length; its items may still be wrong.
  bool list(const Node& node, const Field& field);

  const std::string& file() const { return file_; }
  std::vector<Problem> take_problems();

 private:
  void wrong_type(const Node& node, const Field& field, Message wanted);
  void out_of_range(const Node& node, const Field& field, double value);
  bool whole(const Node& node, const Field& field);
  bool check_id(const Node& node, Shape shape = Shape::id);
  void read_comment(const Node& node);
  void unknown_key(const Node& item, const std::vector<std::string>& known, const Table& table,
                   const Variant* variant);
  void check_alternatives(const Variant& variant, const Node& node);

  std::string file_;
  std::set<std::pair<const Node*, std::string>> misspelt_;
  std::vector<Problem> problems_;
  std::size_t unprinted_ = 0;
};

// --- binding of fields to members of structs
// ---------------------------------------------------------------------

nlohmann::ordered_json write_object(const Table& table, const void* object);

namespace detail {

nlohmann::ordered_json nothing();
nlohmann::ordered_json json(double value);  ///< infinity becomes "unlimited"
nlohmann::ordered_json json(bool value);
nlohmann::ordered_json json(std::int64_t value);
nlohmann::ordered_json json(std::uint64_t value);
nlohmann::ordered_json json(const std::string& value);
nlohmann::ordered_json json(const std::vector<double>& value);
nlohmann::ordered_json json(const std::vector<std::string>& value);
nlohmann::ordered_json json(const std::map<std::string, double>& value);
nlohmann::ordered_json list(std::vector<nlohmann::ordered_json> items);
bool is_nothing(const nlohmann::ordered_json& value);
std::string dump(const nlohmann::ordered_json& value);
const std::vector<Node*>& items(const Node& node);

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class T>
struct Inner {
  using Type = T;
};
template <class T>
struct Inner<std::optional<T>> {
  using Type = T;
};

template <class T>
std::optional<T> read_value(Reading& reading, const Node& node, const Field& field) {
  if constexpr (std::is_same_v<T, double>) {
    return reading.number(node, field);
  } else if constexpr (std::is_same_v<T, bool>) {
    return reading.flag(node, field);
  } else if constexpr (std::is_same_v<T, int>) {
    const auto value = reading.integer(node, field);
    return value ? std::optional<int>(static_cast<int>(*value)) : std::nullopt;
  } else if constexpr (std::is_same_v<T, std::int64_t>) {
    return reading.integer(node, field);
  } else if constexpr (std::is_same_v<T, std::uint64_t>) {
    return reading.natural(node, field);
  } else if constexpr (std::is_same_v<T, std::string>) {
    return reading.text(node, field);
  } else if constexpr (std::is_same_v<T, std::vector<double>>) {
    return reading.numbers(node, field);
  } else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
    return reading.ids(node, field);
  } else if constexpr (std::is_same_v<T, std::map<std::string, double>>) {
    return reading.amounts(node, field);
  } else if constexpr (IsVector<T>::value) {
    T result;
    if (!reading.list(node, field)) return std::nullopt;
    // An item with faults still takes its place, so that indices agree with the file.
    for (const Node* item : items(node)) reading.read_object(field.table(), &result.emplace_back(), *item);
    return result;
  } else {
    T result;
    reading.read_object(field.table(), &result, node, field.example);
    return result;
  }
}

template <class T>
nlohmann::ordered_json write_value(const T& value, const Field& field) {
  if constexpr (IsOptional<T>::value) {
    return value ? write_value(*value, field) : nothing();
  } else if constexpr (std::is_same_v<T, int>) {
    return value == 0 ? nothing() : json(std::int64_t{value});  // 0: not stated
  } else if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, std::vector<double>> ||
                       std::is_same_v<T, std::vector<std::string>> ||
                       std::is_same_v<T, std::map<std::string, double>>) {
    return value.empty() ? nothing() : json(value);
  } else if constexpr (std::is_arithmetic_v<T>) {
    return json(value);
  } else if constexpr (IsVector<T>::value) {
    std::vector<nlohmann::ordered_json> written;
    written.reserve(value.size());
    for (const auto& item : value) written.push_back(write_object(field.table(), &item));
    return written.empty() ? nothing() : list(std::move(written));
  } else {
    return write_object(field.table(), &value);
  }
}

}  // namespace detail

/// Binds a field to a member: reading, writing, and its default, which is the member's initial value.
template <class S, class T>
Field bound(T S::*member, Field field) {
  using Value = typename detail::Inner<T>::Type;
  const Field description = field;
  field.read = [member, description](void* target, const Node& node, Reading& reading) {
    if (auto value = detail::read_value<Value>(reading, node, description)) {
      static_cast<S*>(target)->*member = std::move(*value);
    }
  };
  field.write = [member, description](const void* object) {
    return detail::write_value(static_cast<const S*>(object)->*member, description);
  };
  if (field.need == Need::optional) {
    const S fresh{};
    const nlohmann::ordered_json value = field.write(&fresh);
    if (!detail::is_nothing(value)) field.default_value = detail::dump(value);
  }
  return field;
}

/// The table of the whole file.
const Table& scenario_table();
const Table& distribution_table();  ///< severities
const Table& frequency_table();

}  // namespace tenbin::scenario
