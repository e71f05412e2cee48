#pragma once

#include <cmath>
#include <complex>

namespace tenbin {

/// ln(1 + w), principal branch, accurate in relative terms for small |w|.
inline std::complex<double> complex_log1p(std::complex<double> w) {
  return {0.5 * std::log1p(w.real() * (2 + w.real()) + w.imag() * w.imag()),
          std::atan2(w.imag(), 1 + w.real())};
}

}  // namespace tenbin
