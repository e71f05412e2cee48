#pragma once

#include <limits>

namespace tenbin {

/// A figure that was simulated, and how far it may be from the truth.
struct Estimate {
  double value = 0;
  /// Standard error. Infinite where the sample says nothing about it (too few years in the tail).
  double standard_error = std::numeric_limits<double>::infinity();
  /// False where fewer than `fewest_years` years (or worlds) carry the information: read it as "cannot tell".
  bool reliable = false;
};

/// Years, or worlds of years where these share parameters, that must lie beyond a level, or differ from the
/// common value, before a standard error is trusted. The relative error of a standard error from m years is
/// about 1/sqrt(2m): 22 % at ten.
inline constexpr double fewest_years = 10;

/// Half-width in standard deviations of the window of order statistics from which the density at a quantile
/// is read, and of the Agresti-Coull interval: the 0.975 quantile of the normal distribution.
inline constexpr double normal_975 = 1.959963984540054;

}  // namespace tenbin
