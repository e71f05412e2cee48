#include "tenbin/compare/pilot_error.hpp"

#include <cmath>

namespace tenbin::compare {
namespace {

/// Batches that carry a pilot's error: more than the ten without which a figure is not reliable.
constexpr std::size_t pieces = 16;

}  // namespace

bool has_incentives(const scenario::Scenario& scenario) {
  return scenario.liability && scenario.liability->incentives.value_or(false);
}

void add_pilot_error(PairedRun& run, std::size_t number, std::size_t runs) {
  for (PairedFigure& paired : run.figures) {
    std::vector<double>& influence = paired.figure.influence;
    if (influence.empty()) continue;
    const std::size_t years = influence.size();
    influence.resize(years + pieces * runs);
    const double each = paired.figure.value * run.frequency_log_error / std::sqrt(double{pieces});
    for (std::size_t piece = 0; piece < pieces; ++piece) influence[years + number * pieces + piece] = each;
  }
}

}  // namespace tenbin::compare
