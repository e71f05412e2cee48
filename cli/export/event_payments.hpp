#pragma once

#include <cstdint>
#include <vector>

#include "tenbin/simulation/event_generator.hpp"
#include "tenbin/simulation/policy_events.hpp"

namespace tenbin::cli {

/// What each policy pays for each event, terms on the year included: the insured loss by event of Open
/// Results Data. A year's payments add up to the policy's annual payment (design/ID/policy/ID, aep).
class EventPayments {
 public:
  /// @param plan that outlives this
  explicit EventPayments(const Plan& plan);

  struct Payment {
    std::size_t design = 0, policy = 0;  ///< places in the plan
    std::uint32_t year = 0;              ///< of the block, that is charged with the event
    std::uint32_t event = 0;             ///< row of the event table
    double paid = 0;                     ///< > 0
  };

  /// Memory of one thread.
  struct Workspace {
    PolicyEvents::Calendar by_occurrence, by_report;
    std::vector<PolicyEvents> events;  ///< by policy of all designs
    std::vector<PolicyWalk> walks;
    std::vector<Payment> payments;
  };

  /// Payments of a block by design, policy and calendar; they stand in the workspace until the next call.
  /// @param events with the columns of PolicyEvents
  const std::vector<Payment>& take(const EventTable& events, Workspace& workspace) const;

 private:
  const Plan& plan_;
};

/// The largest payment for one event of each year, by design and by policy: what the standard's OEP of
/// insured losses rests on. A design's payment for an event is the sum of its policies'. Worked out by
/// several threads.
class LargestPayments {
 public:
  LargestPayments(const Plan& plan, std::int64_t years, int threads);

  const std::vector<double>& of_design(std::size_t design) const { return designs_[design]; }
  const std::vector<double>& of_policy(std::size_t design, std::size_t policy) const {
    return policies_[design][policy];
  }

 private:
  std::vector<std::vector<double>> designs_;
  std::vector<std::vector<std::vector<double>>> policies_;
};

}  // namespace tenbin::cli
