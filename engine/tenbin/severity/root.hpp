#pragma once

#include <functional>

#include "tenbin/core/real.hpp"

namespace tenbin {

/// Root of a rising function of ln x in (low, high), to about 2^-62 in ln x, by bracketing (Alefeld, Potra,
/// Shi, Algorithm 748, ACM TOMS 21 (1995) 327-344): always the same steps for the same input.
/// @param rising finite; may jump at the ends only
/// @param low zero or positive; where the root is not bracketed the nearer end is returned
/// @param high above low, may be far away or infinite
real root_in_logarithm(const std::function<real(real)>& rising, real low, real high);

/// ln(probability), finite also where the probability is 0: for `rising`
real safe_log(real probability);

}  // namespace tenbin
