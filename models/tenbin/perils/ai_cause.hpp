#pragma once

#include <string>

#include "tenbin/contract/policy_terms.hpp"

namespace tenbin::perils {

/// What kind of AI stands behind a peril of a deployment, for exclusions of AI. Generative is a system that
/// makes content or answers (ISO forms CG 40 47 and CG 40 48 01 26: machine learning "with the ability to
/// create content or responses"): the use cases generative_content and business_agent; any other AI predicts.
/// Perils that a firm has without AI too (product liability and recall in general, fire, machinery breakdown,
/// stops, cyber attacks, an integrator's own mistakes) have none. [judgement]
/// @param peril name without part
AiCause ai_cause(const std::string& use_case, const std::string& peril);

}  // namespace tenbin::perils
