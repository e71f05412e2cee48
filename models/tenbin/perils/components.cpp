#include "tenbin/perils/components.hpp"

#include <fmt/format.h>

#include <cmath>
#include <memory>

#include "tenbin/frequency/poisson.hpp"
#include "tenbin/severity/beta.hpp"
#include "tenbin/severity/lognormal.hpp"

namespace tenbin::perils {

std::vector<Source> component_events(const Circumstances& at, const std::string& peril,
                                     const std::string& event) {
  std::vector<Source> sources;
  for (const scenario::Component& component : at.deployment().components) {
    const std::string prefix = fmt::format("component/{}/{}/", component.kind, event);
    if (!at.library().library().has(prefix + "rate")) continue;
    const real marginal = at.number(prefix + "rate");
    const real mean = at.number(prefix + "hit_mean");
    const real concentration = at.number(prefix + "hit_concentration");
    const real sigma = at.number(prefix + "shared_sigma");
    Source source = at.source(peril + "/" + component.id, std::make_shared<Poisson>(marginal));
    source.common = CommonCause{component.id + "/" + event, marginal / mean,
                                std::make_shared<Beta>(concentration * mean, concentration * (1 - mean), 1),
                                std::make_shared<Lognormal>(-sigma * sigma / 2, sigma)};
    sources.push_back(std::move(source));
  }
  return sources;
}

real cost_per_hour(const Circumstances& at) {
  if (at.states("gross_profit_per_day") || at.deployment().business_type == "business_user")
    return at.exposure("gross_profit_per_day") / hours_per_day * at.number("cloud_outage", "dependency");
  return at.exposure("fees") / (days_per_year * hours_per_day) * at.number("cloud_outage", "service_credit");
}

}  // namespace tenbin::perils
