#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tenbin/language/catalogue.hpp"

namespace tenbin::scenario {

/// Bounds that are held while parsing, so that a hostile file is refused before it costs memory or stack.
inline constexpr std::size_t deepest_nesting = 64;
inline constexpr std::size_t largest_file = std::size_t{256} << 20U;  ///< bytes
inline constexpr std::size_t most_values = 5'000'000;                 ///< JSON values in one file

/// A JSON value with its place in the document. Unlike a usual JSON tree it keeps duplicate keys, numbers
/// that overflow, and exact 64-bit integers.
struct Node {
  enum class Kind : std::uint8_t { null, boolean, integer, number, overflow, string, array, object };

  Kind kind = Kind::null;
  bool is_negative = false;      ///< integer: its sign; boolean: unused
  mutable bool is_sound = true;  ///< nothing was reported about it or anything inside it
  bool is_copy = false;          ///< made by a grid of designs; keeps the pointer of what it copies
  std::uint32_t index = 0;       ///< position in the parent array
  std::uint64_t magnitude = 0;   ///< integer: its absolute value, exact; boolean: 0 or 1
  double number = 0;             ///< integer and number: the value
  std::string text;              ///< string: the value; number and overflow: as written
  std::string key;               ///< in the parent object
  const Node* parent = nullptr;
  std::size_t order = 0;  ///< 0 for the root, then in the order of the file
  std::vector<Node*> items;

  bool is_numeric() const { return kind == Kind::integer || kind == Kind::number; }
  /// The first entry of an object with this key, or null.
  const Node* find(std::string_view wanted) const;
  /// RFC 6901, "/" for the root; control characters are escaped so that it can be printed.
  std::string pointer() const;
};

std::string escaped_pointer_part(std::string_view key);

struct Document {
  std::deque<Node> nodes;
  const Node* root = nullptr;
  std::optional<language::Phrase> fault;  ///< why the text could not be read; then root is null
};

/// Parses JSON (RFC 8259, UTF-8). A syntax error ends the reading and is given with line and column.
Document parse_document(std::string_view text);

}  // namespace tenbin::scenario
