#pragma once

#include <chrono>
#include <cstdint>
#include <ostream>
#include <string>

#include "environment.hpp"

namespace tenbin::cli {

/// A line on a terminal that shows how far a run is and how long it still takes. Silent elsewhere.
class ProgressBar {
 public:
  using Clock = std::chrono::steady_clock;

  ProgressBar(std::ostream& err, const Environment& environment);
  /// Removes the line.
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void show(std::int64_t done, std::int64_t aim, Clock::time_point now = Clock::now());

 private:
  std::ostream& err_;
  const Environment& environment_;
  Clock::time_point start_ = Clock::now(), next_ = start_;
  bool shown_ = false;
};

/// "[######      ]" for a share of the work
std::string drawn_bar(double share, const Environment& environment);
/// "12 s left", "3 min left"
std::string time_left(double seconds, language::Language language);

/// The line for a share of the work and the seconds that it took so far.
std::string progress_line(std::int64_t done, std::int64_t aim, double seconds,
                          const Environment& environment);

}  // namespace tenbin::cli
