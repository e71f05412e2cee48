#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>

#include "engine/support/plans.hpp"
#include "tenbin/measure/annual_sample.hpp"
#include "tenbin/simulation/simulation.hpp"

/// The standard job (Poisson 5, lognormal (10, 1.5), 1e6 xs 1e4 a claim, 5e6 a year) with its exact answers.
namespace tenbin::bench {

struct Answer {
  const char* name;
  double exact;  ///< FFT, lattice step 12.5; VaR within half a step
  double error;  ///< standard error of plain Monte Carlo at 1,000,000 years, from the exact distribution
};

inline constexpr std::array<Answer, 4> answers{{{"mean", 274330.903, 304.7},
                                                {"sd", 304719.403, 417.0},
                                                {"var995", 1550080.0, 3879.0},
                                                {"tvar99", 1635868.05, 3780.0}}};

/// The four answers, in the order of `answers`.
inline std::array<double, 4> measure(std::span<const double> years, int threads = 1) {
  static constexpr std::array<double, 2> levels{0.99, 0.995};
  const AnnualSample sample(years, 1, levels, threads);
  return {sample.mean().value, sample.sd().value, sample.var(0.995).value, sample.tvar(0.99).value};
}

/// Annual payments of the insurer.
inline std::span<const double> insurer(const Simulation& simulation) {
  const YearLossTable& table = simulation.table();
  return table.column(table.find("design/base/insurer", Basis::aep)->column);
}

/// Distance of answer `number` from the exact one in standard errors.
inline double distance(const std::array<double, 4>& values, std::size_t number, std::int64_t years) {
  const Answer& answer = answers[number];
  return (values[number] - answer.exact) / (answer.error * std::sqrt(1e6 / static_cast<double>(years)));
}

/// The largest distance; above 4.5 the answers are wrong.
inline double worst_distance(const std::array<double, 4>& values, std::int64_t years) {
  double worst = 0;
  for (std::size_t number = 0; number < answers.size(); ++number)
    worst = std::max(worst, std::abs(distance(values, number, years)));
  return worst;
}

}  // namespace tenbin::bench
