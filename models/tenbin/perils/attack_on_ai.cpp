#include <cmath>
#include <memory>

#include "tenbin/frequency/poisson.hpp"
#include "tenbin/perils/each.hpp"

/// G: poisoned data, inputs made to deceive, manipulated prompts.
namespace tenbin::perils {
namespace {

const std::string name = "attack_on_ai";

std::vector<Source> sources(Circumstances& at) {
  const real rate = at.number(name, "rate") * at.relativity("frequency");
  Source source = at.source(name, std::make_shared<Poisson>(rate));
  at.add_quality(source, name);
  const real own = at.number(name, "median") * at.relativity("severity");
  source.heads.push_back(
      {Damage::incident_response, 1, at.lognormal(own, at.number(name, "sigma")), at.owner()});
  const real others = own * at.number(name, "third_party_factor");
  source.heads.push_back({Damage::third_party, at.number(name, "third_party"),
                          at.lognormal(others, at.number(name, "sigma")), at.owner()});
  return at.by_attack(source, name);
}

}  // namespace

Peril attack_on_ai() { return {name, {}, sources}; }

}  // namespace tenbin::perils
