#include "tenbin/severity/severity.hpp"

#include <cmath>
#include <limits>

namespace tenbin {

real Severity::variance() const {
  const real second = raw_moment(2);
  if (!std::isfinite(second)) return std::numeric_limits<real>::infinity();
  const real first = raw_moment(1);
  return second - first * first;
}

}  // namespace tenbin
