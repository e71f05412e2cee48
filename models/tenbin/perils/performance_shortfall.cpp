#include <memory>

#include "tenbin/frequency/poisson.hpp"
#include "tenbin/perils/each.hpp"
#include "tenbin/perils/supplier.hpp"
#include "tenbin/severity/beta.hpp"
#include "tenbin/severity/gamma.hpp"

/// H, the insured part: performance that stays below the guarantee after the cure period.
namespace tenbin::perils {
namespace {

const std::string name = "performance_shortfall";

std::vector<Source> sources(Circumstances& at) {
  const Supplier firm = supplier(at);
  const real fee = firm.deployment / firm.sites;
  Source source = at.source(name, std::make_shared<Poisson>(at.number(name, "rate") * firm.sites));
  at.add_quality(source, name);
  // Models of one kind fall short in the same years.
  const real cv = at.number(name, "market_cv");
  source.frequency_factors.push_back(
      {"market/performance_shortfall", 1, std::make_shared<Gamma>(1 / (cv * cv), cv * cv)});
  const real mean = at.number(name, "mean_fee_share");
  const real concentration = at.number(name, "concentration");
  source.heads.push_back({Damage::performance_shortfall, 1,
                          std::make_shared<Beta>(concentration * mean, concentration * (1 - mean), fee),
                          firm.party});
  return {source};
}

}  // namespace

Peril performance_shortfall() { return {name, supplier_requirements(), sources}; }

}  // namespace tenbin::perils
