#include <cmath>
#include <memory>

#include "tenbin/frequency/poisson.hpp"
#include "tenbin/language/messages/perils.hpp"
#include "tenbin/perils/each.hpp"
#include "tenbin/severity/lognormal.hpp"

/// C: good parts rejected: scrap and a slow line. No liability, no cover but a guarantee of performance.
namespace tenbin::perils {
namespace {

const std::string name = "false_alarm";

/// Episodes in which the false positive rate rises above the tested one until somebody sees it: extra rejects
/// = extra rate x daily output x days, each at the margin of a unit. Days and extra rate are lognormal.
std::vector<Source> sources(Circumstances& at) {
  const real daily_output = at.exposure("units") / days_per_year;
  const real tested = at.performance("false_positive_rate", at.number(name, "reference_rate"));
  const real extra = at.number(name, "excess_factor") * tested;
  const real days_sigma = at.number(name, "delay_sigma");
  const real extra_sigma = at.number(name, "excess_sigma");
  const real median =
      daily_output * extra * at.number(name, "delay_median_days") * at.exposure("unit_margin");
  Source source = at.source(name, std::make_shared<Poisson>(at.number(name, "rate")));
  at.add_quality(source, "performance_shortfall");
  source.heads.push_back({Damage::quality_loss, 1,
                          std::make_shared<Lognormal>(std::log(median), std::sqrt(days_sigma * days_sigma +
                                                                                  extra_sigma * extra_sigma)),
                          Bearing::business_user});
  return {source};
}

}  // namespace

Peril false_alarm() {
  return {name,
          {{"units", message::purpose_rejected_units}, {"unit_margin", message::purpose_rejected_units}},
          sources};
}

}  // namespace tenbin::perils
