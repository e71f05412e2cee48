#include "tenbin/simulation/poisson_inversion.hpp"

#include <algorithm>
#include <cmath>

#include "tenbin/core/error.hpp"

namespace tenbin {

PoissonInversion::PoissonInversion(real mean) {
  check(mean >= 0 && mean <= 1e9L, "PoissonInversion", "mean", mean, "between 0 and 1e9");
  constexpr real negligible = 0x1p-75L;  // of the mode's probability; uniforms have 52 bits
  const auto mode = static_cast<std::int64_t>(std::floor(mean));
  std::vector<real> below;  // from mode - 1 downwards
  real term = 1;
  for (std::int64_t n = mode; n > 0 && term > negligible; --n) {
    term *= static_cast<real>(n) / mean;
    below.push_back(term);
  }
  first_ = mode - static_cast<std::int64_t>(below.size());
  std::vector<real> terms(below.rbegin(), below.rend());
  term = 1;
  for (std::int64_t n = mode; term > negligible; ++n) {
    terms.push_back(term);
    term *= mean / static_cast<real>(n + 1);
  }
  real total = 0;
  for (real t : terms) total += t;
  real sum = 0;
  cdf_.reserve(terms.size());
  for (real t : terms) {
    sum += t;
    cdf_.push_back(static_cast<double>(sum / total));
  }
  cdf_.back() = 1;
}

std::int64_t PoissonInversion::operator()(double u) const {
  return first_ + (std::lower_bound(cdf_.begin(), cdf_.end(), u) - cdf_.begin());
}

}  // namespace tenbin
