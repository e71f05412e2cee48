#pragma once

#include <cstddef>
#include <vector>

#include "tenbin/core/real.hpp"

namespace tenbin {

/// Probabilities of the amounts 0, h, 2h, ... . They may sum to less than 1 where the largest amounts are
/// left out.
class Lattice {
 public:
  /// @param step h > 0, finite [currency]
  /// @param probabilities of 0, h, 2h, ...; at least one; none below 0 by more than 1e-9 (rounding of a
  /// transform)
  Lattice(double step, std::vector<double> probabilities);

  double step() const { return step_; }
  const std::vector<double>& probabilities() const { return probabilities_; }
  std::size_t size() const { return probabilities_.size(); }
  double value(std::size_t index) const { return step_ * static_cast<double>(index); }
  /// Sum of the probabilities.
  real mass() const;
  /// Sum of amount times probability.
  real mean() const;
  /// Sum of squared amount times probability.
  real second_moment() const;

 private:
  double step_;
  std::vector<double> probabilities_;
};

}  // namespace tenbin
