#include "tenbin/perils/ai_claim.hpp"
#include "tenbin/perils/each.hpp"

/// Personal or secret data leave with an answer; by accident, or because somebody made the AI tell.
namespace tenbin::perils {
namespace {

const std::string name = "privacy_leak";

std::vector<Source> sources(Circumstances& at) {
  Source source = ai_claim(at, name);
  source.heads.push_back(
      {Damage::financial_loss, at.number(name, "claim"), ai_claim_size(at, name), ai_claim_bearing(at)});
  // Notices, hotline, investigation.
  source.heads.push_back({Damage::incident_response, 1,
                          at.lognormal(at.number(name, "response_median"), at.number(name, "response_sigma")),
                          at.owner()});
  source.heads.push_back({Damage::fines, at.number(name, "fine"),
                          at.lognormal(at.number(name, "fine_median"), at.number(name, "fine_sigma")),
                          at.owner()});
  std::vector<Source> result;
  for (const Source& part : at.by_attack(source, name)) {
    for (Source& cut : ai_claim_parts(at, part)) result.push_back(std::move(cut));
  }
  return result;
}

}  // namespace

Peril privacy_leak() { return {name, ai_claim_requirements(), sources}; }

}  // namespace tenbin::perils
