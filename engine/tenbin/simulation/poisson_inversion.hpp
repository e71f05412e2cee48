#pragma once

#include <cstdint>
#include <vector>

#include "tenbin/core/real.hpp"

namespace tenbin {

/// Poisson counts of a fixed mean by inversion of one uniform: the smallest n with u <= F(n). Monotone in u
/// and, for equal u, in the mean: with events at fixed addresses, the events at a lower rate are a prefix of
/// those at a higher. F is tabulated by the recursion p(n+1) = p(n) m / (n+1) both ways from the mode, in
/// `real`, and normalised by its own sum, which needs no gamma function (Johnson, Kemp, Kotz, Univariate
/// Discrete Distributions, 3rd ed., 4.3).
class PoissonInversion {
 public:
  /// @param mean [0, 1e9]
  /// @throw ParameterError
  explicit PoissonInversion(real mean);

  std::int64_t operator()(double u) const;

 private:
  std::int64_t first_ = 0;   ///< smallest count that a uniform of 52 bits can reach
  std::vector<double> cdf_;  ///< F(first), F(first + 1), ..., ending at 1
};

}  // namespace tenbin
