#include "report/number_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "tenbin/language/messages/report.hpp"

namespace tenbin::cli {
namespace {

using language::Language;
using language::Message;
using language::text;

/// Position of the first significant digit: 0 for 1..9.99, 1 for 10..99.9, -1 for 0.1..
int magnitude(double value) { return static_cast<int>(std::floor(std::log10(std::fabs(value)))); }

/// Decimals that leave `significant` digits, after rounding: 0.0996 with two digits is 0.10, so two decimals.
int decimals_for(double value, int significant) {
  if (value == 0 || !std::isfinite(value)) return 0;
  const int decimals = significant - 1 - magnitude(value);
  const double step = std::pow(10.0, -decimals);
  const double rounded = std::round(value / step) * step;
  return significant - 1 - magnitude(rounded * (1 + 1e-12));
}

}  // namespace

std::string shortest_digits(double value) {
  std::array<char, 64> buffer{};
  const double size = std::fabs(value);
  const bool plain = size == 0 || (size >= 1e-5 && size < 1e15);
  const auto end =
      plain ? std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed)
            : std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return {buffer.data(), end.ptr};
}

std::string grouped(double value, int decimals) {
  if (std::isnan(value)) return "-";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  if (decimals < 0) {
    const double step = std::pow(10.0, -decimals);
    value = std::round(value / step) * step;
    decimals = 0;
  }
  std::string digits = fmt::format("{:.{}f}", std::fabs(value), decimals);
  const std::size_t point = std::min(digits.find('.'), digits.size());
  for (std::size_t position = point; position > 3; position -= 3) digits.insert(position - 3, ",");
  const bool is_zero = digits.find_first_not_of("0.,") == std::string::npos;
  return value < 0 && !is_zero ? "-" + digits : digits;
}

Estimate estimate(double value, double standard_error) {
  if (!std::isfinite(value)) return {grouped(value, 0), ""};
  if (!std::isfinite(standard_error)) return {significant_digits(value, 3), ""};
  if (standard_error == 0) return {significant_digits(value, 4), "0"};
  const int decimals = decimals_for(standard_error, 2);
  return {grouped(value, decimals), grouped(standard_error, decimals)};
}

std::string percent(double share, int significant) {
  if (share == 0) return "0%";
  return significant_digits(100 * share, significant) + "%";
}

std::string significant_digits(double value, int digits) {
  if (value == 0 || !std::isfinite(value)) return grouped(value, 0);
  const int decimals = decimals_for(value, digits);
  std::string text = grouped(value, decimals);
  if (decimals > 0) {  // 2.500 says no more than 2.5 where there is no error beside it
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
  }
  return text;
}

MoneyUnit money_unit(double largest_amount, const std::string& currency, Language language) {
  struct Step {
    double size, from;
    Message name;
  };
  static constexpr Step steps[] = {{1e9, 1e11, message::unit_billion},
                                   {1e6, 1e7, message::unit_million},
                                   {1e3, 1e4, message::unit_thousand}};
  static constexpr Step steps_japanese[] = {{1e8, 1e11, message::unit_hundred_million},
                                            {1e6, 1e7, message::unit_million},
                                            {1e3, 1e4, message::unit_thousand}};
  std::string name = currency;
  if (currency == "JPY") name = text(language, message::currency_jpy);
  if (currency == "USD") name = text(language, message::currency_usd);
  if (currency == "EUR") name = text(language, message::currency_eur);
  for (const Step& step : language == Language::japanese ? steps_japanese : steps) {
    if (largest_amount >= step.from) return {step.size, text(language, step.name, {{"currency", name}})};
  }
  return {1, name};
}

}  // namespace tenbin::cli
