#include "tenbin/frequency/geometric.hpp"

#include <cmath>

#include "tenbin/core/error.hpp"

namespace tenbin {
namespace {

real checked_mean(real mean) {
  check_positive_finite("Geometric", "mean", mean);
  return mean;
}

}  // namespace

Geometric::Geometric(real mean) : as_negative_binomial_(1, checked_mean(mean)) {}

real Geometric::pmf(long n) const {
  if (n < 0) return 0;
  return std::exp(-static_cast<real>(n) * std::log1p(1 / mean())) / (1 + mean());
}

FrequencyPtr Geometric::scaled(real factor) const {
  check_positive_finite("Geometric::scaled", "factor", factor);
  if (factor == 1) return std::make_shared<Geometric>(*this);
  return std::make_shared<NegativeBinomial>(factor, mean());
}

}  // namespace tenbin
