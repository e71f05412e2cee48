#pragma once

#include <algorithm>
#include <limits>

namespace tenbin {

/// A time deductible on an interruption whose loss grows in proportion to its duration h: the hours after the
/// waiting time w are paid, at most `indemnity_hours` of them: payment = loss * min(max(h - w, 0),
/// indemnity_hours) / h. The indemnity period is counted from the end of the waiting time. Applies before the
/// occurrence terms.
class WaitingPeriod {
 public:
  /// No waiting time, no end of the indemnity period.
  WaitingPeriod() = default;
  /// @param hours [h], >= 0 and finite
  /// @param indemnity_hours [h], > 0; may be infinite
  explicit WaitingPeriod(double hours, double indemnity_hours = std::numeric_limits<double>::infinity());

  double hours() const { return hours_; }
  double indemnity_hours() const { return indemnity_hours_; }

  friend bool operator==(const WaitingPeriod&, const WaitingPeriod&) = default;

 private:
  double hours_ = 0;
  double indemnity_hours_ = std::numeric_limits<double>::infinity();
};

/// @param loss of the whole interruption, >= 0
/// @param duration [h], >= 0; at 0 nothing is paid
inline double apply(const WaitingPeriod& terms, double loss, double duration) {
  const double paid_hours = std::min(std::max(duration - terms.hours(), 0.0), terms.indemnity_hours());
  return paid_hours > 0.0 ? loss * paid_hours / duration : 0.0;
}

}  // namespace tenbin
