#include "tenbin/severity/weights.hpp"

#include <cmath>

#include "tenbin/core/error.hpp"

namespace tenbin {

std::string indexed(std::string_view name, std::size_t index) {
  std::string text(name);
  text += '[';
  text += std::to_string(index);
  text += ']';
  return text;
}

std::vector<real> normalised_weights(std::string_view function, std::string_view argument,
                                     std::vector<real> weights) {
  check(!weights.empty(), function, std::string("number of ").append(argument), 0, "at least 1");
  real sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    check_nonnegative_finite(function, indexed(argument, i), weights[i]);
    sum += weights[i];
  }
  check(std::abs(sum - 1) <= 1e-9L, function, std::string("sum of ").append(argument), sum, "1 within 1e-9");
  for (real& weight : weights) weight /= sum;
  return weights;
}

}  // namespace tenbin
