#include "tenbin/perils/product_liability.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include "tenbin/frequency/poisson.hpp"
#include "tenbin/language/messages/errors.hpp"
#include "tenbin/perils/each.hpp"
#include "tenbin/perils/inspection_miss.hpp"
#include "tenbin/severity/pareto1.hpp"
#include "tenbin/severity/splice.hpp"

/// Product liability of all causes but the AI: the market's total less the AI's part at the reference miss
/// rate.
namespace tenbin::perils {
namespace {

std::vector<Source> sources(Circumstances& at) {
  const real total = liability_rate(at);
  real by_ai = 0;
  if (has_peril(at.deployment(), "inspection_miss", at.library().library())) {
    const InspectionMiss chain = inspection_miss_chain(at, reference_false_negative_rate(at));
    by_ai = total * at.number("isolated_escape", "share") +
            chain.escaped * at.number("inspection_miss", "claims_per_episode");
  }
  Source source =
      at.source("product_liability", std::make_shared<Poisson>(std::max(total - by_ai, total / 2)));
  source.heads.push_back({Damage::third_party, 1, liability_claim(at), at.owner()});
  return {source};
}

}  // namespace

real liability_rate(const Circumstances& at) {
  const real turnover = at.turnover();
  const real exponent =
      at.number(turnover < 1 ? "peril/product_liability/small_turnover_exponent" : "peril/turnover_exponent");
  return at.number("product_liability", "rate") * at.of_class("product_liability") *
         std::pow(turnover, exponent);
}

SeverityPtr liability_claim(Circumstances& at) {
  return at.once("liability_claim", [&]() -> SeverityPtr {
    const real threshold = at.number("product_liability", "tail_threshold") * at.money_scale();
    const real maximum = at.number("product_liability", "tail_maximum") * at.money_scale();
    const SeverityPtr body =
        at.lognormal(at.number("product_liability", "median"), at.number("product_liability", "sigma"));
    const auto tail = std::make_shared<Pareto1>(at.number("product_liability", "tail_alpha"), threshold);
    const real beyond = body->survival(threshold);
    return std::make_shared<Splice>(std::vector<SeverityPtr>{body, tail},
                                    std::vector<real>{0, threshold, maximum},
                                    std::vector<real>{1 - beyond, beyond});
  });
}

Peril product_liability() {
  return {"product_liability", {{"turnover", message::purpose_turnover}}, sources};
}

}  // namespace tenbin::perils
