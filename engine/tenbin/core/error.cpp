#include "tenbin/core/error.hpp"

#include <cmath>
#include <sstream>

namespace tenbin {

void check(bool holds, std::string_view function, std::string_view argument, real value,
           std::string_view rule) {
  if (holds) return;
  std::ostringstream message;
  message.precision(17);
  message << function << ": " << argument << " is " << value << ", but must be " << rule;
  throw ParameterError(message.str());
}

void check_positive_finite(std::string_view function, std::string_view argument, real value) {
  check(value > 0 && std::isfinite(value), function, argument, value, "positive and finite");
}

void check_nonnegative_finite(std::string_view function, std::string_view argument, real value) {
  check(value >= 0 && std::isfinite(value), function, argument, value, "zero or positive, and finite");
}

void check_finite(std::string_view function, std::string_view argument, real value) {
  check(std::isfinite(value), function, argument, value, "finite");
}

void check_probability(std::string_view function, std::string_view argument, real value) {
  check(value >= 0 && value <= 1, function, argument, value, "between 0 and 1");
}

}  // namespace tenbin
