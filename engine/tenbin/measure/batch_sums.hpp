#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "tenbin/measure/linear_figure.hpp"

namespace tenbin {

/// The mean of a column of annual amounts that comes piece by piece and is not kept: sums by batch, as
/// LinearFigures has them, are all that it needs.
class BatchSums {
 public:
  /// @param batch_years batch_length() of the whole run
  explicit BatchSums(std::size_t batch_years = 1) : batch_years_(batch_years) {}

  /// Further years behind those that it has.
  void append(std::span<const double> years);
  /// Mean of all years; LinearFigures::mean() of the column up to rounding. \pre at least one year
  LinearFigure mean() const;

 private:
  std::size_t batch_years_, years_ = 0;
  std::vector<double> sums_;
};

}  // namespace tenbin
