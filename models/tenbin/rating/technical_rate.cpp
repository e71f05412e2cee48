#include "tenbin/rating/technical_rate.hpp"

#include <algorithm>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <optional>

#include "tenbin/contract/expected_payment.hpp"
#include "tenbin/core/error.hpp"
#include "tenbin/coverage/compile_designs.hpp"
#include "tenbin/exact/discretise.hpp"
#include "tenbin/perils/quality.hpp"
#include "tenbin/scenario/compile.hpp"
#include "tenbin/severity/layer_moment.hpp"
#include "tenbin/severity/scaled.hpp"

namespace tenbin::rating {
namespace {

enum class Terms { none, as_written };
enum class Share { whole, of_insured };
/// How much of the deployment is taken as it is.
enum class Stage { reference, tested, audited };

/// First three cumulants of a year, or raw moments of a payment.
struct Cumulants {
  real first = 0, second = 0, third = 0;
};

std::vector<std::string> all_heads() {
  std::vector<std::string> names;
  names.reserve(perils::damage_heads);
  for (int i = 0; i < perils::damage_heads; ++i)
    names.push_back(perils::to_string(static_cast<perils::Damage>(i)));
  return names;
}

/// Raw moments of the payment on a loss.
Cumulants payment_moments(const OccurrenceTerms& terms, const Severity& loss) {
  const Deductible& deductible = terms.deductible();
  const bool is_layer =
      deductible.kind() == Deductible::Kind::none || deductible.kind() == Deductible::Kind::ordinary;
  if (!is_layer) {
    // Franchise and percentage: a lattice of the payment; its mean is exact.
    const real top =
        std::isfinite(terms.largest_payment()) ? real{terms.largest_payment()} : 20 * loss.mean();
    constexpr std::size_t cells = 512;
    const Lattice lattice = discretise(terms, loss, static_cast<double>(top / cells), cells + 2);
    Cumulants moments{expected_payment(terms, loss), lattice.second_moment(), 0};
    for (std::size_t i = 0; i < lattice.size(); ++i)
      moments.third += std::pow(real{lattice.value(i)}, 3) * lattice.probabilities()[i];
    return moments;
  }
  const real from = deductible.kind() == Deductible::Kind::ordinary ? real{deductible.amount()} : real{0};
  const real to = from + terms.limit();
  // integral of k (x - from)^(k-1) P(X > x) over the layer
  const real one = layer_moment(loss, 1, from, to);
  const real two = layer_moment(loss, 2, from, to);
  const real three = layer_moment(loss, 3, from, to);
  const real share = terms.share();
  return {share * one, share * share * (two - 2 * from * one),
          share * share * share * (three - 3 * from * two + 3 * from * from * one)};
}

/// One policy's claims on the sources of a scenario.
class PolicyYear {
 public:
  PolicyYear(const std::vector<perils::Source>& sources, const PolicyPlan& policy)
      : sources_(sources), policy_(policy) {}

  /// Expected amount of a section.
  real expected(const SectionPlan& section, Terms terms, Share share) const {
    real sum = 0;
    for (const CoveredHead& covered : section.covered) {
      const perils::Source& source = source_of(covered);
      for (const perils::HeadLaw& head : source.heads) {
        if (static_cast<int>(head.head) != covered.head) continue;
        const real weight = share == Share::whole ? real{1} : real{covered.weight};
        sum += source.frequency->mean() * head.probability * other_factors(source) *
               over_quality(source, [&](real frequency, real severity) {
                 const Scaled loss(head.law, weight * severity);
                 return frequency *
                        (terms == Terms::none ? loss.mean() : expected_payment(section.occurrence, loss));
               });
      }
    }
    return sum;
  }

  real expected(Terms terms, Share share) const {
    real sum = 0;
    for (const SectionPlan& section : policy_.sections) sum += expected(section, terms, share);
    return sum;
  }

  /// Cumulants of the year's claims before annual terms, sources of a deployment sharing its quality.
  Cumulants year() const {
    std::map<std::string, std::vector<std::size_t>> by_entity;
    for (std::size_t i = 0; i < sources_.size(); ++i) by_entity[sources_[i].entity].push_back(i);
    Cumulants total;
    for (const auto& [entity, indices] : by_entity) {
      // Law of total cumulance over quality z.
      real mean = 0, mean2 = 0, mean3 = 0, variance = 0, covariance = 0, third = 0;
      for (const auto& [z, probability] : few_nodes()) {
        Cumulants given;
        for (const std::size_t i : indices) add_source(i, z, given);
        mean += probability * given.first;
        mean2 += probability * given.first * given.first;
        mean3 += probability * given.first * given.first * given.first;
        variance += probability * given.second;
        covariance += probability * given.first * given.second;
        third += probability * given.third;
      }
      total.first += mean;
      total.second += variance + mean2 - mean * mean;
      total.third +=
          third + 3 * (covariance - mean * variance) + mean3 - 3 * mean * mean2 + 2 * mean * mean * mean;
    }
    return total;
  }

