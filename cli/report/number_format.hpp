#pragma once

#include <string>

#include "environment.hpp"
#include "tenbin/language/catalogue.hpp"

namespace tenbin::cli {

/// The fewest digits from which the same double is read again; plain digits between 1e-5 and 1e15.
/// @param value finite
std::string shortest_digits(double value);

/// Digits with thousands separators: 1234567.891 with 1 decimal is "1,234,567.9". A negative number of
/// decimals rounds to tens, hundreds, ...
std::string grouped(double value, int decimals);

/// A figure and its standard error, rounded so that the error has two significant digits (JCGM
/// 100:2008, 7.2.6).
struct Estimate {
  std::string value, error;  ///< error is empty where it cannot be told
  bool operator==(const Estimate&) const = default;
};

/// The value rounded by its standard error. Without an error (not finite) the value has three significant
/// digits; with an error of exactly 0 the figure is exact in this run and has up to four.
Estimate estimate(double value, double standard_error);

/// "12.3%" with `significant` digits; "0%" for 0
std::string percent(double share, int significant = 2);

/// Significant digits, grouped: 12345.678 with 3 is "12,300".
std::string significant_digits(double value, int digits);

/// Unit of all amounts of a report.
struct MoneyUnit {
  double size = 1;   ///< [currency]
  std::string name;  ///< "million yen", "百万円"
};

/// The unit in which the largest amount of a report has at least two digits before the point.
/// @param currency ISO 4217
MoneyUnit money_unit(double largest_amount, const std::string& currency, language::Language language);

}  // namespace tenbin::cli
