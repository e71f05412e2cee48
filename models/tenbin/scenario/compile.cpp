#include "tenbin/scenario/compile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "tenbin/audit/belief.hpp"
#include "tenbin/core/error.hpp"
#include "tenbin/coverage/compile_designs.hpp"
#include "tenbin/coverage/compile_terms.hpp"
#include "tenbin/frequency/gamma_mixed.hpp"
#include "tenbin/liability/fixed_shares.hpp"
#include "tenbin/perils/ai_cause.hpp"
#include "tenbin/perils/performance_guarantee.hpp"
#include "tenbin/perils/peril.hpp"
#include "tenbin/scenario/design_capacity.hpp"
#include "tenbin/scenario/division.hpp"
#include "tenbin/scenario/families.hpp"
#include "tenbin/scenario/frequency_response.hpp"
#include "tenbin/scenario/least_cost.hpp"
#include "tenbin/scenario/own_library.hpp"
#include "tenbin/scenario/uncertain_parameters.hpp"
#include "tenbin/severity/gamma.hpp"

namespace tenbin::scenario {
namespace {

/// A peril that is given directly: a shared gamma mixing is a factor of the year.
perils::Source explicit_source(const Peril& peril) {
  perils::Source source;
  source.peril = peril.id;
  source.frequency = explicit_frequency(peril.frequency);
  if (peril.frequency.mixing && !peril.frequency.mixing->group.empty()) {
    const real cv = peril.frequency.mixing->cv;
    check_positive_finite("mixing", "cv", cv);
    source.frequency_factors.push_back(
        {"mixing/" + peril.frequency.mixing->group, 1, std::make_shared<Gamma>(1 / (cv * cv), cv * cv)});
  }
  const perils::Damage head =
      peril.head.empty() ? perils::Damage::loss : perils::parse_damage(peril.head).value();
  source.heads.push_back({head, 1, make_severity(peril.severity), perils::Bearing::business_user,
                          peril.gross_profit_per_hour.value_or(0), peril.contractual_share});
  for (const PerilHead& further : peril.further_heads) {
    source.heads.push_back({perils::parse_damage(further.head).value(), further.probability,
                            make_severity(further.severity), perils::Bearing::business_user,
                            further.gross_profit_per_hour.value_or(0), further.contractual_share});
  }
  if (peril.head_dependence == "comonotone") {
    for (perils::HeadLaw& law : source.heads) law.dependence_group = 0;
  }
  if (peril.defence_cost) {
    source.heads.push_back(
        {perils::Damage::defence, 1, make_severity(*peril.defence_cost), perils::Bearing::business_user, 0});
  }
  if (peril.report_lag) source.report_lag = make_severity(*peril.report_lag);
  source.history_years = static_cast<int>(peril.history_years);
  if (peril.series == "clusters") source.causes = CauseGrouping::each_cluster;
  source.ai_cause = coverage::ai_cause_of(peril.ai_cause);
  source.ai_probability = peril.ai_probability;
  return source;
}

result::AuditPosterior posterior(const Deployment& deployment, const audit::Belief& belief) {
  result::AuditPosterior posterior;
  posterior.deployment = deployment.id;
  if (deployment.audit) {
    posterior.method = deployment.audit->method;
    posterior.score = static_cast<double>(belief.score);
  }
  posterior.mean = static_cast<double>(belief.mean());
  posterior.sd = static_cast<double>(belief.sd());
  posterior.credibility = static_cast<double>(belief.credibility);
  posterior.refer = belief.refer();
  return posterior;
}

/// Tables are dear to make and laws are shared between heads.
class Tables {
 public:
  QuantileTablePtr operator()(const SeverityPtr& law) {
    QuantileTablePtr& table = tables_[law];
    if (!table) table = make_quantile_table(*law);
    return table;
  }

