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

/// Adds the numbers that the pricing has read to those of the model, each once.
void add_assumptions(const library::LibraryReader& library, Result& result);

}  // namespace tenbin::result
