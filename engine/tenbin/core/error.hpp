#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "tenbin/core/real.hpp"

namespace tenbin {

/// Root of all errors that the engine raises. The engine never prints and never exits.
class Error : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A parameter is outside its domain. Message: "FUNCTION: problem (why)", with argument, value and rule.
class ParameterError : public Error {
  using Error::Error;
};

/// A computation cannot reach the accuracy that it promises.
class NumericalError : public Error {
  using Error::Error;
};

/// @throw ParameterError unless 0 < value < infinity
void check_positive_finite(std::string_view function, std::string_view argument, real value);
/// @throw ParameterError unless 0 <= value < infinity
void check_nonnegative_finite(std::string_view function, std::string_view argument, real value);
/// @throw ParameterError if value is NaN or infinite
void check_finite(std::string_view function, std::string_view argument, real value);
/// @throw ParameterError unless 0 <= value <= 1
void check_probability(std::string_view function, std::string_view argument, real value);
/// @throw ParameterError with "FUNCTION: ARGUMENT is VALUE, but must be RULE" unless `holds`
void check(bool holds, std::string_view function, std::string_view argument, real value,
           std::string_view rule);

}  // namespace tenbin
