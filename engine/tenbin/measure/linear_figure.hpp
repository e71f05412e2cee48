#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "tenbin/measure/annual_sample.hpp"
#include "tenbin/measure/estimate.hpp"

namespace tenbin {

/// A figure of a sample with its first-order dependence on the years, summed over batches of consecutive
/// years: figure - truth ~ sum over batches of `influence`. With it the error of any weighted sum of figures
/// of runs that saw the same years can be told without keeping the years; what the runs share cancels.
/// Influence functions: docs/methods/measures.md (Hampel 1974); batches as clusters (Cochran, Sampling
/// Techniques, 3rd ed., section 9A.1). \sa tests/engine/measure/linear_figure_test.cpp
struct LinearFigure {
  double value = 0;
  bool reliable = false;          ///< as Estimate::reliable of the figure alone, but for what carries a mean
  std::vector<double> influence;  ///< by batch, sums to about 0; empty where the error cannot be told

  std::size_t batches() const { return influence.size(); }
};

/// Years of a batch: `cluster_years` times a power of two, such that there are at most 4096 batches. The
/// relative error of a standard error from so many batches is 1/sqrt(2 x 4096) = 1.1 %.
std::size_t batch_length(std::size_t years, std::size_t cluster_years);

/// Figures of one sample. `batch_years` must be a multiple of the sample's clusters.
class LinearFigures {
 public:
  /// The sample must outlive this object.
  LinearFigures(const AnnualSample& sample, std::size_t batch_years);

  LinearFigure mean() const;
  LinearFigure sd() const;
  /// At levels for which the sample was prepared.
  LinearFigure var(double level) const;
  LinearFigure tvar(double level) const;

 private:
  template <class Value>
  LinearFigure figure(double value, bool reliable, double scale, const Value& value_of_year) const;

  const AnnualSample& sample_;
  std::size_t batch_years_;
};

/// A figure that was also computed from equal parts of the run (Asmussen and Glynn, Stochastic Simulation,
/// Springer 2007, section III.5, "sectioning"): the variance of the parts stands for that of the whole. The
/// parts' own bias does not matter.
LinearFigure sectioned(double value, std::span<const double> parts);

struct WeightedFigure {
  double weight = 1;
  const LinearFigure* figure = nullptr;
};

/// sum of weight x figure with its standard error, SE^2 = B/(B - 1) sum over batches of (sum of weight x
/// influence)^2. Reliable if every figure is and at least ten batches carry the variance, or there is none.
/// \pre all figures have the same batches, or none
Estimate weighted_sum(std::span<const WeightedFigure> terms);

}  // namespace tenbin
