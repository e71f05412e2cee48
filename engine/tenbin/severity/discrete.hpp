#pragma once

#include "tenbin/severity/step_severity.hpp"

namespace tenbin {

/// Finitely many amounts with given probabilities. Values may come in any order and repeat.
class Discrete final : public StepSeverity {
 public:
  /// @param values zero or positive, finite [currency]
  /// @param probabilities one for each value, zero or positive, sum 1 within 1e-9 (then normalised)
  /// @throw ParameterError
  Discrete(const std::vector<real>& values, const std::vector<real>& probabilities);

  std::string name() const override { return "discrete"; }
};

}  // namespace tenbin
