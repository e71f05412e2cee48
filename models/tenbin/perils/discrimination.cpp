#include "tenbin/perils/ai_claim.hpp"
#include "tenbin/perils/each.hpp"

/// People treated worse because of who they are: hiring, credit.
namespace tenbin::perils {
namespace {

const std::string name = "discrimination";

std::vector<Source> sources(Circumstances& at) {
  Source source = ai_claim(at, name);
  source.heads.push_back({Damage::financial_loss, 1, ai_claim_size(at, name), ai_claim_bearing(at)});
  source.heads.push_back({Damage::fines, at.number(name, "fine"),
                          at.lognormal(at.number(name, "fine_median"), at.number(name, "fine_sigma")),
                          at.owner()});
  // The model is trained and examined anew.
  source.heads.push_back(
      {Damage::corrective_cost, at.number(name, "correction"),
       at.lognormal(at.number(name, "correction_median"), at.number(name, "correction_sigma")), at.owner()});
  return ai_claim_parts(at, source);
}

}  // namespace

Peril discrimination() { return {name, ai_claim_requirements(), sources}; }

}  // namespace tenbin::perils
