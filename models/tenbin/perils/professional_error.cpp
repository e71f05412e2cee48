#include <cmath>
#include <memory>

#include "tenbin/frequency/poisson.hpp"
#include "tenbin/perils/each.hpp"
#include "tenbin/perils/supplier.hpp"

/// A supplier's professional errors of all kinds but AI-caused ones; of one site its part by its fee.
namespace tenbin::perils {
namespace {

const std::string name = "professional_error";

std::vector<Source> sources(Circumstances& at) {
  const Supplier firm = supplier(at);
  constexpr real reference_fees = 0.5L * billion;
  const real rate =
      at.number(name, "rate") *
      std::pow(firm.fees / (at.money_scale() * reference_fees), at.number(name, "fees_exponent")) *
      firm.deployment / firm.fees;
  Source source = at.source(name, std::make_shared<Poisson>(rate));
  at.add_quality(source, name);
  source.heads.push_back({Damage::financial_loss, 1,
                          at.lognormal(at.number(name, "median"), at.number(name, "sigma")), firm.party});
  return {source};
}

}  // namespace

Peril professional_error() { return {name, supplier_requirements(), sources}; }

}  // namespace tenbin::perils
