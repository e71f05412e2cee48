#include <cmath>
#include <memory>

#include "tenbin/language/messages/errors.hpp"
#include "tenbin/perils/components.hpp"
#include "tenbin/perils/each.hpp"
#include "tenbin/severity/lognormal.hpp"

/// I: a vendor sends an update that stops what it should protect or run.
namespace tenbin::perils {
namespace {

const std::string name = "faulty_update";
const std::string event = "faulty_update";

std::vector<Source> sources(Circumstances& at) {
  std::vector<Source> sources = component_events(at, name, event);
  for (Source& source : sources) {
    const real per_hour = cost_per_hour(at);
    source.heads.push_back({Damage::contingent_interruption, 1,
                            std::make_shared<Lognormal>(std::log(at.number(name, "median_hours") * per_hour),
                                                        at.number(name, "sigma")),
                            at.business(), per_hour});
  }
  return sources;
}

}  // namespace

Peril faulty_update() {
  return {name,
          {{"gross_profit_per_day", message::purpose_gross_profit_per_day, {}, {"business_user"}, "fees"}},
          sources,
          event};
}

}  // namespace tenbin::perils
