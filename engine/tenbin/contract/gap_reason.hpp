#pragma once

#include <cstddef>
#include <string_view>

namespace tenbin {

/// Why a part of a burden is not paid, in the order in which the terms take it. Burden = paid + the sum over
/// the reasons, for every event: there is no "other".
enum class GapReason {
  not_covered,        ///< no section names the head or the peril, or defence cost is not covered
  excluded,           ///< a section would name it, an exclusion takes it out (AI, fines ...)
  condition_not_met,  ///< a section would name it, a condition on audits is not met
  outside_trigger,    ///< occurred or reported outside what the trigger asks for
  waiting_time,       ///< hours before an interruption is paid
  deductible,
  self_insured_retention,
  indemnity_period,  ///< hours after its end
  limit,             ///< above the occurrence limit
  share,             ///< the insured's part of the layer
  aggregate_deductible,
  aggregate_limit,
  policy_deductible,  ///< from here on: the same terms of the policy, on what its sections pay
  policy_self_insured_retention,
  policy_limit,
  policy_share,
  policy_aggregate_deductible,
  policy_aggregate_limit,
};
inline constexpr std::size_t gap_reasons = 18;

/// e.g. "outside_trigger"
std::string_view to_string(GapReason reason);

}  // namespace tenbin
