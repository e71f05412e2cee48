#pragma once

#include <string>
#include <vector>

#include "tenbin/scenario/scenario.hpp"

namespace tenbin::coverage {

/// The condition on audits that holds for a section: its own, else the policy's; null where there is none.
const scenario::AuditCondition* condition_of(const scenario::Policy& policy,
                                             const scenario::Section& section);

/// Whether the AI system's audit meets the condition: a score of at least `minimum_score` (a failed required
/// item caps it at the library's value, as it caps the quality), one of `required_methods`, and no older than
/// `re_audit_interval_months`. A system without an audit meets no condition.
bool meets(const scenario::AuditCondition& condition, const scenario::Deployment& deployment);

/// Systems that do not meet the condition, in the order of the file.
std::vector<std::string> unmet(const scenario::AuditCondition& condition,
                               const std::vector<scenario::Deployment>& deployments);

/// Factor on the insurer's share: `reduced_share` where the consequence is "reduce" and some system of those
/// named does not meet the condition; else 1.
double share_factor(const scenario::AuditCondition* condition,
                    const std::vector<scenario::Deployment>& deployments);

/// Load of the policy's technical premium, as a share of it: the largest `premium_load` over its sections
/// whose consequence is "load" and whose condition some system does not meet; else 0. The policy is priced as
/// one, so that the load is too.
double premium_load(const scenario::Policy& policy, const std::vector<scenario::Deployment>& deployments);

}  // namespace tenbin::coverage
