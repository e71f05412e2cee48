#include <cmath>
#include <memory>

#include "tenbin/frequency/poisson.hpp"
#include "tenbin/language/messages/perils.hpp"
#include "tenbin/perils/each.hpp"

/// A watching device does not call for help, and its user is hurt the worse.
namespace tenbin::perils {
namespace {

const std::string name = "missed_alarm";
// The rate is that of devices for such people.
const std::string reference_people = "elderly_or_disabled";

std::vector<Source> sources(Circumstances& at) {
  const real reference = at.number(name, "reference_false_negative_rate");
  const real rate = at.exposure("devices") * at.number(name, "rate") *
                    at.performance("false_negative_rate", reference) / reference *
                    at.people("injury_frequency", reference_people);
  Source source = at.source(name, std::make_shared<Poisson>(rate));
  at.add_quality(source, name);
  const real median = at.number(name, "median") * at.people("injury_severity", reference_people);
  source.heads.push_back(
      {Damage::bodily_injury, 1, at.lognormal(median, at.number(name, "sigma")), Bearing::fixed_shares});
  return at.by_recourse(source);
}

}  // namespace

Peril missed_alarm() { return {name, {{"devices", message::purpose_devices}}, sources}; }

}  // namespace tenbin::perils
