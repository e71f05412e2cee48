#pragma once

#include <string>

namespace tenbin::scenario {

/// The published JSON Schema (draft-07) of the scenario file, made from the tables of the reader. It is what
/// scenarios/schema/scenario.schema.json holds. Rules across fields are beyond such a schema;
/// docs/scenario-format.md lists them.
std::string scenario_schema();

/// docs/scenario-format.md: every key with type, unit, range, default and example, and every rule across
/// fields.
std::string scenario_format_page();

}  // namespace tenbin::scenario
