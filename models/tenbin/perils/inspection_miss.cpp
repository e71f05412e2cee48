#include "tenbin/perils/inspection_miss.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>

#include "tenbin/core/error.hpp"
#include "tenbin/frequency/poisson.hpp"
#include "tenbin/language/messages/errors.hpp"
#include "tenbin/perils/each.hpp"
#include "tenbin/perils/product_liability.hpp"
#include "tenbin/perils/recall.hpp"
#include "tenbin/severity/beta.hpp"
#include "tenbin/severity/lognormal.hpp"
#include "tenbin/severity/shifted.hpp"

/// B: the AI lets a systematic defect pass, and it reaches the market.
namespace tenbin::perils {
namespace {

const std::string name = "inspection_miss";

/// fixed + daily output x days x suspect fraction / pieces per product x cost x completion x supplier's
/// share. Days, fraction and cost are lognormal, hence their product is: sigma^2 is the sum, the median the
/// product.
SeverityPtr inspection_recall(const Circumstances& at) {
  const auto number = [&](const char* part) { return at.number(name, std::string("recall/") + part); };
  const real daily_output = at.exposure("units") / days_per_year;
  const real pieces = at.exposure("pieces_per_product");
  const real delay_sigma = number("delay_sigma");
  const real fraction_sigma = number("suspect_fraction_sigma");
  const real cost_sigma = number("cost_per_product_sigma");
  const real fraction_median = number("suspect_fraction") * std::exp(-fraction_sigma * fraction_sigma / 2);
  const real median_products = daily_output * number("delay_median_days") * fraction_median / pieces;
  const real median =
      median_products * number("cost_per_product") * number("completion") * number("supplier_share");
  const real sigma =
      std::sqrt(delay_sigma * delay_sigma + fraction_sigma * fraction_sigma + cost_sigma * cost_sigma);
  return capped_recall(
      at, std::make_shared<Shifted>(at.lognormal(median, sigma), number("fixed_cost") * at.money_scale()));
}

std::vector<Source> sources(Circumstances& at) {
  const real fnr = at.performance("false_negative_rate", reference_false_negative_rate(at));
  const InspectionMiss chain = inspection_miss_chain(at, fnr);
  Source source = at.source(name, std::make_shared<Poisson>(chain.escaped));

  // The batch miss probability is uncertain: one draw per world, a beta law around its mean. Its first shape
  // is at least that of Jeffreys' prior, 1/2: a small mean must not turn the law into a coin toss between 0
  // and 1.
  constexpr real least_shape = 0.5L;
  const real shape = std::max(at.number(name, "batch_miss_concentration") * chain.miss, least_shape);
  source.frequency_factors.push_back(
      {"batch_miss/" + at.deployment().id, years_per_world,
       std::make_shared<Beta>(shape, shape * (1 - chain.miss) / chain.miss, 1 / chain.miss)});
  at.add_quality(source, name);

  // Only for auto parts is there a cost per recalled product; other classes keep the class's recall law.
  const SeverityPtr recall =
      at.deployment().product_class == "auto_parts" ? inspection_recall(at) : all_cause_recall(at);
  source.heads.push_back({Damage::recall, at.number(name, "field_action"), recall, Bearing::fixed_shares});
  // All claims of an episode are one batch. Against a Poisson number of separate claims with the same mean,
  // this takes 0.5 % off the variance of the episode's liability.
  const real claim = at.number(name, "claims_per_episode");
  check_probability("perils", "peril/inspection_miss/claims_per_episode", claim);
  source.heads.push_back({Damage::third_party, claim, liability_claim(at), Bearing::fixed_shares});
  const real fee = at.exposure("annual_fee");
  const auto correction = std::make_shared<Lognormal>(std::log(fee * at.number(name, "corrective/fee_share")),
                                                      at.number(name, "corrective/sigma"));
  source.heads.push_back({Damage::corrective_cost, 1, correction, Bearing::integrator});
  return at.by_recourse(source);
}

}  // namespace

real reference_false_negative_rate(const Circumstances& at) {
  return at.number(name, "reference_false_negative_rate");
}

InspectionMiss inspection_miss_chain(const Circumstances& at, real false_negative_rate) {
  check(false_negative_rate > 0 && false_negative_rate < 1, "performance", "false_negative_rate",
        false_negative_rate, "above 0 and below 1");
  const real reference = at.number(name, "defect_rate_reference");
  const real defect_rate = at.performance("defect_rate", reference);
  const real defects =
      std::clamp(std::pow(defect_rate / reference, at.number(name, "defect_rate_exponent")), 0.3L, 3.0L);
  InspectionMiss chain;
  chain.episodes = at.number(name, "episodes_per_year") * at.of_class("recall") *
                   std::pow(at.turnover(), at.number("peril/turnover_exponent")) * defects;
  chain.miss =
      std::min(at.number(name, "batch_miss_cap"), at.number(name, "batch_miss_factor") * false_negative_rate);
  chain.escaped = chain.episodes * chain.miss * at.number(name, "other_controls_fail") *
                  at.number(name, "customer_test_fails");
  chain.recalls = chain.escaped * at.number(name, "field_action");
  return chain;
}

Peril inspection_miss() {
  return {name,
          {{"turnover", message::purpose_turnover},
           {"annual_fee", message::purpose_annual_fee},
           // Only for auto parts is there a cost per recalled product; other classes have a recall law of
           // their own.
           {"units", message::purpose_units, {"auto_parts"}},
           {"pieces_per_product", message::purpose_pieces_per_product, {"auto_parts"}}},
          sources};
}

}  // namespace tenbin::perils
