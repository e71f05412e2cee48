#pragma once

#include <cstddef>
#include <span>

#include "tenbin/compare/paired_run.hpp"
#include "tenbin/scenario/scenario.hpp"

namespace tenbin::compare {

bool has_incentives(const scenario::Scenario& scenario);

/// The error of a run's frequency where a pilot found it (scenario::FrequencyResponse): every figure moves as
/// if in proportion to the frequency, as in result::run(). It stands as further batches behind those of the
/// years, so that a difference of two runs has both their pilots' errors; a share of the damage has none.
/// Pilots of different rules are taken to be independent, which for those of one reference is too much rather
/// than too little.
/// @param number of the run among `runs`
void add_pilot_error(PairedRun& run, std::size_t number, std::size_t runs);

}  // namespace tenbin::compare
