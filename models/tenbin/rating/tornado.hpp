#pragma once

#include <string>
#include <vector>

#include "tenbin/library/library.hpp"
#include "tenbin/scenario/scenario.hpp"

namespace tenbin::rating {

/// A figure with one number at each end of its range and all others at their values.
struct TornadoBar {
  const library::Number* number = nullptr;
  double at_low = 0, at_high = 0;

  double spread() const { return at_high > at_low ? at_high - at_low : at_low - at_high; }
};

struct TornadoFigure {
  std::string subject;           ///< ground_up | design/ID/policy/ID
  std::string measure;           ///< mean | expected_claims | technical_premium
  double base = 0;               ///< [currency/yr]
  std::vector<TornadoBar> bars;  ///< numbers that move it, widest first
};

/// Which numbers a tornado turns.
enum class TornadoNumbers { low_confidence, all_uncertain };

/// What each uncertain number of the library does alone, from closed forms: the mean loss before insurance
/// (rate x probability x mean x mean factors, added up), and expected claims and technical premium of every
/// policy as rate() has them, hence without annual terms. Numbers of the audit, the liability shares and the
/// tariff are turned too, where they are read.
/// @param threads 0: all cores
/// @throw ParameterError for a scenario without deployments
std::vector<TornadoFigure> tornado(const scenario::Scenario& scenario, library::LibraryReader& library,
                                   TornadoNumbers numbers, int threads);

}  // namespace tenbin::rating
