#pragma once

#include <span>

#include "tenbin/contract/terms.hpp"
#include "tenbin/contract/waiting_period.hpp"

namespace tenbin {

/// Contract terms over columns. Every element has the bits of the scalar function, whichever vector
/// instructions the processor has. Input and output have the same length and may be the same column, but must
/// not overlap otherwise.
/// @throw ParameterError where lengths differ
void apply_column(const OccurrenceTerms& terms, std::span<const double> losses, std::span<double> payments);
void apply_column(const AggregateTerms& terms, std::span<const double> sums, std::span<double> payments);
/// @param durations [h]
void apply_column(const WaitingPeriod& terms, std::span<const double> losses,
                  std::span<const double> durations, std::span<double> payments);

}  // namespace tenbin
