#pragma once

#include <vector>

#include "tenbin/scenario/field.hpp"

/// Rules of products: what a cover, a damage head or a condition on audits can stand beside.
namespace tenbin::scenario {

std::vector<Rule> peril_rules();
std::vector<Rule> further_head_rules();
std::vector<Rule> audit_condition_rules();
std::vector<Rule> section_product_rules();
std::vector<Rule> scenario_product_rules();

/// The file has deployments, or a peril given directly says what its loss is and who bears it.
bool has_parties(const Node& scenario, const Reading& reading);

}  // namespace tenbin::scenario
