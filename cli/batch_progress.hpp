#pragma once

#include <chrono>
#include <ostream>
#include <string>

#include "environment.hpp"
#include "tenbin/batch/batch_run.hpp"

namespace tenbin::cli {

/// How far a batch is: one line that is drawn again on a terminal, a line now and then elsewhere.
class BatchProgress {
 public:
  using Clock = std::chrono::steady_clock;

  BatchProgress(std::ostream& err, const Environment& environment);
  /// Removes the line.
  ~BatchProgress();
  BatchProgress(const BatchProgress&) = delete;
  BatchProgress& operator=(const BatchProgress&) = delete;

  void show(const batch::Counts& counts, double work, Clock::time_point now = Clock::now());
  /// Makes room for a line of text on a terminal.
  void clear();

 private:
  std::ostream& err_;
  const Environment& environment_;
  Clock::time_point start_ = Clock::now(), next_;
  bool shown_ = false;
};

/// "[###   ] 31%  310 of 1,000 done, 2 failed  35 a minute  14 min left"
/// @param work members computed so far, running ones by their share
std::string batch_progress_line(const batch::Counts& counts, double work, double seconds,
                                const Environment& environment);

}  // namespace tenbin::cli
