#pragma once

#include <cstddef>

#include "tenbin/contract/terms.hpp"
#include "tenbin/exact/lattice.hpp"
#include "tenbin/severity/severity.hpp"

namespace tenbin {

/// The payment Y = apply(terms, X) on 0, h, 2h, ..., with first moments kept in every cell (Gerber 1982,
/// Insurance: Mathematics and Economics 1:13; Klugman, Panjer, Willmot, Loss Models, 4th ed.,
/// section 9.6.5.2): with L(y) = E[min(Y, y)],
///   f_0 = 1 - L(h) / h,   f_j = (2 L(jh) - L((j-1)h) - L((j+1)h)) / h.
/// L is exact at every lattice point, so the mean and every stop-loss premium at a lattice point are exact;
/// an atom at a lattice point stays there; the second moment exceeds that of Y by at most h^2 / 4, about h^2
/// / 6, per claim.
/// @param step h > 0
/// @param points at least 2; payments above (points - 1) h are cut to it. Fewer points are made where the
/// largest payment
///        is smaller.
Lattice discretise(const OccurrenceTerms& terms, const Severity& loss, double step, std::size_t points);

}  // namespace tenbin
