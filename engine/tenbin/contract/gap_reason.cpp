#include "tenbin/contract/gap_reason.hpp"

namespace tenbin {

std::string_view to_string(GapReason reason) {
  switch (reason) {
    case GapReason::not_covered:
      return "not_covered";
    case GapReason::excluded:
      return "excluded";
    case GapReason::condition_not_met:
      return "condition_not_met";
    case GapReason::outside_trigger:
      return "outside_trigger";
    case GapReason::waiting_time:
      return "waiting_time";
    case GapReason::deductible:
      return "deductible";
    case GapReason::self_insured_retention:
      return "self_insured_retention";
    case GapReason::indemnity_period:
      return "indemnity_period";
    case GapReason::limit:
      return "limit";
    case GapReason::share:
      return "share";
    case GapReason::aggregate_deductible:
      return "aggregate_deductible";
    case GapReason::aggregate_limit:
      return "aggregate_limit";
    case GapReason::policy_deductible:
      return "policy_deductible";
    case GapReason::policy_self_insured_retention:
      return "policy_self_insured_retention";
    case GapReason::policy_limit:
      return "policy_limit";
    case GapReason::policy_share:
      return "policy_share";
    case GapReason::policy_aggregate_deductible:
      return "policy_aggregate_deductible";
    case GapReason::policy_aggregate_limit:
      return "policy_aggregate_limit";
  }
  return "unknown";
}

}  // namespace tenbin
