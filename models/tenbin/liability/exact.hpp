#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace tenbin::liability {

/// Exact rational numbers. Expression templates are off, so that a value of an expression is a number.
using Exact =
    boost::multiprecision::number<boost::multiprecision::cpp_rational_backend, boost::multiprecision::et_off>;

/// The number as it is written: decimals "12", "-0.25", "1.5e6" stand for themselves (0.2 is one fifth), and
/// "1000/3" is a fraction of whole numbers. Nothing for any other text, for a denominator of 0, and for an
/// exponent beyond +-400.
std::optional<Exact> parse_exact(std::string_view text);

/// The decimal that the double was most probably written as: the shortest one that reads back as it.
/// @param value finite
Exact exact_decimal(double value);

/// "1000/3" or "240"
std::string fraction_text(const Exact& value);

double to_double(const Exact& value);
inline double to_double(double value) { return value; }

}  // namespace tenbin::liability
