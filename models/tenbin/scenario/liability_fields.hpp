#pragma once

#include "tenbin/scenario/field.hpp"

namespace tenbin::scenario {

/// The fields of a liability that is worked out by a preset, and the rules that tell it from fixed shares.
std::vector<Field> liability_preset_fields();
std::vector<Rule> liability_preset_rules();
/// What differs from a preset, by the keys of its file.
const Table& liability_parameters_table();

}  // namespace tenbin::scenario
