#pragma once

#include "tenbin/severity/step_severity.hpp"

namespace tenbin {

/// The empirical distribution of n observed amounts: an atom of 1/n at each. The quantile is the lower one,
/// the ceil(n u)-th smallest amount (Hyndman and Fan, Sample quantiles, 1996, definition 1).
class Empirical final : public StepSeverity {
 public:
  /// @param sample at least one amount, each zero or positive, finite [currency]
  /// @throw ParameterError
  explicit Empirical(const std::vector<real>& sample);

  std::string name() const override { return "empirical"; }
};

}  // namespace tenbin
