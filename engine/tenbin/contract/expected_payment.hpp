#pragma once

#include <vector>

#include "tenbin/contract/terms.hpp"
#include "tenbin/severity/severity.hpp"

namespace tenbin {

/// Closed forms for the payment Y = apply(terms, X) on a random loss X. The payment is piecewise linear and
/// nondecreasing in the loss, with slopes s_i between knots k_i and jumps j_i (franchise), so with
/// LEV(d) = E[min(X, d)]
///   E[Y] = share * (sum of s_i (LEV(k_(i+1)) - LEV(k_i)) + sum of j_i P(X >= k_i)).
/// For an ordinary deductible a and limit l this is share * (LEV(a + l) - LEV(a)) (Klugman, Panjer, Willmot,
/// Loss Models, 4th ed., theorem 8.7). An atom of X within 4e-15 relative below a knot counts as at the knot.

/// E[Y]; +infinity where it is infinite.
real expected_payment(const OccurrenceTerms& terms, const Severity& loss);
/// E[min(Y, y)], y >= 0: the limited expected value of the payment.
real limited_expected_payment(const OccurrenceTerms& terms, const Severity& loss, real y);
/// P(Y > y), y >= 0. At y = 0 the probability that a loss leads to a payment.
real payment_survival(const OccurrenceTerms& terms, const Severity& loss, real y);
/// P(Y > 0)
real payment_probability(const OccurrenceTerms& terms, const Severity& loss);
/// Payments at which the distribution of Y may have a jump or a kink, ascending: those of the knots of X and
/// of the terms, and the largest payment where it is finite. Between two neighbours E[min(Y, y)] is as smooth
/// as E[min(X, d)].
std::vector<real> payment_knots(const OccurrenceTerms& terms, const Severity& loss);
/// P(Y = share * limit); 0 where there is no limit
real exhaustion_probability(const OccurrenceTerms& terms, const Severity& loss);

}  // namespace tenbin