 private:
  const perils::Source& source_of(const CoveredHead& covered) const {
    return sources_.at(static_cast<std::size_t>(covered.source));
  }

  static bool is_quality(const perils::Source& source, const perils::Factor& factor) {
    return !source.quality_effect.empty() && factor.group == perils::quality_group(source.entity);
  }

  /// Means of the factors that are not quality.
  static real other_factors(const perils::Source& source) {
    real product = 1;
    for (const auto* factors : {&source.frequency_factors, &source.severity_factors}) {
      for (const perils::Factor& factor : *factors) {
        if (!is_quality(source, factor)) product *= factor.law->mean();
      }
    }
    return product;
  }

  /// Multiplier of the source at the upper-tail normal quantile z of its law.
  static real multiplier(const perils::Source& source, const std::vector<perils::Factor>& factors, real z) {
    const real tail = std::erfc(std::fabs(z) * std::numbers::sqrt2_v<real> / 2) / 2;
    for (const perils::Factor& factor : factors) {
      if (is_quality(source, factor))
        return z < 0 ? factor.law->quantile(tail) : factor.law->upper_quantile(tail);
    }
    return 1;
  }

  /// Trapezoidal rule over a normal variable: spectral accuracy.
  /// @param per_unit points in one standard deviation: errors near exp(-20 per_unit^2), but at the kink of a
  /// capped quality
  static std::vector<std::pair<real, real>> make_nodes(int per_unit) {
    constexpr int reach = 8;
    std::vector<std::pair<real, real>> result;
    real sum = 0;
    for (int i = -reach * per_unit; i <= reach * per_unit; ++i) {
      const real z = static_cast<real>(i) / per_unit;
      result.emplace_back(z, std::exp(-z * z / 2));
      sum += result.back().second;
    }
    for (auto& [z, probability] : result) probability /= sum;
    return result;
  }
  static const std::vector<std::pair<real, real>>& nodes() {
    static const std::vector<std::pair<real, real>> points = make_nodes(4);
    return points;
  }
  /// Enough for second and third moments.
  static const std::vector<std::pair<real, real>>& few_nodes() {
    static const std::vector<std::pair<real, real>> points = make_nodes(2);
    return points;
  }

  template <class Function>
  static real over_quality(const perils::Source& source, Function f) {
    if (source.quality_effect.empty()) return f(real{1}, real{1});
    real sum = 0;
    for (const auto& [z, probability] : nodes()) {
      sum += probability * f(multiplier(source, source.frequency_factors, z),
                             multiplier(source, source.severity_factors, z));
    }
    return sum;
  }

  /// Adds the cumulants of a source's claims at the quality z: compound of the count with the event's
  /// payment, whose heads are independent.
  void add_source(std::size_t index, real z, Cumulants& year) const {
    const perils::Source& source = sources_[index];
    real rate = source.frequency->mean() * multiplier(source, source.frequency_factors, z);
    const real severity = multiplier(source, source.severity_factors, z);
    real factor_variance = 0;  // of the product of the other factors, relative
    for (const perils::Factor& factor : source.frequency_factors) {
      if (is_quality(source, factor)) continue;
      const real mean = factor.law->mean();
      rate *= mean;
      factor_variance = (1 + factor_variance) * (1 + factor.law->variance() / (mean * mean)) - 1;
    }
    Cumulants event;
    for (const SectionPlan& section : policy_.sections) {
      for (const CoveredHead& covered : section.covered) {
        if (covered.source != static_cast<int>(index)) continue;
        for (const perils::HeadLaw& head : source.heads) {
          if (static_cast<int>(head.head) != covered.head) continue;
          const Scaled loss(head.law, covered.weight * severity);
          const Cumulants raw = payment_moments(section.occurrence, loss);
          const real p = head.probability;
          const real m1 = p * raw.first, m2 = p * raw.second, m3 = p * raw.third;
          event.first += m1;
          event.second += m2 - m1 * m1;
          event.third += m3 - 3 * m2 * m1 + 2 * m1 * m1 * m1;
        }
      }
    }
    if (event.first <= 0) return;
    const real excess = source.frequency->variance() / source.frequency->mean() - 1;  // 0 for Poisson
    const real count_variance = rate * (1 + excess) + rate * rate * factor_variance;
    year.first += rate * event.first;
    year.second += rate * event.second + count_variance * event.first * event.first;
    // The count's third cumulant as of a Poisson count with the same mean, plus what the excess of its
    // variance adds: as of a negative binomial.
    const real ratio = count_variance / rate;
    year.third += rate * event.third + 3 * count_variance * event.first * event.second +
                  rate * ratio * (2 * ratio - 1) * event.first * event.first * event.first;
  }

