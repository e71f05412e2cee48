#include <cmath>
#include <memory>

#include "tenbin/frequency/poisson.hpp"
#include "tenbin/language/messages/errors.hpp"
#include "tenbin/language/messages/perils.hpp"
#include "tenbin/perils/each.hpp"
#include "tenbin/perils/machinery.hpp"
#include "tenbin/severity/lognormal.hpp"
#include "tenbin/severity/truncated.hpp"

/// A: predictive maintenance misses a failure in a mode that it monitors.
namespace tenbin::perils {
namespace {

const std::string name = "predictive_maintenance_miss";

std::vector<Source> sources(Circumstances& at) {
  const real detection = at.performance("detection_rate", reference_detection_rate(at));
  Source source = at.source(name, std::make_shared<Poisson>(missed_breakdowns(at, detection)));
  at.add_quality(source, name);
  const real value = at.exposure("machine_value") / at.exposure("machines");
  const real sigma = at.number(name, "damage_sigma");
  const real median = at.number(name, "damage_mean") * std::exp(-sigma * sigma / 2) * value;
  const auto damage =
      std::make_shared<Truncated>(std::make_shared<Lognormal>(std::log(median), sigma), 0, value);
  source.heads = machine_damage(at, damage);
  return {source};
}

}  // namespace

real reference_detection_rate(const Circumstances& at) { return at.number(name, "reference_detection_rate"); }

real missed_breakdowns(const Circumstances& at, real detection_rate) {
  return at.exposure("machines") * at.number(name, "rate") * (1 - detection_rate) *
         at.number(name, "attributable");
}

Peril predictive_maintenance_miss() {
  return {name,
          {{"machines", message::purpose_machines},
           {"machine_value", message::purpose_machine_value},
           {"gross_profit_per_day", message::purpose_gross_profit_per_day}},
          sources};
}

}  // namespace tenbin::perils
