#include <algorithm>
#include <cmath>
#include <memory>

#include "tenbin/frequency/poisson.hpp"
#include "tenbin/language/messages/errors.hpp"
#include "tenbin/language/messages/perils.hpp"
#include "tenbin/perils/each.hpp"
#include "tenbin/perils/machinery.hpp"
#include "tenbin/severity/lognormal.hpp"
#include "tenbin/severity/mbbefd.hpp"

/// Machinery breakdown of all other causes: the market's total less what the AI misses at the reference
/// detection rate.
namespace tenbin::perils {
namespace {

const std::string name = "machinery_breakdown";

std::vector<Source> sources(Circumstances& at) {
  const real total = at.exposure("machines") * at.number(name, "rate");
  const real by_ai = missed_breakdowns(at, reference_detection_rate(at));
  Source source = at.source(name, std::make_shared<Poisson>(std::max(total - by_ai, total / 2)));
  const real value = at.exposure("machine_value") / at.exposure("machines");
  source.heads =
      machine_damage(at, std::make_shared<Mbbefd>(Mbbefd::swiss_re(at.number(name, "curve"), value)));
  return {source};
}

}  // namespace

std::vector<HeadLaw> machine_damage(const Circumstances& at, SeverityPtr damage) {
  // A stop costs the machine's share of the plant's gross profit; it is counted in hours of that machine.
  const real per_day = at.exposure("gross_profit_per_day") * at.number(name, "plant_share");
  const auto stop = std::make_shared<Lognormal>(std::log(at.number(name, "stop_median_days") * per_day),
                                                at.number(name, "stop_sigma"));
  // What is badly damaged stands still for long: both are read at one uniform.
  constexpr int one_uniform = 0;
  HeadLaw machine{Damage::machinery, 1, std::move(damage), at.owner(), 0};
  HeadLaw interruption{Damage::business_interruption, 1, stop, at.owner(), per_day / hours_per_day};
  machine.dependence_group = interruption.dependence_group = one_uniform;
  return {machine, interruption};
}

Peril machinery_breakdown() {
  return {name,
          {{"machines", message::purpose_machines},
           {"machine_value", message::purpose_machine_value},
           {"gross_profit_per_day", message::purpose_gross_profit_per_day}},
          sources};
}

}  // namespace tenbin::perils
