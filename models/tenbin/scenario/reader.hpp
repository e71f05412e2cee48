#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tenbin/scenario/problem.hpp"
#include "tenbin/scenario/scenario.hpp"

namespace tenbin::scenario {

/// Either a scenario and no problem, or at least one problem and no scenario.
struct ReadResult {
  std::optional<Scenario> scenario;
  std::vector<Problem> problems;  ///< all of the file, in the order of the file
};

/// Reads and checks a scenario. A syntax error is reported alone, everything else together.
/// @param file_name stands at the start of each problem's text
ReadResult read_scenario(std::string_view text, std::string file_name);

/// Same for a file; "-" is standard input. Files above largest_file are refused while reading.
ReadResult read_scenario_file(const std::string& path);

/// The text of a file, or why it cannot be had.
struct FileText {
  std::string text;
  std::optional<Problem> problem;
};

/// "-" is standard input. Files above largest_file are refused while reading.
FileText read_file_text(const std::string& path);

/// What stands for an id that was left out.
void fill_ids(Scenario& scenario);

/// The scenario as understood, with defaults filled in; it reads back to an equal Scenario.
nlohmann::ordered_json to_json(const Scenario& scenario);

}  // namespace tenbin::scenario