  const std::vector<perils::Source>& sources_;
  const PolicyPlan& policy_;
};

scenario::Scenario at_stage(scenario::Scenario scenario, Stage stage) {
  for (scenario::Deployment& deployment : scenario.deployments) {
    if (stage != Stage::audited) deployment.audit.reset();
    if (stage == Stage::reference) {
      deployment.performance.clear();
      deployment.performance_guarantee.reset();
    }
  }
  return scenario;
}

/// Sources and policies of a scenario, without tables of quantiles.
struct Compiled {
  std::vector<perils::Source> sources;
  std::vector<DesignPlan> designs;

  Compiled(const scenario::Scenario& scenario, library::LibraryReader& library) {
    std::vector<result::AuditPosterior> audits;
    sources = scenario::compile_sources(scenario, library, audits);
    designs = coverage::compile_designs(scenario.coverage_designs,
                                        scenario::compile_feeds(scenario, sources, library), all_heads(),
                                        scenario.deployments, library);
  }
};

/// The base of the rate: turnover where every deployment states it, else the first base that all state.
std::pair<std::string, double> exposure_of(const scenario::Scenario& scenario) {
  std::vector<std::string> names = {"turnover", "annual_fee"};
  for (const auto& [name, amount] : scenario.deployments.front().exposure) names.push_back(name);
  for (const std::string& name : names) {
    double sum = 0;
    bool is_stated_by_all = true;
    for (const scenario::Deployment& deployment : scenario.deployments) {
      const auto found = deployment.exposure.find(name);
      is_stated_by_all = is_stated_by_all && found != deployment.exposure.end();
      if (is_stated_by_all) sum += found->second;
    }
    if (is_stated_by_all && sum > 0) return {name, sum};
  }
  return {"deployments", static_cast<double>(scenario.deployments.size())};
}

/// Most that annual terms can take off expected claims: E[(S - d)+] of the limit and E[min(S, d)] of the
/// deductible, with E[(S - L)+] <= (sqrt(var + (L - mean)^2) - (L - mean)) / 2 (Scarf 1958).
real annual_effect(const AggregateTerms& terms, real mean, real variance) {
  real effect = std::min(real{terms.deductible()}, mean);
  if (std::isfinite(terms.limit())) {
    const real distance = terms.deductible() + real{terms.limit()} - mean;
    effect += (std::sqrt(variance + distance * distance) - distance) / 2;
  }
  return effect;
}

/// Terms that the closed forms leave out, annual ones aside.
bool has_other_terms(const PolicyPlan& policy) {
  const auto is_beyond = [](const SectionPlan& section) {
    return section.retention != RetentionKind::deductible || !section.defence.empty() ||
           section.ai_exclusion != AiExclusion::none;
  };
  return !policy.occurrence.pays_everything() || policy.trigger != Trigger::losses_occurring ||
         policy.basis != OccurrenceBasis::event ||
         std::any_of(policy.sections.begin(), policy.sections.end(), is_beyond);
}

class PolicyRater {
 public:
  PolicyRater(const scenario::Scenario& scenario, library::LibraryReader& library)
      : scenario_(scenario),
        library_(library),
        reference_(at_stage(scenario, Stage::reference), library),
        tested_(at_stage(scenario, Stage::tested), library),
        audited_(scenario, library) {}

