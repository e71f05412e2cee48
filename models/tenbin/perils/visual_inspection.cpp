#include "tenbin/perils/visual_inspection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <stdexcept>
#include <string>

#include "tenbin/audit/quality_multiplier.hpp"
#include "tenbin/core/error.hpp"
#include "tenbin/frequency/negative_binomial.hpp"
#include "tenbin/frequency/poisson.hpp"
#include "tenbin/perils/requirement.hpp"
#include "tenbin/severity/beta.hpp"
#include "tenbin/severity/gamma.hpp"
#include "tenbin/severity/lognormal.hpp"
#include "tenbin/severity/mixture.hpp"
#include "tenbin/severity/pareto1.hpp"
#include "tenbin/severity/scaled.hpp"
#include "tenbin/severity/shifted.hpp"
#include "tenbin/severity/splice.hpp"
#include "tenbin/severity/truncated.hpp"

namespace tenbin::perils {
namespace {

using library::LibraryReader;

constexpr real billion = 1e9L;
constexpr real hours_per_day = 24;
constexpr real days_per_year = 365;
constexpr real infinity = std::numeric_limits<real>::infinity();

/// A figure of the table of requirements.
real exposure(const scenario::Deployment& deployment, const std::string& name) {
  const std::vector<Requirement>& table = requirements("visual_inspection");
  const auto entry = std::find_if(table.begin(), table.end(),
                                  [&](const Requirement& candidate) { return candidate.exposure == name; });
  if (entry == table.end()) throw std::logic_error("exposure " + name + " is not among the requirements");
  const auto found = deployment.exposure.find(name);
  if (found == deployment.exposure.end()) {
    throw ParameterError(
        fmt::format("deployment '{}': exposure '{}' is missing ({}); add it to the exposure object",
                    deployment.id, name, language::text(language::Language::english, entry->purpose)));
  }
  check_positive_finite("exposure", name, found->second);
  return found->second;
}

real performance(const scenario::Deployment& deployment, const std::string& name, real otherwise) {
  const auto found = deployment.performance.find(name);
  if (found == deployment.performance.end()) return otherwise;
  check_probability("performance", name, found->second);
  return found->second;
}

std::string class_number(const scenario::Deployment& deployment, const LibraryReader& library,
                         const char* name) {
  std::string id = fmt::format("class/{}/{}", deployment.product_class, name);
  if (!library.library().has(id)) {
    throw ParameterError(fmt::format(
        "deployment '{}': product class '{}' is not in the library (its recall and liability rates are "
        "needed); choose {}",
        deployment.id, deployment.product_class, fmt::join(product_classes(), ", ")));
  }
  return id;
}

/// Turnover in bn of library money.
real turnover(const scenario::Deployment& deployment, real money_scale) {
  return exposure(deployment, "turnover") / (money_scale * billion);
}

/// Sizes in scenario money, laws in library money.
class Maker {
 public:
  Maker(const scenario::Deployment& deployment, const audit::Belief& belief, real money_scale,
        LibraryReader& library)
      : deployment_(deployment),
        belief_(belief),
        money_scale_(money_scale),
        library_(library),
        turnover_(turnover(deployment, money_scale)) {}

  std::vector<Source> sources();

 private:
  real number(const std::string& id) { return library_(id); }
  real of_class(const char* name) { return library_(class_number(deployment_, library_, name)); }

  real stated(const std::string& name) const {
    check_positive_finite("exposure", name, deployment_.exposure.at(name));
    return deployment_.exposure.at(name);
  }
  SeverityPtr lognormal(real median, real sigma) const {
    return std::make_shared<Lognormal>(std::log(median * money_scale_), sigma);
  }
  Source source(std::string peril, FrequencyPtr frequency) const {
    return {deployment_.id, std::move(peril), std::move(frequency), {}, {}, {}};
  }
  void add_quality(Source& source, const std::string& effect);
  void add_in_two_parts(const Source& whole, std::vector<Source>& sources);

