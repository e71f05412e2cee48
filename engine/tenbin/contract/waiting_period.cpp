#include "tenbin/contract/waiting_period.hpp"

#include "tenbin/core/error.hpp"

namespace tenbin {

WaitingPeriod::WaitingPeriod(double hours, double indemnity_hours)
    : hours_(hours), indemnity_hours_(indemnity_hours) {
  check_nonnegative_finite("WaitingPeriod", "hours", hours);
  check(indemnity_hours > 0, "WaitingPeriod", "indemnity_hours", indemnity_hours,
        "positive (leave it out for no end of the indemnity period)");
}

}  // namespace tenbin
