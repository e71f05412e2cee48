#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tenbin/result/buyer_view.hpp"

/// The buyer's side of a design: premium + what it keeps + what it would pay to be rid of the volatility of
/// what it keeps (total cost of risk). Method: docs/methods/buyer-view.md.
namespace tenbin::rating {

/// How a buyer dislikes bad years; at most one of the two.
struct Tolerance {
  /// Weight w of the mean excess of the worst years over the mean: w (TVaR_level(R) - E[R]) (mean-CVaR,
  /// Rockafellar and Uryasev, Journal of Risk 2, 2000).
  std::optional<double> cvar_weight{};
  double level = 0.99;
  /// Absolute risk aversion a [1/currency]: ln E[exp(a R)] / a - E[R] (certainty_equivalent.hpp).
  std::optional<double> risk_aversion{};
};

/// What one design means for one insured, from the same simulated years for all designs.
struct Position {
  std::string design, party;
  double premium = 0;
  std::vector<double> premium_batches;  ///< by batch of years (batch_figures.hpp); empty: error not known
  std::span<const double> retained;     ///< in each year [currency]
};

/// Level of the tail that the frontier looks at.
inline constexpr double frontier_level = 0.99;

/// A position measured, with all that later comparisons need; the years are no longer needed.
struct MeasuredPosition {
  result::BuyerView view;
  std::vector<double> premium, tail, total_cost;  ///< by batch; empty: not known
};

/// Premium, retained mean and tail, price of volatility, total cost and probability that premium and retained
/// loss exceed the budget. Errors by batches, so that premium and retained loss of the same years go
/// together.
MeasuredPosition measure(const Position& position, int cluster_years, const Tolerance& tolerance,
                         std::optional<double> budget);

/// Marks each position's place among all positions of its party. Of two positions i and j, j dominates i
/// where its premium and its TVaR99 are both not above i's and one is below, each beyond t standard errors of
/// the difference; t is Student's (19 degrees of freedom) such that with n designs all 2 (n - 1) statements
/// on i hold together in 95 % (Bonferroni). A position is efficient where it surely beats every other in
/// premium or tail, or equals it in both; everything else cannot be told.
void mark_frontier(std::vector<MeasuredPosition>& positions);

/// Total cost of each position less that of the first position of its party, with the error of the paired
/// batches.
std::vector<result::BuyerDifference> differences(const std::vector<MeasuredPosition>& positions);

}  // namespace tenbin::rating
