#pragma once

#include <vector>

#include "tenbin/scenario/field.hpp"

/// Rules that follow from what this version can compute: the perils of a use case, the library's numbers, the
/// products. A file that keeps them compiles. Like all rules they look only at parts in which nothing was
/// found wrong.
namespace tenbin::scenario {

std::vector<Rule> deployment_computation_rules();
std::vector<Rule> section_computation_rules();
std::vector<Rule> policy_computation_rules();
/// To be checked last, because the losses are computed for it.
std::vector<Rule> scenario_computation_rules();

}  // namespace tenbin::scenario
