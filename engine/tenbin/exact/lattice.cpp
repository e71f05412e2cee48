#include "tenbin/exact/lattice.hpp"

#include <utility>

#include "tenbin/core/error.hpp"

namespace tenbin {

Lattice::Lattice(double step, std::vector<double> probabilities)
    : step_(step), probabilities_(std::move(probabilities)) {
  check_positive_finite("Lattice", "step", step);
  check(!probabilities_.empty(), "Lattice", "number of probabilities", 0, "at least 1");
  for (const double p : probabilities_)
    check(p >= -1e-9 && p <= 1 + 1e-9, "Lattice", "probability", p, "between 0 and 1");
}

real Lattice::mass() const {
  real sum = 0;
  for (std::size_t i = size(); i-- > 0;) sum += probabilities_[i];
  return sum;
}

real Lattice::mean() const {
  real sum = 0;
  for (std::size_t i = size(); i-- > 0;) sum += static_cast<real>(i) * probabilities_[i];
  return sum * step_;
}

real Lattice::second_moment() const {
  real sum = 0;
  for (std::size_t i = size(); i-- > 0;)
    sum += static_cast<real>(i) * static_cast<real>(i) * probabilities_[i];
  return sum * step_ * step_;
}

}  // namespace tenbin
