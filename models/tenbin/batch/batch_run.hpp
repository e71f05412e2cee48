#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "tenbin/batch/results_file.hpp"
#include "tenbin/batch/scenario_set.hpp"
#include "tenbin/scenario/problem.hpp"

namespace tenbin::batch {

/// Which members are computed again.
enum class Refresh {
  outdated,     ///< all that the file does not hold as done with the same input, seed and build
  only_changed  ///< only those whose input or seed is new to the file; neither another build nor a failure
                ///< counts
};

/// What a listener hears of one member that was computed.
struct Finished {
  std::size_t member = 0;
  const std::string& name;
  RunStatus status = RunStatus::done;
  double seconds = 0;
  std::string detail;                       ///< of one that failed, in English
  std::vector<scenario::Problem> problems;  ///< of one that is invalid
};

struct Counts {
  std::size_t members = 0;                        ///< of the set
  std::size_t kept = 0;                           ///< that the file held already
  std::size_t done = 0, failed = 0, invalid = 0;  ///< now
  std::size_t worked() const { return done + failed + invalid; }
};

struct BatchOptions {
  int threads = 0;  ///< 0: all processors; what is stored does not depend on it
  std::optional<std::int64_t> years;
  std::optional<std::uint64_t> seed;
  Refresh refresh = Refresh::outdated;
  std::string version, build;                                    ///< of this program
  std::function<void(const Finished&, const Counts&)> finished;  ///< by one thread at a time
  /// Now and then, by one thread at a time; `work`: members that are done, running ones by their share.
  std::function<void(const Counts&, double work)> progress;
  std::function<bool()> stop_requested;  ///< running members are then given up, the finished ones are kept
};

/// Computes the members that the file does not hold, several at a time, and records each as soon as it is
/// done. Members share the threads: while there are more members than threads each takes one; threads without
/// a member of their own help the others.
/// @return what was done; fewer than all if it was stopped
/// @throw StorageError; what was recorded before stays
Counts run_batch(const ScenarioSet& set, ResultsFile& file, const BatchOptions& options);

}  // namespace tenbin::batch
