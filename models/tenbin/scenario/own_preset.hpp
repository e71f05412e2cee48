#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tenbin/scenario/document.hpp"
#include "tenbin/scenario/field.hpp"
#include "tenbin/scenario/problem.hpp"
#include "tenbin/scenario/scenario.hpp"

namespace tenbin::scenario {

/// Where "liability" has "preset_file", reads that file (format tenbin/preset), which is looked for beside
/// the scenario and must start from a preset of the library ("base"). Its faults name that file. The document
/// then has "preset": base in its place, so that nothing that is kept of the scenario needs the file.
/// @return what the file changes
std::optional<LiabilityParameters> expand_preset(Document& document, Reading& reading,
                                                 const std::string& scenario_file,
                                                 std::vector<Problem>& problems);

/// The file's changes, with the scenario's own on top.
void add_preset_changes(const LiabilityParameters& of_file, const Document& document, Scenario& scenario);

}  // namespace tenbin::scenario
