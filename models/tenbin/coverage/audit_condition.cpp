#include "tenbin/coverage/audit_condition.hpp"

#include <algorithm>

#include "tenbin/audit/belief.hpp"
#include "tenbin/library/library.hpp"

namespace tenbin::coverage {

using scenario::AuditCondition;
using scenario::Deployment;

const AuditCondition* condition_of(const scenario::Policy& policy, const scenario::Section& section) {
  if (section.audit_condition) return &*section.audit_condition;
  return policy.audit_condition ? &*policy.audit_condition : nullptr;
}

bool meets(const AuditCondition& condition, const Deployment& deployment) {
  if (!deployment.audit) return false;
  const scenario::Audit& given = *deployment.audit;
  double score = 0;
  if (given.score) {
    score = *given.score;
  } else {  // a checklist or its percentages
    library::LibraryReader reader{library::standard_library()};
    score = static_cast<double>(
        audit::believe(deployment.audit, audit::audited_system(deployment), reader).score);
  }
  if (given.required_item_failed)
    score = std::min(score, library::standard_library().number("audit/required_item_cap").value);
  if (condition.minimum_score && score < *condition.minimum_score) return false;
  const std::vector<std::string>& methods = condition.required_methods;
  if (!methods.empty() && std::find(methods.begin(), methods.end(), given.method) == methods.end())
    return false;
  return !condition.re_audit_interval_months || given.age_months <= *condition.re_audit_interval_months;
}

std::vector<std::string> unmet(const AuditCondition& condition, const std::vector<Deployment>& deployments) {
  std::vector<std::string> result;
  for (const Deployment& deployment : deployments) {
    if (!meets(condition, deployment)) result.push_back(deployment.id);
  }
  return result;
}

double share_factor(const AuditCondition* condition, const std::vector<Deployment>& deployments) {
  if (condition == nullptr || condition->otherwise != "reduce") return 1;
  return unmet(*condition, deployments).empty() ? 1 : condition->reduced_share;
}

double premium_load(const scenario::Policy& policy, const std::vector<Deployment>& deployments) {
  double load = 0;
  for (const scenario::Section& section : policy.sections) {
    const AuditCondition* condition = condition_of(policy, section);
    if (condition == nullptr || condition->otherwise != "load") continue;
    if (!unmet(*condition, deployments).empty()) load = std::max(load, condition->premium_load);
  }
  return load;
}

}  // namespace tenbin::coverage
