#include <cmath>
#include <memory>

#include "tenbin/frequency/poisson.hpp"
#include "tenbin/perils/each.hpp"
#include "tenbin/perils/supplier.hpp"

/// A supplier's AI sits in a machine or a plant that hurts somebody or damages others' property: product
/// liability of the supplier, by the AI or by the rest of what it delivered. Rate r (F/0.5bn)^0.40, F the
/// fees; of one site its part by its fee (market anchors: the row of the AI integrator).
namespace tenbin::perils {
namespace {

const std::string name = "embedded_product_liability";

std::vector<Source> sources(Circumstances& at) {
  const Supplier firm = supplier(at);
  constexpr real reference_fees = 0.5L * billion;
  const real total = at.number(name, "rate") *
                     std::pow(firm.fees / (at.money_scale() * reference_fees),
                              at.number("professional_error", "fees_exponent")) *
                     firm.deployment / firm.fees;
  const auto part = [&](const char* suffix, real share) {
    Source source = at.source(name + suffix, std::make_shared<Poisson>(total * share));
    source.heads.push_back({Damage::third_party, 1,
                            at.lognormal(at.number(name, "median"), at.number(name, "sigma")), firm.party});
    return source;
  };
  const real by_ai = at.number(name, "ai_share");
  Source caused = part("/by_ai", by_ai);
  at.add_quality(caused, "ai_claim");
  return {caused, part("/other", 1 - by_ai)};
}

}  // namespace

Peril embedded_product_liability() { return {name, supplier_requirements(), sources}; }

}  // namespace tenbin::perils
