#include "tenbin/measure/linear_figure.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "tenbin/core/error.hpp"

namespace tenbin {
namespace {

constexpr std::size_t most_batches = 4096;

}  // namespace

std::size_t batch_length(std::size_t years, std::size_t cluster_years) {
  std::size_t length = cluster_years;
  while ((years + length - 1) / length > most_batches) length *= 2;
  return length;
}

LinearFigures::LinearFigures(const AnnualSample& sample, std::size_t batch_years)
    : sample_(sample), batch_years_(batch_years) {
  check(batch_years > 0 && batch_years % static_cast<std::size_t>(sample.cluster_years()) == 0,
        "LinearFigures", "batch_years", static_cast<real>(batch_years),
        "a multiple of the years that share their parameters");
}

/// influence of batch b = scale x sum over its years of (value - mean value) / n
template <class Value>
LinearFigure LinearFigures::figure(double value, bool reliable, double scale,
                                   const Value& value_of_year) const {
  const auto years = sample_.years();
  LinearFigure figure{value, reliable, {}};
  if (!std::isfinite(scale)) return figure;
  figure.influence.reserve((years.size() + batch_years_ - 1) / batch_years_);
  double total = 0;
  for (std::size_t begin = 0; begin < years.size(); begin += batch_years_) {
    const std::size_t end = std::min(years.size(), begin + batch_years_);
    double sum = 0;
    for (std::size_t i = begin; i < end; ++i) sum += value_of_year(years[i]);
    figure.influence.push_back(sum);
    total += sum;
  }
  const double n = static_cast<double>(years.size());
  const double mean = total / n;
  for (std::size_t b = 0; b < figure.influence.size(); ++b) {
    const std::size_t count = std::min(batch_years_, years.size() - b * batch_years_);
    figure.influence[b] = scale * (figure.influence[b] - static_cast<double>(count) * mean) / n;
  }
  return figure;
}

LinearFigure LinearFigures::mean() const {
  return figure(sample_.mean().value, true, 1, [](double x) { return x; });
}

LinearFigure LinearFigures::sd() const {
  const double sd = sample_.sd().value;
  if (sd == 0) return figure(0, true, 0, [](double x) { return x; });
  const double mean = sample_.mean().value;
  return figure(sd, true, 0.5 / sd, [mean](double x) { return (x - mean) * (x - mean); });
}

LinearFigure LinearFigures::var(double level) const {
  const TailPoint point = sample_.tail_point(level);
  return figure(point.quantile, point.var_reliable, point.slope,
                [q = point.quantile](double x) { return x > q ? 1.0 : 0.0; });
}

LinearFigure LinearFigures::tvar(double level) const {
  const TailPoint point = sample_.tail_point(level);
  const double scale =
      std::isfinite(point.tvar_error) ? 1 / (1 - level) : std::numeric_limits<double>::infinity();
  return figure(point.tvar, point.tvar_reliable, scale,
                [q = point.quantile](double x) { return std::max(x - q, 0.0); });
}

LinearFigure sectioned(double value, std::span<const double> parts) {
  LinearFigure figure{value, static_cast<double>(parts.size()) >= fewest_years, {}};
  if (parts.size() < 2) return figure;
  double sum = 0;
  for (double part : parts) sum += part;
  const auto count = static_cast<double>(parts.size());
  for (double part : parts) figure.influence.push_back((part - sum / count) / count);
  return figure;
}

Estimate weighted_sum(std::span<const WeightedFigure> terms) {
  Estimate estimate{0, std::numeric_limits<double>::infinity(), true};
  std::size_t batches = 0;
  bool told = true;
  for (const WeightedFigure& term : terms) {
    estimate.value += term.weight * term.figure->value;
    estimate.reliable = estimate.reliable && term.figure->reliable;
    told = told && term.figure->batches() > 1;
    if (batches == 0) batches = term.figure->batches();
    check(!told || term.figure->batches() == batches, "weighted_sum", "number of batches",
          static_cast<real>(term.figure->batches()), "that of the other figures");
  }
  if (!told || terms.empty()) {
    estimate.reliable = false;
    return estimate;
  }
  double squares = 0, fourths = 0;
  for (std::size_t b = 0; b < batches; ++b) {
    double sum = 0;
    for (const WeightedFigure& term : terms) sum += term.weight * term.figure->influence[b];
    squares += sum * sum;
    fourths += (sum * sum) * (sum * sum);
  }
  const auto count = static_cast<double>(batches);
  estimate.standard_error = std::sqrt(squares * count / (count - 1));
  const bool carried = estimate.standard_error == 0 || squares * squares >= fewest_years * fourths;
  estimate.reliable = estimate.reliable && carried;
  return estimate;
}

}  // namespace tenbin
