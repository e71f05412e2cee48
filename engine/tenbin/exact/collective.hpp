#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "tenbin/contract/terms.hpp"
#include "tenbin/exact/loss_distribution.hpp"
#include "tenbin/frequency/frequency.hpp"
#include "tenbin/severity/severity.hpp"

namespace tenbin {

/// A collective model (Klugman, Panjer, Willmot, Loss Models, 4th ed., chapter 9): N losses a year, each a
/// copy of X, with terms on each loss and on the year. S = aggregate terms of the sum of Y_i = occurrence
/// terms of X_i.
struct CollectiveModel {
  FrequencyPtr frequency;
  SeverityPtr severity;
  OccurrenceTerms occurrence{};
  AggregateTerms aggregate{};
};

/// How the exact computation is set up; what is not given is chosen from the model.
struct ExactOptions {
  std::optional<double> step;       ///< lattice step [currency]
  std::optional<std::size_t> size;  ///< number of points, a power of two from 2^4 to 2^22
};

/// The exact twin of a collective model, with what is known of its error.
struct ExactTotal {
  LossDistribution before_aggregate;  ///< year's sum of payments
  LossDistribution annual;            ///< after the aggregate terms
  double step;                        ///< VaR is known within one step
  std::size_t size;                   ///< points; the transform has twice as many where much lies beyond
  double tilt;    ///< per point; 0 where nothing wraps round (the mean agrees to 1e-9 relative)
  double beyond;  ///< P(S >= step * (size - 1)) before aggregate terms, held at its own mean; seen where tilt
                  ///< > 0
  double aliasing;    ///< bound on the probability that wraps round in spite of tilting, e^-12 or e^-24 times
                      ///< beyond
  double mean_error;  ///< |mean / closed form - 1| before aggregate terms
  double sd_error;  ///< relative excess of the standard deviation from the discretisation, about E[N] h^2/12
                    ///< / Var
};

/// Distribution of a year's total by FFT. The step divides the finite limits where they have a common
/// measure; a purely discrete loss is put on the lattice of its payments, without any discretisation error.
/// @throw ParameterError for options out of range, or without a frequency or severity
ExactTotal exact_total(const CollectiveModel& model, const ExactOptions& options = {});

/// Distribution of the sum of independent annual totals: each put onto the step mean-preservingly, then
/// convolved.
/// @param step of the common lattice
LossDistribution sum_of_independent(std::span<const LossDistribution> totals, double step);

/// A probability with an estimate of its numerical error.
struct EstimatedProbability {
  real value;
  real error;  ///< absolute
};

/// P(the year's sum of payments before aggregate terms >= amount), amount > 0: at deductible plus limit the
/// probability that the aggregate limit is exhausted. A lattice probability takes in half a cell, an error of
/// order h, so it is extrapolated from three steps h, 2h, 4h to h = 0 (Richardson) where amount and largest
/// payment have a common measure; elsewhere the error is that of the last step. A discrete loss needs
/// neither.
EstimatedProbability probability_of_reaching(const CollectiveModel& model, double amount);

/// Closed forms of the collective model.
/// E[N] E[Y], before aggregate terms.
real expected_total(const CollectiveModel& model);
/// E[N] P(Y > 0): payments per year.
real expected_payments(const CollectiveModel& model);
/// P(largest payment of the year > y) = 1 - P_N(P(Y <= y)), y >= 0; at y = 0 the probability that anything is
/// paid.
real largest_payment_survival(const CollectiveModel& model, real y);
/// P(largest payment of the year = share * limit)
real occurrence_exhaustion_probability(const CollectiveModel& model);
/// OEP quantile: lower quantile of the largest payment of the year, 0 < level < 1, by bisection to full
/// double precision.
double largest_payment_quantile(const CollectiveModel& model, real level);

}  // namespace tenbin
