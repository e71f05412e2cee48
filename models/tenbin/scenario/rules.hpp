#pragma once

#include <vector>

#include "tenbin/scenario/field.hpp"

/// Rules across fields, for the table of each struct. A rule looks only at parts in which nothing was found
/// wrong, so that one fault is reported once.
namespace tenbin::scenario {

enum class Order { below, at_most };

/// The number at the key `low` lies below (or not above) the number at the key `high` of the same object.
void require_order(const Node& node, std::string_view low, std::string_view high, Order order,
                   Reading& reading, Message statement);

std::vector<Rule> audit_rules();
std::vector<Rule> guarantee_rules();
std::vector<Rule> deployment_rules();
std::vector<Rule> liability_rules();
std::vector<Rule> deductible_rules();
std::vector<Rule> section_rules();
std::vector<Rule> policy_rules();
std::vector<Rule> design_rules();
std::vector<Rule> tolerance_rules();
std::vector<Rule> scenario_rules();

}  // namespace tenbin::scenario
