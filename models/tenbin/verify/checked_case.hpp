#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "tenbin/verify/known_cases.hpp"

namespace tenbin::verify {

/// A simulated figure may lie this many standard errors from the exact one: by chance 1 in 150,000 does.
inline constexpr double allowed_standard_errors = 4.5;

/// One figure of a case: as known, from the exact twin, and simulated.
struct CheckedFigure {
  KnownFigure known;
  double exact = 0;
  bool exact_agrees = false;                        ///< within allowed_distance() of the known value
  std::optional<double> simulated, standard_error;  ///< none for figures that no year's total shows
  std::optional<double> distance;                   ///< (simulated - exact) / standard error
  bool simulated_agrees = true;

  bool agrees() const { return exact_agrees && simulated_agrees; }
};

/// Computes the case exactly, simulates it with the engine that serves every scenario, and compares.
std::vector<CheckedFigure> check_case(const KnownCase& known, std::int64_t years, std::uint64_t seed);

}  // namespace tenbin::verify
