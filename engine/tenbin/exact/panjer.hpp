#pragma once

#include <cstddef>

#include "tenbin/exact/lattice.hpp"
#include "tenbin/frequency/frequency.hpp"

namespace tenbin {

/// Distribution of the sum of N independent amounts by Panjer's recursion (1981, ASTIN Bulletin 12:22) for
/// counts of the class p_n = (a + b/n) p_(n-1), n >= 1: Poisson, binomial, negative binomial, geometric,
/// Poisson with gamma mixing. Independent of the transform; O(points * amount.size()) in extended precision.
/// @throw ParameterError for another count; NumericalError where P(S = 0) underflows
Lattice panjer(const Frequency& count, const Lattice& amount, std::size_t points);

}  // namespace tenbin
