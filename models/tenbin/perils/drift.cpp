#include <cmath>
#include <memory>

#include "tenbin/frequency/poisson.hpp"
#include "tenbin/language/messages/perils.hpp"
#include "tenbin/perils/each.hpp"
#include "tenbin/severity/exponential.hpp"
#include "tenbin/severity/scaled.hpp"

/// H, the retained part: the world moves away from the training data; until somebody notices and cures it,
/// the system is worth less. No cover pays this; what remains after the cure period is performance_shortfall.
namespace tenbin::perils {
namespace {

const std::string name = "drift";

/// Detection delay is exponential with the monitoring interval as its mean [yr]; loss = delay x benefit a
/// year x shortfall, the benefit a multiple of the fee.
std::vector<Source> sources(Circumstances& at) {
  Source source =
      at.source(name, std::make_shared<Poisson>(at.number(name, "rate") * at.relativity("frequency")));
  at.add_quality(source, "performance_shortfall");
  const real a_year =
      at.exposure("annual_fee") * at.number(name, "benefit_per_fee") * at.number(name, "shortfall");
  const auto delay =
      std::make_shared<Exponential>(at.number(name, "monitoring_interval_days") / days_per_year);
  source.heads.push_back(
      {Damage::quality_loss, 1, std::make_shared<Scaled>(delay, a_year), Bearing::business_user});
  return {source};
}

}  // namespace

Peril drift() { return {name, {{"annual_fee", message::purpose_benefit}}, sources}; }

}  // namespace tenbin::perils
