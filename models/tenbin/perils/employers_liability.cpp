#include <cmath>
#include <memory>

#include "tenbin/frequency/poisson.hpp"
#include "tenbin/language/messages/perils.hpp"
#include "tenbin/perils/each.hpp"

/// Injury of workers above the statutory scheme, all causes but robots; by payroll.
namespace tenbin::perils {
namespace {

const std::string name = "employers_liability";

std::vector<Source> sources(Circumstances& at) {
  const real payroll = at.exposure("payroll") / (at.money_scale() * billion);
  Source source = at.source(name, std::make_shared<Poisson>(at.number(name, "rate") *
                                                            at.of_class("employers_liability") * payroll));
  source.heads.push_back({Damage::employer_liability, 1,
                          at.lognormal(at.number(name, "median"), at.number(name, "sigma")), at.owner()});
  return {source};
}

}  // namespace

Peril employers_liability() { return {name, {{"payroll", message::purpose_payroll}}, sources}; }

}  // namespace tenbin::perils
