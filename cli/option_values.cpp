#include "option_values.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "failure.hpp"
#include "tenbin/language/messages/help.hpp"
#include "tenbin/scenario/problem.hpp"

namespace tenbin::cli {
namespace {

template <class Number>
std::optional<Number> parsed(std::string_view text) {
  Number number{};
  const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
  if (end.ec != std::errc{} || end.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<std::uint64_t> parsed_whole_number(std::string_view text) {
  if (const auto number = parsed<std::uint64_t>(text)) return number;
  constexpr double exact = 9007199254740992.0;  // 2^53: up to here a double holds every whole number
  const auto number = parsed<double>(text);
  if (!number || *number < 0 || *number > exact || std::floor(*number) != *number) return std::nullopt;
  return static_cast<std::uint64_t>(*number);
}

}  // namespace

std::uint64_t whole_number(const std::string& option, const std::string& value, std::uint64_t low,
                           std::uint64_t high) {
  const auto number = parsed_whole_number(value);
  if (!number || *number < low || *number > high) {
    throw usage_failure(message::usage_bad_number,
                        {{"option", option}, {"value", value}, {"low", low}, {"high", high}});
  }
  return *number;
}

std::string listed(const std::vector<std::string>& words) {
  std::string list;
  for (const std::string& word : words) list += (list.empty() ? "" : ", ") + word;
  return list;
}

std::size_t one_of(const std::string& option, const std::string& value,
                   const std::vector<std::string>& words) {
  const auto found = std::find(words.begin(), words.end(), value);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  const std::string suggestion = scenario::nearest_word(value, words);
  throw usage_failure(
      suggestion.empty() ? message::usage_bad_word : message::usage_bad_word_suggestion,
      {{"option", option}, {"value", value}, {"words", listed(words)}, {"suggestion", suggestion}});
}

double target_error(const std::string& value) {
  const bool is_percent = !value.empty() && value.back() == '%';
  const auto number = parsed<double>(std::string_view(value).substr(0, value.size() - (is_percent ? 1 : 0)));
  const double relative = number.value_or(0) / (is_percent ? 100 : 1);
  if (!(relative > 0 && relative < 1)) throw usage_failure(message::usage_bad_target, {{"value", value}});
  return relative;
}

void set_measure(const std::string& value, result::TargetError& target) {
  const std::size_t colon = value.find(':');
  const std::string measure = value.substr(0, colon);
  const bool has_level = colon != std::string::npos;
  const double level = has_level ? parsed<double>(std::string_view(value).substr(colon + 1)).value_or(-1) : 0;
  const bool right = has_level ? (measure == "var" || measure == "tvar") && level > 0 && level < 1
                               : measure == "mean" || measure == "sd";
  if (!right) throw usage_failure(message::usage_bad_measure, {{"value", value}});
  target.measure = measure;
  target.level = level;
}

}  // namespace tenbin::cli
