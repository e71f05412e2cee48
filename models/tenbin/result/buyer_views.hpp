#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tenbin/rating/buyer_cost.hpp"
#include "tenbin/result/result.hpp"
#include "tenbin/simulation/plan.hpp"
#include "tenbin/simulation/year_loss_table.hpp"

namespace tenbin::result {

/// Adds a policy's premium, and its premium by batch of years where it is known.
void add_premium(const PolicyPrice& price, rating::Position& position);

/// Tolerance and budget of an insured: those of the buyer if it is the one, else none.
std::pair<rating::Tolerance, std::optional<double>> wishes_of(const std::optional<scenario::Buyer>& buyer,
                                                              const std::string& party);

/// Every design as each insured sees it, in the order of the designs and of the insureds' first mention, with
/// its place on the frontier. Empty without prices. The buyer's tolerance and budget are its own: other
/// insureds have none.
std::vector<rating::MeasuredPosition> buyer_positions(const scenario::Scenario& input,
                                                      const YearLossTable& table, const Plan& plan,
                                                      const std::vector<PolicyPrice>& prices, int threads);

}  // namespace tenbin::result
