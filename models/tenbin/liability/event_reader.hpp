#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tenbin/liability/allocation.hpp"
#include "tenbin/liability/event.hpp"
#include "tenbin/liability/exact.hpp"
#include "tenbin/scenario/problem.hpp"

namespace tenbin::liability {

/// An event as its file says it, every number exact.
struct EventFile {
  Event<Exact> event;
  std::vector<std::size_t> order_of_file;  ///< places in Event::parties, as the file lists them
  bool has_fractions = false;              ///< some number was written as "1000/3"
};

/// Either an event and no problem, or at least one problem and no event.
struct EventReadResult {
  std::optional<EventFile> file;
  std::vector<scenario::Problem> problems;  ///< all of the file, in the order of the file
};

/// Reads and checks one loss event (JSON; docs/methods/liability.md lists the keys). A syntax error is
/// reported alone, everything else together.
/// @param file_name stands at the start of each problem's text
EventReadResult read_event(std::string_view text, std::string file_name);

/// Same for a file; "-" is standard input.
EventReadResult read_event_file(const std::string& path);

/// Recourse that is decided by chance ("draw": "random") and whose outcome the file does not state.
std::vector<scenario::Problem> outcome_problems(const Event<Exact>& event,
                                                const Allocation<Exact>& allocation,
                                                const std::string& file_name);

/// The event in double, each number rounded once.
Event<double> rounded(const Event<Exact>& event);

/// "DEV" and "developer" are the developer; any other word is Role::other.
Role role_of_name(std::string_view name);

/// "DEV"; an empty text for Role::other
std::string_view code_of_role(Role role);

}  // namespace tenbin::liability
