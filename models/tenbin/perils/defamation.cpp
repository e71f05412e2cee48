#include "tenbin/perils/ai_claim.hpp"
#include "tenbin/perils/each.hpp"

/// Honour, likeness or reputation hurt by what the AI said.
namespace tenbin::perils {
namespace {

const std::string name = "defamation";

std::vector<Source> sources(Circumstances& at) {
  Source source = ai_claim(at, name);
  source.heads.push_back({Damage::financial_loss, 1, ai_claim_size(at, name), ai_claim_bearing(at)});
  return ai_claim_parts(at, source);
}

}  // namespace

Peril defamation() { return {name, ai_claim_requirements(), sources}; }

}  // namespace tenbin::perils
