#include "tenbin/perils/ai_claim.hpp"
#include "tenbin/perils/each.hpp"

/// Copyright, trade mark or design right infringed by what the AI made.
namespace tenbin::perils {
namespace {

const std::string name = "ip_infringement";

std::vector<Source> sources(Circumstances& at) {
  Source source = ai_claim(at, name);
  source.heads.push_back({Damage::financial_loss, 1, ai_claim_size(at, name), ai_claim_bearing(at)});
  return ai_claim_parts(at, source);
}

}  // namespace

Peril ip_infringement() { return {name, ai_claim_requirements(), sources}; }

}  // namespace tenbin::perils
