#pragma once

namespace tenbin::batch {

/// Marks a file as tenbin's (PRAGMA application_id): "tenb".
inline constexpr int results_application = 0x74656e62;
/// Version of the schema (PRAGMA user_version). A change of tables or of their meaning raises it.
inline constexpr int results_version = 1;

/// Tables and views of a results file (docs/formats/results.md).
extern const char* const results_schema;

}  // namespace tenbin::batch
