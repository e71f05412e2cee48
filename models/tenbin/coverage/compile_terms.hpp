#pragma once

#include <string>
#include <vector>

#include "tenbin/coverage/compile_designs.hpp"
#include "tenbin/scenario/scenario.hpp"
#include "tenbin/simulation/plan.hpp"

namespace tenbin::coverage {

/// Adds to a compiled policy what its terms beyond deductible, limit and share say: retentions, defence cost,
/// fines, exclusions of AI, trigger, batch clause, indemnity period.
///
/// Defence cost and fines belong to the sections that answer for the loss they come with: those that cover
/// everything of its source, and those that cover a liability of it. Where several do, each takes an equal
/// part, so that the order of sections does not matter. A section whose cover is defence itself takes it
/// alone, as loss.
/// @param plan the policy with its sections compiled in the order of `policy.sections`
/// @param where names the policy in errors
/// @throw ParameterError for an indemnity period on losses that are not counted in hours
void compile_terms(const scenario::Policy& policy, const std::vector<Feed>& feeds,
                   const std::vector<std::string>& heads, const std::string& where, PolicyPlan& plan);

/// @param name none | predictive | generative
AiCause ai_cause_of(const std::string& name);

}  // namespace tenbin::coverage
