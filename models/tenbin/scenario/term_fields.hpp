#pragma once

#include <vector>

#include "tenbin/scenario/field.hpp"

/// The scenario's words for terms beyond deductible, limit and share, and for what they look at in a peril.
namespace tenbin::scenario {

/// @param distribution the table of distributions
std::vector<Field> peril_term_fields(const Table& (*distribution)());
std::vector<Field> section_term_fields();
std::vector<Field> policy_term_fields();

std::vector<Rule> peril_term_rules();
std::vector<Rule> section_term_rules();
std::vector<Rule> policy_term_rules();

/// `fields`, then `more`.
inline std::vector<Field> with(std::vector<Field> more, std::vector<Field> fields) {
  for (Field& field : more) fields.push_back(std::move(field));
  return fields;
}

}  // namespace tenbin::scenario