  real liability_rate();
  SeverityPtr liability_claim();
  SeverityPtr capped_recall(SeverityPtr law);
  SeverityPtr other_recall();
  SeverityPtr inspection_recall();
  Source inspection_miss();
  Source isolated_escape();
  Source product_liability();
  Source recall();
  Source line_stop();
  Source ransomware();
  Source other_cyber();
  Source professional_error();
  Source performance_shortfall();

  const scenario::Deployment& deployment_;
  const audit::Belief& belief_;
  real money_scale_;
  LibraryReader& library_;
  real turnover_;
  SeverityPtr liability_claim_;
};

/// Audit multipliers: one quality per deployment, drawn per world, the same for all perils.
void Maker::add_quality(Source& source, const std::string& effect) {
  const std::string group = "audit/" + deployment_.id;
  constexpr int world = 16;
  const audit::QualityMultiplier frequency{belief_, number("audit/effect/frequency/" + effect)};
  const audit::QualityMultiplier severity{belief_, number("audit/effect/severity/" + effect)};
  source.frequency_factors.push_back({group, world, frequency.law()});
  source.severity_factors.push_back({group, world, severity.law()});
}

/// Recourse against the AI's suppliers succeeds with probability p, event by event: a Poisson stream cut in
/// two (thinning) is two independent Poisson streams, so this is exact.
void Maker::add_in_two_parts(const Source& whole, std::vector<Source>& sources) {
  const real p = number("liability/recourse_probability");
  Source kept = whole;
  Source recovered = whole;
  recovered.peril += "/recourse";
  recovered.frequency = whole.frequency->scaled(p);
  kept.peril += "/no_recourse";
  kept.frequency = whole.frequency->scaled(1 - p);
  for (HeadLaw& head : kept.heads) {
    if (head.bearing == Bearing::fixed_shares) head.bearing = Bearing::recourse_has_failed;
  }
  sources.push_back(std::move(recovered));
  sources.push_back(std::move(kept));
}

/// All-cause product liability claims a year.
real Maker::liability_rate() {
  const real exponent =
      number(turnover_ < 1 ? "peril/product_liability/small_turnover_exponent" : "peril/turnover_exponent");
  return number("peril/product_liability/rate") * of_class("product_liability") *
         std::pow(turnover_, exponent);
}

/// Lognormal body, Pareto tail, finite maximum. The body keeps its probability of exceeding the threshold.
SeverityPtr Maker::liability_claim() {
  if (liability_claim_) return liability_claim_;
  const real threshold = number("peril/product_liability/tail_threshold") * money_scale_;
  const real maximum = number("peril/product_liability/tail_maximum") * money_scale_;
  const SeverityPtr body =
      lognormal(number("peril/product_liability/median"), number("peril/product_liability/sigma"));
  const auto tail = std::make_shared<Pareto1>(number("peril/product_liability/tail_alpha"), threshold);
  const real beyond = body->survival(threshold);
  liability_claim_ =
      std::make_shared<Splice>(std::vector<SeverityPtr>{body, tail}, std::vector<real>{0, threshold, maximum},
                               std::vector<real>{1 - beyond, beyond});
  return liability_claim_;
}

/// No maker of this size pays without end: the law below a maximum, far above any limit on offer.
SeverityPtr Maker::capped_recall(SeverityPtr law) {
  return std::make_shared<Truncated>(std::move(law), 0, number("peril/recall/maximum") * money_scale_);
}

SeverityPtr Maker::other_recall() {
  const real size = std::pow(turnover_, of_class("recall_turnover_exponent"));
  const SeverityPtr usual = lognormal(of_class("recall_median") * size, of_class("recall_sigma"));
  const std::string share = fmt::format("class/{}/contamination_share", deployment_.product_class);
  if (!library_.library().has(share)) return capped_recall(usual);
  const SeverityPtr contamination =
      lognormal(of_class("contamination_median"), of_class("contamination_sigma"));
  return capped_recall(std::make_shared<Mixture>(std::vector<SeverityPtr>{usual, contamination},
                                                 std::vector<real>{1 - number(share), number(share)}));
}

/// fixed + daily output x days x suspect fraction / pieces per product x cost x completion x supplier's
/// share. Days, fraction and cost are lognormal, hence their product is: sigma^2 is the sum, the median the
/// product.
SeverityPtr Maker::inspection_recall() {
  const std::string p = "peril/inspection_miss/recall/";
  const real daily_output = exposure(deployment_, "units") / days_per_year;
  const real pieces = exposure(deployment_, "pieces_per_product");
  const real delay_sigma = number(p + "delay_sigma");
  const real fraction_sigma = number(p + "suspect_fraction_sigma");
  const real cost_sigma = number(p + "cost_per_product_sigma");
  const real fraction_median =
      number(p + "suspect_fraction") * std::exp(-fraction_sigma * fraction_sigma / 2);
  const real median_products = daily_output * number(p + "delay_median_days") * fraction_median / pieces;
  const real median = median_products * number(p + "cost_per_product") * number(p + "completion") *
                      number(p + "supplier_share");
  const real sigma =
      std::sqrt(delay_sigma * delay_sigma + fraction_sigma * fraction_sigma + cost_sigma * cost_sigma);
  return capped_recall(
      std::make_shared<Shifted>(lognormal(median, sigma), number(p + "fixed_cost") * money_scale_));
}

Source Maker::inspection_miss() {
  const std::string p = "peril/inspection_miss/";
  const real fnr =
      performance(deployment_, "false_negative_rate", number(p + "reference_false_negative_rate"));
  const InspectionMiss chain = inspection_miss_chain(deployment_, fnr, money_scale_, library_);
  Source source = this->source("inspection_miss", std::make_shared<Poisson>(chain.escaped));

  // The batch miss probability is uncertain: one draw per world, a beta law around its mean. Its first shape
  // is at least that of Jeffreys' prior, 1/2: a small mean must not turn the law into a coin toss between 0
  // and 1.
  constexpr real least_shape = 0.5L;
  const real shape = std::max(number(p + "batch_miss_concentration") * chain.miss, least_shape);
  constexpr int world = 16;
  source.frequency_factors.push_back(
      {"batch_miss/" + deployment_.id, world,
       std::make_shared<Beta>(shape, shape * (1 - chain.miss) / chain.miss, 1 / chain.miss)});
  add_quality(source, "inspection_miss");

  // Only for auto parts is there a cost per recalled product; other classes keep the class's recall law.
  const SeverityPtr recall = deployment_.product_class == "auto_parts" ? inspection_recall() : other_recall();
  source.heads.push_back({Damage::recall, number(p + "field_action"), recall, Bearing::fixed_shares});
  // All claims of an episode are one batch. Against a Poisson number of separate claims with the same mean,
  // this takes 0.5 % off the variance of the episode's liability.
  const real claim = number(p + "claims_per_episode");
  check_probability("perils", p + "claims_per_episode", claim);
  source.heads.push_back({Damage::third_party, claim, liability_claim(), Bearing::fixed_shares});
  const real fee = exposure(deployment_, "annual_fee");
  const auto correction = std::make_shared<Lognormal>(std::log(fee * number(p + "corrective/fee_share")),
                                                      number(p + "corrective/sigma"));
  source.heads.push_back({Damage::corrective_cost, 1, correction, Bearing::integrator});
  return source;
}

/// Single defective parts that the AI let through: a share of the market's claims at the reference miss rate.
Source Maker::isolated_escape() {
  const real reference = number("peril/inspection_miss/reference_false_negative_rate");
  const real fnr = performance(deployment_, "false_negative_rate", reference);
  const real rate = liability_rate() * number("peril/isolated_escape/share") * fnr / reference;
  Source source = this->source("isolated_escape", std::make_shared<Poisson>(rate));
  add_quality(source, "inspection_miss");
  source.heads.push_back({Damage::third_party, 1, liability_claim(), Bearing::fixed_shares});
  return source;
}

/// Other causes: the market's total less the AI's part at the reference miss rate.
Source Maker::product_liability() {
  const real reference = number("peril/inspection_miss/reference_false_negative_rate");
  const InspectionMiss chain = inspection_miss_chain(deployment_, reference, money_scale_, library_);
  const real total = liability_rate();
  const real by_ai = total * number("peril/isolated_escape/share") +
                     chain.escaped * number("peril/inspection_miss/claims_per_episode");
  Source source =
      this->source("product_liability", std::make_shared<Poisson>(std::max(total - by_ai, total / 2)));
  source.heads.push_back({Damage::third_party, 1, liability_claim(), Bearing::business_user});
  return source;
}

Source Maker::recall() {
  const real reference = number("peril/inspection_miss/reference_false_negative_rate");
  const InspectionMiss chain = inspection_miss_chain(deployment_, reference, money_scale_, library_);
  const real total = number("peril/recall/rate") * of_class("recall") *
                     std::pow(turnover_, real{number("peril/turnover_exponent")});
  const real mean = std::max(total - chain.recalls, total / 2);
  const real size = number("peril/recall/dispersion_size");
  Source source = this->source("recall", std::make_shared<NegativeBinomial>(size, mean / size));
  source.heads.push_back({Damage::recall, 1, other_recall(), Bearing::business_user});
  return source;
}

/// Stops longer than a threshold, with the lognormal law above it.
Source Maker::line_stop() {
  const std::string p = "peril/line_stop/";
  const real per_hour = exposure(deployment_, "gross_profit_per_day") / hours_per_day;
  const real sigma = number(p + "sigma");
  const auto hours =
      std::make_shared<Lognormal>(std::log(number(p + "mean_hours")) - sigma * sigma / 2, sigma);
  const real threshold = number(p + "threshold_hours");
  const real rate = number(p + "stops_per_year") * number(p + "covered_share") * hours->survival(threshold);
  Source source = this->source("line_stop", std::make_shared<Poisson>(rate));
  const auto loss =
      std::make_shared<Scaled>(std::make_shared<Truncated>(hours, threshold, infinity), per_hour);
  source.heads.push_back({Damage::interruption, 1, loss, Bearing::business_user, per_hour});
  return source;
}

Source Maker::ransomware() {
  const std::string p = "peril/cyber/";
  const real rate =
      number(p + "ransomware_rate") * std::pow(turnover_ / 4, real{number(p + "turnover_exponent")});
  Source source = this->source("cyber/ransomware", std::make_shared<Poisson>(rate));
  add_quality(source, "cyber");
  source.heads.push_back({Damage::incident_response, 1,
                          lognormal(number(p + "ransomware_median"), number(p + "ransomware_sigma")),
                          Bearing::business_user});
  const real per_day = exposure(deployment_, "gross_profit_per_day");
  const auto loss = std::make_shared<Lognormal>(
      std::log(number(p + "stop_median_days") * number(p + "stop_degree") * per_day),
      number(p + "stop_sigma"));
  source.heads.push_back({Damage::interruption, number(p + "production_share"), loss, Bearing::business_user,
                          per_day / hours_per_day});
  return source;
}

Source Maker::other_cyber() {
  const std::string p = "peril/cyber/";
  const real rate = number(p + "other_rate") * std::pow(turnover_ / 4, real{number(p + "turnover_exponent")});
  Source source = this->source("cyber/other", std::make_shared<Poisson>(rate));
  add_quality(source, "cyber");
  source.heads.push_back({Damage::incident_response, 1,
                          lognormal(number(p + "other_median"), number(p + "other_sigma")),
                          Bearing::business_user});
  return source;
}

/// The integrator's professional errors of all kinds but AI-caused product events; this site's part by its
/// fee.
Source Maker::professional_error() {
  const std::string p = "peril/professional_error/";
  const real fee = exposure(deployment_, "annual_fee");
  // The rate grows with the integrator's whole business; without a figure for it, sites like this one.
  const real fees = deployment_.exposure.contains("fees")    ? stated("fees")
                    : deployment_.exposure.contains("sites") ? fee * stated("sites")
                                                             : fee * number(p + "sites");
  check(fees >= fee, "exposure", "fees", fees, "at least annual_fee, which is a part of it");
  constexpr real reference_fees = 0.5L * billion;
  const real rate = number(p + "rate") *
                    std::pow(fees / (money_scale_ * reference_fees), real{number(p + "fees_exponent")}) *
                    fee / fees;
  Source source = this->source("professional_error", std::make_shared<Poisson>(rate));
  add_quality(source, "professional_error");
  source.heads.push_back(
      {Damage::financial_loss, 1, lognormal(number(p + "median"), number(p + "sigma")), Bearing::integrator});
  return source;
}

Source Maker::performance_shortfall() {
  const std::string p = "peril/performance_shortfall/";
  const real fee = exposure(deployment_, "annual_fee");
  Source source = this->source("performance_shortfall", std::make_shared<Poisson>(number(p + "rate")));
  add_quality(source, "performance_shortfall");
  // Models of one kind fall short in the same years.
  const real cv = number(p + "market_cv");
  source.frequency_factors.push_back(
      {"market/performance_shortfall", 1, std::make_shared<Gamma>(1 / (cv * cv), cv * cv)});
  const real mean = number(p + "mean_fee_share");
  const real concentration = number(p + "concentration");
  source.heads.push_back({Damage::performance_shortfall, 1,
                          std::make_shared<Beta>(concentration * mean, concentration * (1 - mean), fee),
                          Bearing::integrator});
  return source;
}

std::vector<Source> Maker::sources() {
  std::vector<Source> sources;
  add_in_two_parts(inspection_miss(), sources);
  add_in_two_parts(isolated_escape(), sources);
  sources.push_back(product_liability());
  sources.push_back(recall());
  sources.push_back(line_stop());
  sources.push_back(ransomware());
  sources.push_back(other_cyber());
  sources.push_back(professional_error());
  sources.push_back(performance_shortfall());
  return sources;
}

}  // namespace

real money_scale(const scenario::Scenario& scenario, LibraryReader& library) {
  for (const auto& [id, number] : library.library().numbers()) {
    if (!number.currency.empty() && number.currency != scenario.currency) {
      throw ParameterError(fmt::format(
          "currency {}: the library's amounts are in {} (no exchange rate is given); state deployments in {}",
          scenario.currency, number.currency, number.currency));
    }
  }
  if (scenario.price_year == 0) return 1;
  const real years = scenario.price_year - real{library("money/price_year")};
  return std::pow(1 + real{library("money/trend")}, years);
}

InspectionMiss inspection_miss_chain(const scenario::Deployment& deployment, real false_negative_rate,
                                     real money_scale, LibraryReader& library) {
  const std::string p = "peril/inspection_miss/";
  check(false_negative_rate > 0 && false_negative_rate < 1, "performance", "false_negative_rate",
        false_negative_rate, "above 0 and below 1");
  const real reference = library(p + "defect_rate_reference");
  const real defect_rate = performance(deployment, "defect_rate", reference);
  const real defects =
      std::clamp(std::pow(defect_rate / reference, real{library(p + "defect_rate_exponent")}), 0.3L, 3.0L);
  InspectionMiss chain;
  chain.episodes = library(p + "episodes_per_year") * library(class_number(deployment, library, "recall")) *
                   std::pow(turnover(deployment, money_scale), real{library("peril/turnover_exponent")}) *
                   defects;
  chain.miss =
      std::min(real{library(p + "batch_miss_cap")}, library(p + "batch_miss_factor") * false_negative_rate);
  chain.escaped =
      chain.episodes * chain.miss * library(p + "other_controls_fail") * library(p + "customer_test_fails");
  chain.recalls = chain.escaped * library(p + "field_action");
  return chain;
}

std::vector<Source> visual_inspection(const scenario::Deployment& deployment, const audit::Belief& belief,
                                      real money_scale, LibraryReader& library) {
  return Maker{deployment, belief, money_scale, library}.sources();
}

}  // namespace tenbin::perils
