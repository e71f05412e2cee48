#include "tenbin/perils/ai_claim.hpp"
#include "tenbin/perils/each.hpp"

/// An agent that acts by itself does what nobody wanted: orders, deletes, pays; of itself or misled by
/// others.
namespace tenbin::perils {
namespace {

const std::string name = "agent_misbehaviour";

std::vector<Source> sources(Circumstances& at) {
  Source source = ai_claim(at, name);
  source.heads.push_back(
      {Damage::financial_loss, at.number(name, "claim"), ai_claim_size(at, name), ai_claim_bearing(at)});
  // What the agent did to its own user.
  source.heads.push_back({Damage::quality_loss, at.number(name, "own_loss"),
                          at.lognormal(at.number(name, "own_median"), at.number(name, "own_sigma")),
                          at.owner()});
  std::vector<Source> result;
  for (const Source& part : at.by_attack(source, name)) {
    for (Source& cut : ai_claim_parts(at, part)) result.push_back(std::move(cut));
  }
  return result;
}

}  // namespace

Peril agent_misbehaviour() { return {name, ai_claim_requirements(), sources}; }

}  // namespace tenbin::perils
