#include "tenbin/perils/recall.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "tenbin/frequency/negative_binomial.hpp"
#include "tenbin/language/messages/errors.hpp"
#include "tenbin/perils/each.hpp"
#include "tenbin/perils/inspection_miss.hpp"
#include "tenbin/severity/mixture.hpp"
#include "tenbin/severity/truncated.hpp"

/// Recalls of all causes but the AI.
namespace tenbin::perils {
namespace {

std::vector<Source> sources(Circumstances& at) {
  const real total = at.number("recall", "rate") * at.of_class("recall") *
                     std::pow(at.turnover(), at.number("peril/turnover_exponent"));
  const bool inspects = has_peril(at.deployment(), "inspection_miss", at.library().library());
  const real by_ai = inspects ? inspection_miss_chain(at, reference_false_negative_rate(at)).recalls : 0;
  const real mean = std::max(total - by_ai, total / 2);
  const real size = at.number("recall", "dispersion_size");
  Source source = at.source("recall", std::make_shared<NegativeBinomial>(size, mean / size));
  source.heads.push_back({Damage::recall, 1, all_cause_recall(at), at.owner()});
  return {source};
}

}  // namespace

SeverityPtr capped_recall(const Circumstances& at, SeverityPtr law) {
  return std::make_shared<Truncated>(std::move(law), 0, at.number("recall", "maximum") * at.money_scale());
}

SeverityPtr all_cause_recall(const Circumstances& at) {
  const real size = std::pow(at.turnover(), at.of_class("recall_turnover_exponent"));
  const SeverityPtr usual = at.lognormal(at.of_class("recall_median") * size, at.of_class("recall_sigma"));
  const std::string share = fmt::format("class/{}/contamination_share", at.deployment().product_class);
  if (!at.library().library().has(share)) return capped_recall(at, usual);
  const SeverityPtr contamination =
      at.lognormal(at.of_class("contamination_median"), at.of_class("contamination_sigma"));
  return capped_recall(at,
                       std::make_shared<Mixture>(std::vector<SeverityPtr>{usual, contamination},
                                                 std::vector<real>{1 - at.number(share), at.number(share)}));
}

Peril recall() { return {"recall", {{"turnover", message::purpose_turnover}}, sources}; }

}  // namespace tenbin::perils
