#pragma once

#include <optional>

#include "tenbin/core/real.hpp"
#include "tenbin/library/number.hpp"

namespace tenbin::library {

/// What is believed of a number that has a range: a normal law of the number's logarithm, of its logit where
/// it is a probability, of itself where its range reaches below 0. The width is that of the range, which
/// holds the number with `range_probability`; the mean is the number's value, so that uncertainty does not
/// move what the library states. An end of a probability's range at 0 or 1 has no logit: the other end tells
/// the width.
class ParameterLaw {
 public:
  enum class Scale { logarithm, logit, plain };

  /// @param range_probability inside (0, 1)
  /// @throw ParameterError for a number without a range
  ParameterLaw(const Number& number, real range_probability);

  Scale scale() const { return scale_; }
  /// The number where the normal score is z.
  real at(real z) const;

 private:
  real on_scale(real value) const;
  real from_scale(real place) const;

  Scale scale_ = Scale::logarithm;
  real location_ = 0, spread_ = 0;
};

/// The number is drawn where parameters are: it has a range, and its confidence is not high.
bool is_uncertain(const Number& number);

}  // namespace tenbin::library
