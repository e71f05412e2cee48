#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "tenbin/result/result.hpp"

namespace tenbin {
class YearLossTable;
struct Plan;
}  // namespace tenbin

namespace tenbin::result {

/// Stop when the relative standard error of a measure of every policy's (else ground_up's) annual loss is
/// small enough.
struct TargetError {
  double relative = 0.005;
  std::string measure = "mean";  ///< mean | sd | var | tvar
  double level = 0;              ///< of var and tvar
  std::int64_t max_years = 0;    ///< 0: 100 times the scenario's years
};

struct RunOptions {
  int threads = 0;  ///< 0: all cores; figures do not depend on it
  std::optional<std::int64_t> years;
  std::optional<std::uint64_t> seed;
  std::optional<TargetError> target;
  /// Called now and then from one thread at a time with years done and the aim.
  std::function<void(std::int64_t done, std::int64_t aim)> progress;
  /// Asked between blocks; true ends the run cleanly with the years done so far.
  std::function<bool()> stop_requested;
  /// Called at the end, if any year was simulated: single years, while they are in memory.
  /// Many designs are then worked out in full.
  std::function<void(const Result&, const YearLossTable&, const Plan&)> inspect;
};

/// Simulates a validated scenario and measures it.
/// @throw tenbin::Error
Result run(const scenario::Scenario& input, const RunOptions& options = {});

}  // namespace tenbin::result
