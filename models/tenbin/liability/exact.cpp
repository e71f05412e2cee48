#include "tenbin/liability/exact.hpp"

#include <array>
#include <charconv>

namespace tenbin::liability {
namespace {

using boost::multiprecision::cpp_int;

constexpr int largest_exponent = 400;  // beyond that of any double

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A run of digits from `at` on, moved past; nothing if there is none.
std::optional<std::string> digits(std::string_view text, std::size_t& at) {
  const std::size_t first = at;
  while (at < text.size() && is_digit(text[at])) ++at;
  if (at == first) return std::nullopt;
  return std::string(text.substr(first, at - first));
}

cpp_int whole(std::string decimal_digits) {
  // cpp_int takes a leading zero for octal.
  decimal_digits.erase(0, std::min(decimal_digits.find_first_not_of('0'), decimal_digits.size() - 1));
  return cpp_int(decimal_digits);
}

/// [digits] after "e": its sign and up to three digits
std::optional<int> exponent_of(std::string_view text, std::size_t& at) {
  const bool is_negative = at < text.size() && text[at] == '-';
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
  const auto written = digits(text, at);
  if (!written || written->size() > 3) return std::nullopt;
  const int size = std::stoi(*written);
  if (size > largest_exponent) return std::nullopt;
  return is_negative ? -size : size;
}

}  // namespace

std::optional<Exact> parse_exact(std::string_view text) {
  std::size_t at = 0;
  const bool is_negative = !text.empty() && text[0] == '-';
  if (is_negative) ++at;
  const auto first = digits(text, at);
  if (!first) return std::nullopt;
  cpp_int numerator = whole(*first), denominator = 1;
  if (at < text.size() && text[at] == '/') {
    const auto below = digits(text, ++at);
    if (!below || at != text.size()) return std::nullopt;
    denominator = whole(*below);
    if (denominator == 0) return std::nullopt;
  } else {
    int exponent = 0;
    if (at < text.size() && text[at] == '.') {
      const auto behind = digits(text, ++at);
      if (!behind) return std::nullopt;
      numerator = whole(*first + *behind);
      exponent = -static_cast<int>(behind->size());
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
      const auto written = exponent_of(text, ++at);
      if (!written) return std::nullopt;
      exponent += *written;
    }
    if (at != text.size()) return std::nullopt;
    const cpp_int power = boost::multiprecision::pow(cpp_int(10), static_cast<unsigned>(std::abs(exponent)));
    (exponent < 0 ? denominator : numerator) *= power;
  }
  if (is_negative) numerator = -numerator;
  return Exact(numerator, denominator);
}

Exact exact_decimal(double value) {
  std::array<char, 64> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  return parse_exact(std::string_view(buffer.data(), static_cast<std::size_t>(end - buffer.data()))).value();
}

std::string fraction_text(const Exact& value) { return value.str(); }

double to_double(const Exact& value) { return value.convert_to<double>(); }

}  // namespace tenbin::liability
