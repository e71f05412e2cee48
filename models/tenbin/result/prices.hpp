#pragma once

#include <vector>

#include "tenbin/library/library.hpp"
#include "tenbin/result/result.hpp"
#include "tenbin/simulation/plan.hpp"
#include "tenbin/simulation/year_loss_table.hpp"

namespace tenbin::result {

/// Prices of every policy with a product, in the order of the scenario, from the years of the table: those of
/// the whole run, or a part of them (compare and diff price parts to learn the error of a difference).
std::vector<PolicyPrice> price(const scenario::Scenario& input, const YearLossTable& table, const Plan& plan,
                               library::LibraryReader& library, int threads = 1);

/// The premium rises by the load of a condition on audits, a share of itself; what is expected to be paid
/// does not.
void add_condition_load(PolicyPrice& price, double load);

/// Amounts of the library in the scenario's money; 0 where it has another currency, and then no minimum
/// premium is known.
double scale_of_minimum(const scenario::Scenario& input, library::LibraryReader& library);

/// Adds the numbers that the pricing has read to those of the model, each once.
void add_assumptions(const library::LibraryReader& library, Result& result);

}  // namespace tenbin::result
