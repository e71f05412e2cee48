#pragma once

#include <optional>
#include <vector>

#include "tenbin/result/result.hpp"
#include "tenbin/simulation/plan.hpp"
#include "tenbin/simulation/year_loss_table.hpp"

namespace tenbin::result {

/// All figures of a year loss table: rows in the order of its subjects, sums before largest events.
struct MeasureTable {
  std::vector<MeasureRow> rows;
  std::vector<ExceedancePoint> curves;
};

/// @param plan whose terms say what exhausts a policy
/// @param levels of VaR and TVaR; curves take the field's return periods from 1 / (1 - lowest level) on
MeasureTable measure(const YearLossTable& table, const Plan& plan, const std::vector<double>& levels,
                     int threads);

/// The level nearest to 0.99, in the logarithm of the return period, at which one figure stands for the tail.
std::optional<double> headline_level(const std::vector<double>& levels);

/// Mean and TVaR (at the headline level) of ground_up, and of insurers in each design, after a half, a
/// quarter, ... of the years, and after all of them. Parts are whole blocks of 1024 years, whose clusters are
/// whole; those with fewer than 1024 years are left out, and those of which no error can be told.
std::vector<ConvergencePoint> convergence(const YearLossTable& table, const Plan& plan,
                                          const std::vector<double>& levels, int threads);

/// Every further design against the first: mean, VaR and TVaR at the levels, of what insurers pay and of what
/// stays with the insured, year by year on the same events.
std::vector<DesignDifference> differences(const YearLossTable& table, const Plan& plan,
                                          const std::vector<double>& levels, int threads);

/// The largest that a policy can pay for one event (oep) or in a year (aep); infinity where its terms set no
/// bound.
double largest_payment(const PolicyPlan& policy, Basis basis);

}  // namespace tenbin::result
