#include "tenbin/severity/root.hpp"

#include <algorithm>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <cstdint>
#include <limits>

namespace tenbin {

real safe_log(real probability) { return std::log(std::max(probability, std::numeric_limits<real>::min())); }

real root_in_logarithm(const std::function<real(real)>& rising, real low, real high) {
  constexpr real epsilon = std::numeric_limits<real>::epsilon();
  high = std::min(high, std::numeric_limits<real>::max());
  if (!(high > low)) return high;
  if (low == 0) {
    // Down from the upper end in steps that square, until the root is passed.
    real factor = 0x1p-4L;
    low = high * factor;
    while (low > 0 && rising(low) > 0) {
      high = low;
      factor *= factor;
      low *= factor;
    }
    if (low == 0) return high;
  }
  const real at_low = rising(low);
  const real at_high = rising(high);
  if (at_low >= 0) return low;
  if (at_high <= 0) return high;
  // x = low e^y keeps the digits of y for narrow brackets.
  const real length = std::log1p((high - low) / low);
  const auto in_y = [&](real y) { return rising(low * std::exp(y)); };
  const auto done = [](real a, real b) {
    return std::abs(b - a) <= 2 * epsilon * std::max(std::abs(a), real{1});
  };
  std::uintmax_t iterations = 300;
  const auto [a, b] =
      boost::math::tools::toms748_solve(in_y, real{0}, length, at_low, at_high, done, iterations);
  return low * std::exp((a + b) / 2);
}

}  // namespace tenbin
