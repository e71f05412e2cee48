#pragma once

#include "tenbin/frequency/frequency.hpp"

namespace tenbin {

/// A count whose law can be scaled to any positive factor: pgf(z; factor) = pgf(z)^factor. These are the
/// compound Poisson counts (Feller, An Introduction to Probability Theory, vol. 1, section XII.2), so they
/// take a random factor: E[pgf(z)^G] is the moment generating function of G at log_pgf(z).
class InfinitelyDivisibleFrequency : public Frequency {
 public:
  /// Continuous branch of ln E[z^N] with log_pgf(1) = 0, |z| <= 1. Its real part is <= 0.
  virtual std::complex<double> log_pgf(std::complex<double> z) const = 0;

  std::complex<double> pgf(std::complex<double> z) const final { return std::exp(log_pgf(z)); }
};

}  // namespace tenbin