  PolicyRate rate(std::size_t design, std::size_t index) const {
    const scenario::Policy& policy = scenario_.coverage_designs[design].policies[index];
    const PolicyPlan& plan = audited_.designs[design].policies[index];
    const PolicyYear now(audited_.sources, plan);
    const auto ground_up = [&](const Compiled& compiled) {
      return PolicyYear(compiled.sources, compiled.designs[design].policies[index])
          .expected(Terms::none, Share::whole);
    };
    const real at_reference = ground_up(reference_);
    const real at_test = ground_up(tested_);
    const real at_audit = ground_up(audited_);
    const real of_insured = now.expected(Terms::none, Share::of_insured);

    PolicyRate result;
    result.design = scenario_.coverage_designs[design].id;
    result.policy = policy.id;
    result.product = policy.product;
    result.insured = policy.insured;
    real claims = 0;
    real expense = 0;
    for (std::size_t i = 0; i < plan.sections.size(); ++i) {
      const real section = now.expected(plan.sections[i], Terms::as_written, Share::of_insured);
      claims += section;
      expense += section * library_("rating/claims_expense/" + policy.sections[i].cover);
    }
    const Cumulants year = now.year();
    const real load = risk_load(year, result);
    const real loading = 1 / (1 - real{library_("rating/expense")} - real{library_("rating/profit")});
    const auto [name, exposure] = exposure_of(scenario_);
    result.exposure = name;
    const auto ratio = [](real above, real below) {
      return below > 0 ? static_cast<double>(above / below) : 1.0;
    };
    result.factors = {{"exposure", exposure},
                      {"base_rate", static_cast<double>(at_reference / exposure)},
                      {"performance", ratio(at_test, at_reference)},
                      {"quality", ratio(at_audit, at_test)},
                      {"share", ratio(of_insured, at_audit)},
                      {"terms", ratio(claims, of_insured)},
                      {"claims_expense", ratio(claims + expense, claims)},
                      {"risk_load", ratio(claims + expense + load, claims + expense)},
                      {"loading", static_cast<double>(loading)}};
    result.expected_claims = static_cast<double>(claims);
    result.technical_premium = static_cast<double>((claims + expense + load) * loading);
    result.rate = result.technical_premium / exposure;
    result.has_other_terms = has_other_terms(plan);
    real effect = annual_effect(plan.aggregate, year.first, year.second);
    for (const SectionPlan& section : plan.sections) {
      PolicyPlan alone;
      alone.sections = {section};
      const Cumulants own = PolicyYear(audited_.sources, alone).year();
      effect += annual_effect(section.aggregate, own.first, own.second);
    }
    result.annual_terms_at_most = claims > 0 ? static_cast<double>(effect / claims) : 0;
    return result;
  }

 private:
  /// Cost of the policy's share of the book's capital.
  real risk_load(const Cumulants& year, PolicyRate& result) const {
    if (year.second <= 0) return 0;
    const real n = library_("rating/reference_book_policies");
    const real level = library_("rating/capital_level");
    const real z = std::numbers::sqrt2_v<real> * boost::math::erfc_inv(2 * (1 - level));
    const real density =
        std::exp(-z * z / 2) * std::numbers::inv_sqrtpi_v<real> / std::numbers::sqrt2_v<real>;
    const real skewness = year.third / std::pow(year.second, 1.5L) / std::sqrt(n);
    result.book_skewness = static_cast<double>(skewness);
    return library_("rating/cost_of_capital") * std::sqrt(year.second / n) * density / (1 - level) *
           (1 + skewness * z / 6);
  }

  const scenario::Scenario& scenario_;
  library::LibraryReader& library_;
  Compiled reference_, tested_, audited_;
};

}  // namespace

bool PolicyRate::suffices() const {
  return book_skewness <= largest_skewness && annual_terms_at_most <= largest_annual_effect &&
         !has_other_terms;
}

Rating rate(const scenario::Scenario& scenario, library::LibraryReader& library) {
  if (scenario.deployments.empty())
    throw ParameterError(
        "rate: the scenario has no AI system (its losses are given directly); use tenbin run");
  Rating result;
  std::vector<result::AuditPosterior> audits;
  // Amounts of the class: the factors of quality are left out of the terms.
  const std::vector<perils::Source> sources = scenario::compile_sources(scenario, library, audits);
  for (const scenario::Deployment& deployment : scenario.deployments) {
    const audit::Belief belief = audit::believe(deployment.audit, audit::audited_system(deployment), library);
    result.classes.push_back(
        {deployment.id,
         risk_class(perils::loss_of_quality(sources, deployment.id, library), belief, library)});
  }
  const PolicyRater rater(scenario, library);
  for (std::size_t design = 0; design < scenario.coverage_designs.size(); ++design) {
    const auto& policies = scenario.coverage_designs[design].policies;
    for (std::size_t i = 0; i < policies.size(); ++i) {
      if (!policies[i].product.empty()) result.policies.push_back(rater.rate(design, i));
    }
  }
  return result;
}

}  // namespace tenbin::rating
