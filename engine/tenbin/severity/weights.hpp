#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tenbin/core/real.hpp"

namespace tenbin {

/// "NAME[INDEX]", the argument of a check
std::string indexed(std::string_view name, std::size_t index);

/// The weights divided by their sum.
/// @throw ParameterError if there are none, one is negative or not finite, or the sum differs from 1 by more
/// than 1e-9
///        (the rounding of weights that were written down as decimals)
std::vector<real> normalised_weights(std::string_view function, std::string_view argument,
                                     std::vector<real> weights);

}  // namespace tenbin
