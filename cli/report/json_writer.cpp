#include "report/json_writer.hpp"

#include <cmath>
#include <cstddef>

#include "report/number_format.hpp"

namespace tenbin::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t line_length = 200;

std::string scalar_text(const Json& value) {
  if (value.is_number_float()) {
    const double number = value.get<double>();
    return std::isfinite(number) ? shortest_digits(number) : "null";
  }
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string compact(const Json& value) {
  if (!value.is_structured()) return scalar_text(value);
  std::string text;
  for (const auto& [key, item] : value.items()) {
    if (!text.empty()) text += ", ";
    if (value.is_object()) text += Json(key).dump() + ": ";
    text += compact(item);
  }
  if (value.is_array()) return "[" + text + "]";
  return text.empty() ? "{}" : "{ " + text + " }";
}

void write(const Json& value, std::size_t indent, bool may_be_one_line, std::string& text) {
  if (may_be_one_line || !value.is_structured() || value.empty()) {
    std::string line = compact(value);
    if (!value.is_structured() || indent + line.size() <= line_length) {
      text += line;
      return;
    }
  }
  const std::string inner(indent + 2, ' ');
  text += value.is_array() ? "[\n" : "{\n";
  bool first = true;
  for (const auto& [key, item] : value.items()) {
    if (!first) text += ",\n";
    first = false;
    text += inner;
    if (value.is_object()) text += Json(key).dump() + ": ";
    // A table stands with one row on a line, even if all rows would fit into one.
    const bool table = item.is_array() && !item.empty() && item.front().is_structured();
    write(item, indent + 2, !table, text);
  }
  text += "\n" + std::string(indent, ' ') + (value.is_array() ? "]" : "}");
}

}  // namespace

std::string json_text(const Json& value) {
  std::string text;
  write(value, 0, false, text);
  return text + "\n";
}

}  // namespace tenbin::cli
