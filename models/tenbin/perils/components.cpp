#include "tenbin/perils/components.hpp"

#include <fmt/format.h>

#include <memory>

#include "tenbin/frequency/poisson.hpp"
#include "tenbin/severity/pareto1.hpp"
#include "tenbin/severity/scaled.hpp"
#include "tenbin/severity/truncated.hpp"

namespace tenbin::perils {

std::vector<Source> outages(const Circumstances& at, const std::string& peril) {
  std::vector<Source> sources;
  for (const scenario::Component& component : at.deployment().components) {
    const std::string id = fmt::format("component/{}/outage/rate", component.kind);
    if (!at.library().library().has(id)) continue;
    const bool supplier = !at.states("gross_profit_per_day");
    const real per_hour =
        supplier ? at.exposure("fees") / (days_per_year * hours_per_day) * at.number(peril, "service_credit")
                 : at.exposure("gross_profit_per_day") / hours_per_day * at.number(peril, "dependency");
    Source source = at.source(peril + "/" + component.id, std::make_shared<Poisson>(at.number(id)));
    const auto hours = std::make_shared<Truncated>(
        std::make_shared<Pareto1>(at.number(peril, "hours_alpha"), at.number(peril, "threshold_hours")), 0,
        at.number(peril, "maximum_hours"));
    source.heads.push_back({Damage::contingent_interruption, 1, std::make_shared<Scaled>(hours, per_hour),
                            at.business(), per_hour});
    sources.push_back(std::move(source));
  }
  return sources;
}

}  // namespace tenbin::perils
