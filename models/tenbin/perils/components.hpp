#pragma once

#include <string>
#include <vector>

#include "tenbin/perils/circumstances.hpp"

namespace tenbin::perils {

/// Outages of the deployment's components of a kind that can be down, one source for each, "PERIL/COMPONENT":
/// hours ~ Pareto above a threshold, cut at a maximum, x what an hour costs. For a business user that is its
/// gross profit x the part that hangs on the service; for a supplier, its fees x the credit that it owes.
std::vector<Source> outages(const Circumstances& at, const std::string& peril);

}  // namespace tenbin::perils
