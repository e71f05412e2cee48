#include <cmath>
#include <memory>

#include "tenbin/language/messages/errors.hpp"
#include "tenbin/perils/components.hpp"
#include "tenbin/perils/each.hpp"
#include "tenbin/severity/lognormal.hpp"

/// F, G: somebody attacks many through what they share.
namespace tenbin::perils {
namespace {

const std::string name = "component_attack";
const std::string event = "malicious";

std::vector<Source> sources(Circumstances& at) {
  std::vector<Source> sources = component_events(at, name, event);
  for (Source& source : sources) {
    source.heads.push_back({Damage::incident_response, 1,
                            at.lognormal(at.number(name, "median"), at.number(name, "sigma")), at.owner()});
    const real per_hour = cost_per_hour(at);
    source.heads.push_back(
        {Damage::contingent_interruption, at.number(name, "stops"),
         std::make_shared<Lognormal>(std::log(at.number(name, "stop_median_hours") * per_hour),
                                     at.number(name, "stop_sigma")),
         at.business(), per_hour});
  }
  return sources;
}

}  // namespace

Peril component_attack() {
  return {name,
          {{"gross_profit_per_day", message::purpose_gross_profit_per_day, {}, {"business_user"}, "fees"}},
          sources,
          event};
}

}  // namespace tenbin::perils
