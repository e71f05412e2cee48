#include <cmath>
#include <memory>

#include "tenbin/frequency/poisson.hpp"
#include "tenbin/language/messages/errors.hpp"
#include "tenbin/perils/each.hpp"
#include "tenbin/severity/lognormal.hpp"

/// E: the software of a fleet of robots stops, without damage.
namespace tenbin::perils {
namespace {

const std::string name = "fleet_stop";

/// Hours of standstill x the part of the gross profit that hangs on the fleet; counted in hours of full
/// production lost, as every stop without damage.
std::vector<Source> sources(Circumstances& at) {
  const real per_hour = at.exposure("gross_profit_per_day") / hours_per_day;
  Source source = at.source(name, std::make_shared<Poisson>(at.number(name, "rate")));
  at.add_quality(source, "performance_shortfall");
  const real median = at.number(name, "median_hours") * at.number(name, "dependency") * per_hour;
  source.heads.push_back({Damage::interruption, 1,
                          std::make_shared<Lognormal>(std::log(median), at.number(name, "sigma")), at.owner(),
                          per_hour});
  return {source};
}

}  // namespace

Peril fleet_stop() {
  return {name, {{"gross_profit_per_day", message::purpose_gross_profit_per_day}}, sources};
}

}  // namespace tenbin::perils
