#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "tenbin/language/catalogue.hpp"
#include "tenbin/result/result.hpp"
#include "tenbin/scenario/scenario.hpp"

/// The dimensions along which scenarios are compared.
namespace tenbin::compare {

using Json = nlohmann::ordered_json;
using language::Phrase;

struct PairedRun;

/// A dimension that has a name of its own. Any other is a JSON pointer into the scenario, such as
/// /deployments/0/audit/score, where * stands for every entry of a list.
///
/// To add one: an entry in the list of axis.cpp.
struct Axis {
  std::string name;  ///< as on the command line, e.g. audit.score
  language::Message doc{};
  /// Where the value goes; empty where `apply` or `narrow` is given.
  std::string pointer{};
  /// Changes a scenario document to have the value; what stands in the way, if anything does.
  std::function<std::optional<Phrase>(Json& scenario, const std::string& value)> apply{};
  /// Narrows a scenario that was read to the value instead; what stands in the way, if anything does.
  std::function<std::optional<Phrase>(scenario::Scenario& scenario, const std::string& value)> narrow{};
  /// What the axis alone stands for (`--across design`); empty: values must be given.
  std::function<std::vector<std::string>(const scenario::Scenario& scenario)> all_values{};
  /// Figures beyond those of the year loss table, for each variant: id, value, and standard error (0: exact).
  std::function<std::vector<result::MeasureRow>(const PairedRun& run)> further_figures{};
};

const std::vector<Axis>& axes();

/// The axis of that name, or one that stands for the pointer; nothing for any other word.
std::optional<Axis> find_axis(const std::string& name);

/// An axis with values, as asked for.
struct Across {
  std::string axis;
  std::vector<std::string> values;  ///< empty: all that the axis knows
};

struct ReadAcross {
  std::vector<Across> across;
  std::optional<Phrase> fault;  ///< why the words are not understood
};

/// Reads `AXIS=VALUE,VALUE[,AXIS=VALUE,...]`, one or several of them; `|` separates values as well. A comma
/// in brackets or double quotes does not separate. A part with an equals sign begins an axis.
ReadAcross read_across(const std::vector<std::string>& words);

/// The value as JSON if it is JSON (50, true, "x", [1, 2], {...}; null leaves the key out), else as text.
Json value_of(const std::string& word);

/// Writes the value to every place that the pointer names (RFC 6901, * for every entry of a list); null
/// removes the key. What stands in the way, if anything does.
std::optional<Phrase> write_at(Json& scenario, const std::string& pointer, const std::string& value);

}  // namespace tenbin::compare