 private:
  std::map<SeverityPtr, QuantileTablePtr> tables_;
};

std::vector<FactorPlan> plan_factors(const std::vector<perils::Factor>& factors, Tables& tables) {
  std::vector<FactorPlan> plans;
  plans.reserve(factors.size());
  for (const perils::Factor& factor : factors) {
    plans.push_back({factor.group, factor.years_per_draw, tables(factor.law)});
  }
  return plans;
}

/// Kinds of AI behind the perils of deployments; an order that does not depend on the file's, so that sums
/// over perils have the same bits whatever its order.
void complete(std::vector<perils::Source>& sources, const Scenario& scenario) {
  for (perils::Source& source : sources) {
    for (const Deployment& deployment : scenario.deployments) {
      if (deployment.id == source.entity && source.ai_cause == AiCause::none)
        source.ai_cause = perils::ai_cause(deployment.use_case, source.peril_name());
    }
  }
  std::stable_sort(sources.begin(), sources.end(), [](const perils::Source& a, const perils::Source& b) {
    return std::tie(a.entity, a.peril) < std::tie(b.entity, b.peril);
  });
}

/// Independent: each deployment has a copy of the component's process of its own, with the same law.
CommonCausePlan plan_common(const perils::Source& source, const Scenario& scenario, Tables& tables) {
  const perils::CommonCause& common = *source.common;
  const std::string own = scenario.common_events == "independent" ? "/" + source.entity : "";
  return {common.name + own, static_cast<double>(common.rate), tables(common.hit), tables(common.size)};
}

bool differs(const library::Number& a, const library::Number& b) {
  return std::tie(a.value, a.source, a.low, a.high, a.confidence, a.judgement) !=
         std::tie(b.value, b.source, b.low, b.high, b.confidence, b.judgement);
}

/// Who bears what: columns of a liability rule behind the heads, parties and their burdens.
void add_bearers(const Scenario& scenario, const std::vector<perils::Source>& sources,
                 const std::vector<coverage::Feed>& feeds, library::LibraryReader& library, Plan& plan) {
  std::map<std::string, std::vector<CoveredHead>> burdens;  // by party
  if (const std::optional<Division> division = divide(scenario, sources, plan.heads))
    add_division(scenario, sources, *division, library, plan, burdens);
  for (const coverage::Feed& feed : feeds) {
    for (const auto& [party, share] : feed.burden) {
      if (share > 0)
        burdens[party].push_back({feed.source, feed.head_for(party, plan.heads), static_cast<double>(share)});
    }
  }
  for (auto& [party, burden] : burdens) plan.parties.push_back({party, std::move(burden)});
}

/// Names of the heads that occur, in their fixed order.
std::vector<std::string> heads_of(const std::vector<perils::Source>& sources) {
  std::vector<std::string> names;
  for (int i = 0; i < perils::damage_heads; ++i) {
    const auto head = static_cast<perils::Damage>(i);
    const auto causes = [&](const perils::Source& source) {
      return std::any_of(source.heads.begin(), source.heads.end(),
                         [&](const perils::HeadLaw& law) { return law.head == head; });
    };
    if (std::any_of(sources.begin(), sources.end(), causes)) names.push_back(perils::to_string(head));
  }
  return names;
}

/// Who bears everything under the computed preset, and how far behind the next is.
void add_least_cost(const Scenario& scenario, Compiled& compiled) {
  const LeastCost& found = least_cost(scenario);
  const auto tell = [&](liability::Role party, double cost, const char* place) {
    compiled.assumptions.push_back(
        {"liability/social_cost/" + liability::name_of_role(party),
         cost,
         scenario.currency + " / year",
         fmt::format("worked out: {}; a pilot of {} years beside {}{}", place, pilot_years, reference_preset,
                     found.is_joint_care ? "; a mix of parties may cost less" : ""),
         "low",
         true,
         {},
         {}});
  };
  tell(found.party, found.cost, "bears everything, at the least social cost");
  tell(found.runner_up, found.runner_up_cost, "the next, if it bore everything");
  std::stable_sort(compiled.assumptions.begin(), compiled.assumptions.end(),
                   [](const auto& a, const auto& b) { return a.id < b.id; });
}

}  // namespace

FrequencyPtr explicit_frequency(const Frequency& frequency) {
  FrequencyPtr count = make_frequency(frequency.distribution);
  if (!frequency.mixing || !frequency.mixing->group.empty()) return count;
  return gamma_mixed(count, frequency.mixing->cv);
}

std::vector<coverage::Feed> compile_feeds(const Scenario& scenario,
                                          const std::vector<perils::Source>& sources,
                                          library::LibraryReader& library) {
  const std::vector<std::string> heads = heads_of(sources);
  const std::optional<Division> division = divide(scenario, sources, heads);
  std::map<std::string, liability::Shares> shares;  // by deployment
  for (const Deployment& deployment : scenario.deployments) {
    if (!division)
      shares[deployment.id] = liability::fixed_shares(scenario.liability, deployment.autonomy, library);
  }
  const bool has_parties =
      !scenario.deployments.empty() ||
      std::any_of(scenario.perils.begin(), scenario.perils.end(),
                  [](const Peril& peril) { return !peril.head.empty() || !peril.bearer.empty(); });
  std::vector<coverage::Feed> feeds;
  for (std::size_t index = 0; index < sources.size(); ++index) {
    const perils::Source& source = sources[index];
    for (const perils::HeadLaw& head : source.heads) {
      coverage::Feed feed;
      feed.source = static_cast<int>(index);
      feed.peril = source.peril_name();
      feed.entity = source.entity;
      feed.damage = head.head;
      feed.amount_per_hour = head.amount_per_hour;
      feed.contractual_share = head.contractual_share;
      feed.each_below = head.each_below;
      if (division) {
        const auto column = std::find(heads.begin(), heads.end(), perils::to_string(head.head));
        const auto place = static_cast<std::size_t>(column - heads.begin());
        if (division->is_told_with_another(index, place)) continue;
        feed.columns = division->columns(index, place);
      }
      if (!feed.columns.empty()) {
        for (const auto& [party, column] : feed.columns) feed.burden[party] = 1;
      } else if (!source.entity.empty()) {
        const auto fixed = shares.find(source.entity);
        feed.burden = liability::burden(head, fixed == shares.end() ? liability::Shares{} : fixed->second);
      } else if (has_parties) {
        const auto given = std::find_if(scenario.perils.begin(), scenario.perils.end(),
                                        [&](const Peril& peril) { return peril.id == source.peril; });
        const bool named = given != scenario.perils.end() && !given->bearer.empty();
        feed.burden = {{named ? given->bearer : "business_user", 1}};
      }
      feeds.push_back(std::move(feed));
    }
    if (!division || !division->sources[index].is_divided) continue;
    coverage::Feed costs{
        static_cast<int>(index), source.peril_name(), source.entity, perils::Damage::defence, {}, 0, 0};
    costs.columns = division->cost_columns();
    for (const auto& [party, column] : costs.columns) costs.burden[party] = 1;
    feeds.push_back(std::move(costs));
  }
  return feeds;
}

std::vector<perils::Source> compile_sources(const Scenario& scenario, library::LibraryReader& library,
                                            std::vector<result::AuditPosterior>& audits) {
  std::vector<perils::Source> sources;
  for (const Peril& peril : scenario.perils) sources.push_back(explicit_source(peril));
  complete(sources, scenario);
  if (scenario.deployments.empty()) return sources;
  const real money = perils::money_scale(scenario, library);
  for (const Deployment& deployment : scenario.deployments) {
    const audit::Belief belief = audit::believe(deployment.audit, audit::audited_system(deployment), library);
    audits.push_back(posterior(deployment, belief));
    for (perils::Source& source : perils::deployment_sources(deployment, belief, money, library)) {
      // With the terms of the guarantee its law follows from them.
      if (deployment.performance_guarantee && source.peril_name() == "performance_shortfall") continue;
      sources.push_back(std::move(source));
    }
    if (deployment.performance_guarantee) sources.push_back(perils::guarantee_source(deployment, library));
  }
  complete(sources, scenario);
  return sources;
}

std::vector<result::Assumption> assumptions(const library::LibraryReader& library) {
  std::vector<result::Assumption> list;
  for (const library::Number* number : library.used()) {
    list.push_back({number->id, number->value, number->unit, number->source,
                    library::to_string(number->confidence), number->judgement, number->low, number->high});
    const library::Library& standard = library::standard_library();
    if (!standard.has(number->id)) {
      list.back().own = true;
    } else if (differs(standard.number(number->id), *number)) {
      list.back().own = true;
      list.back().standard = standard.number(number->id).value;
    }
  }
  return list;
}

Compiled compile(const Scenario& scenario) {
  if (!has_preset(scenario) || !scenario.liability->incentives.value_or(false))
    return compile_scaled(scenario, 1);
  const FrequencyResponse& response = frequency_response(scenario);
  Compiled compiled = compile_scaled(scenario, response.multiplier);
  compiled.frequency_log_error = response.log_error;
  const auto tell = [&](const std::string& id, double value, double error) {
    compiled.assumptions.push_back({"liability/incentives/" + id, value, "factor",
                                    fmt::format("worked out: {} round(s) of pilots of {} years beside {}",
                                                response.rounds, pilot_years, reference_preset),
                                    "low", true, value * (1 - 2 * error), value * (1 + 2 * error)});
  };
  tell("frequency", response.multiplier, response.log_error);
  tell("care", response.care, response.log_error);
  tell("activity", response.activity, 0);
  for (const FrequencyResponse::Share& share : response.shares) {
    tell("share/" + share.party, share.now, 0);
    tell("reference_share/" + share.party, share.reference, 0);
  }
  std::stable_sort(compiled.assumptions.begin(), compiled.assumptions.end(),
                   [](const auto& a, const auto& b) { return a.id < b.id; });
  return compiled;
}

Plan with_designs(const Compiled& compiled, const Scenario& scenario) {
  const std::shared_ptr<const library::Library> own = library_of(scenario);
  library::LibraryReader library{*own};
  Plan plan = compiled.plan;
  plan.designs =
      coverage::compile_designs(scenario.coverage_designs, compile_feeds(scenario, compiled.sources, library),
                                plan.heads, scenario.deployments, library);
  return plan;
}

Plan with_liability(const Compiled& compiled, const Scenario& scenario) {
  const std::shared_ptr<const library::Library> own = library_of(scenario);
  library::LibraryReader library{*own};
  Plan plan = compiled.plan;
  plan.heads.resize(plan.source_heads());
  plan.derived = nullptr;
  plan.parties.clear();
  plan.extras.clear();
  add_bearers(scenario, compiled.sources, compile_feeds(scenario, compiled.sources, library), library, plan);
  return plan;
}

Compiled compile_scaled(const Scenario& scenario, double multiplier) {
  const std::shared_ptr<const library::Library> own = library_of(scenario);
  library::LibraryReader library{*own};
  Compiled compiled;
  Plan& plan = compiled.plan;
  plan.seed = scenario.simulation.seed;
  plan.years = scenario.simulation.years;
  std::vector<perils::Source> sources = compile_sources(scenario, library, compiled.audits);
  plan.heads = heads_of(sources);
  const std::vector<std::string> plan_heads = plan.heads;
  if (multiplier != 1) {
    const std::optional<Division> division = divide(scenario, sources, plan.heads);
    for (std::size_t s = 0; division && s < sources.size(); ++s) {
      if (division->sources[s].is_divided) sources[s].frequency = sources[s].frequency->scaled(multiplier);
    }
  }

  const std::vector<coverage::Feed> feeds = compile_feeds(scenario, sources, library);
  const auto head_index = [&](perils::Damage head) {
    const auto name = std::find(plan.heads.begin(), plan.heads.end(), perils::to_string(head));
    return static_cast<int>(name - plan.heads.begin());
  };

  Tables tables;
  for (const perils::Source& source : sources) {
    SourcePlan source_plan;
    source_plan.entity = source.entity;
    source_plan.peril = source.peril;
    source_plan.counts = source.frequency->count_scheme();
    source_plan.frequency_factors = plan_factors(source.frequency_factors, tables);
    source_plan.severity_factors = plan_factors(source.severity_factors, tables);
    if (source.common) source_plan.common = plan_common(source, scenario, tables);
    for (const perils::HeadLaw& head : source.heads) {
      source_plan.heads.push_back({head_index(head.head), static_cast<double>(head.probability),
                                   tables(head.law), head.dependence_group});
    }
    if (source.report_lag) source_plan.report_lag = tables(source.report_lag);
    source_plan.history_years = source.history_years;
    source_plan.causes = source.causes;
    source_plan.ai_cause = source.ai_cause;
    source_plan.ai_probability = source.ai_probability;
    source_plan.occasion = source.occasion;
    plan.sources.push_back(std::move(source_plan));
  }
  if (draws_parameters(scenario)) {
    add_parameter_uncertainty(
        scenario, sources, library, [&](const SeverityPtr& law) { return tables(law); }, plan);
  }
  add_bearers(scenario, sources, feeds, library, plan);
  plan.designs =
      coverage::compile_designs(scenario.coverage_designs, feeds, plan.heads, scenario.deployments, library);
  if (has_design_capacity(scenario))
    pay_insured_part(scenario, divide(scenario, sources, plan_heads).value(), plan.designs.front());
  compiled.assumptions = assumptions(library);
  if (is_computed(scenario)) add_least_cost(scenario, compiled);
  compiled.sources = sources;
  return compiled;
}

}  // namespace tenbin::scenario
