#include "tenbin/liability/preset_rule.hpp"

#include <algorithm>

#include "tenbin/core/error.hpp"
#include "tenbin/liability/event_reader.hpp"

namespace tenbin::liability {
namespace {

bool is_in(const std::vector<Role>& roles, Role role) {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

Limit<double> scaled(const Limit<double>& limit, double unit) {
  return limit ? Limit<double>(*limit * unit) : Limit<double>();
}

std::vector<LevyShare<double>> levy_of(const PresetFund& fund) {
  std::vector<LevyShare<double>> result;
  for (const auto& [role, weight] : fund.levy) result.push_back({std::string(code_of_role(role)), weight});
  return result;
}

/// Cover that the law demands: without retention, and at least its limit.
void insure(Party<double>& party, double least) {
  if (!party.insurance) party.insurance.emplace();
  Insurance<double>& insurance = *party.insurance;
  insurance.covered = true;
  insurance.retention = 0;
  if (insurance.limit) insurance.limit = std::max(*insurance.limit, least);
}

}  // namespace

double default_fault_probability(Role role) {
  switch (role) {
    case Role::data_provider:
    case Role::auditor:
      return 0.10;
    case Role::developer:
      return 0.30;
    case Role::integrator:
    case Role::machine_maker:
      return 0.40;
    case Role::business_user:
      return 0.60;
    case Role::direct_insurer:
    case Role::other:
      break;
  }
  return 0;
}

PresetRule::PresetRule(const Preset& preset, const Circumstances& circumstances)
    : p_(preset.parameters), fault_probability_(circumstances.fault_probability) {
  if (p_.is_computed) {
    throw ParameterError("PresetRule: " + preset.id +
                         " puts all liability on one party that must be chosen first");
  }
  add_parties(circumstances);
  add_contracts(circumstances);
  add_terms(circumstances);
}

std::size_t PresetRule::place_of(Role role) const {
  const auto& parties = prototype_.parties;
  const auto found =
      std::find_if(parties.begin(), parties.end(), [&](const auto& party) { return party.role == role; });
  return static_cast<std::size_t>(found - parties.begin());
}

void PresetRule::add_parties(const Circumstances& circumstances) {
  const bool pays_first = is_in(p_.first, Role::direct_insurer);
  bool has_insurer = false;
  for (std::size_t i = 0; i < circumstances.parties.size(); ++i) {
    Party<double> party = circumstances.parties[i];
    if (p_.victim && party.role == *p_.victim) {
      victim_ = static_cast<int>(i);
      continue;
    }
    // Only a rule under which it pays first knows a direct insurer.
    if (party.role == Role::direct_insurer && !pays_first) continue;
    has_insurer = has_insurer || party.role == Role::direct_insurer;
    sources_.push_back(static_cast<int>(i));
    prototype_.parties.push_back(std::move(party));
  }
  if (pays_first && !has_insurer) {
    Party<double> insurer;
    insurer.name = std::string(code_of_role(Role::direct_insurer));
    insurer.role = Role::direct_insurer;
    insurer.assets = 0;  // it pays by its cover
    const auto later = std::find_if(prototype_.parties.begin(), prototype_.parties.end(),
                                    [](const auto& party) { return party.role > Role::direct_insurer; });
    sources_.insert(sources_.begin() + (later - prototype_.parties.begin()), -1);
    prototype_.parties.insert(later, std::move(insurer));
  }
  if (prototype_.parties.size() > most_parties) {
    throw ParameterError("PresetRule: there are more than 8 parties");
  }
  for (Party<double>& party : prototype_.parties) {
    party.several_only = is_in(p_.several_only, party.role);
    if (p_.statutory_cap && is_in(p_.strict_operator, party.role)) {
      party.statutory_cap = *p_.statutory_cap * circumstances.million_yen;
    }
    for (const auto& [role, cover] : p_.compulsory_cover) {
      if (role == party.role) insure(party, cover * circumstances.million_yen);
    }
  }
}

void PresetRule::add_contracts(const Circumstances& circumstances) {
  std::array<int, most_parties> place{};
  place.fill(-1);
  for (std::size_t k = 0; k < sources_.size(); ++k) {
    if (sources_[k] >= 0) place[static_cast<std::size_t>(sources_[k])] = static_cast<int>(k);
  }
  for (std::size_t e = 0; e < circumstances.contracts.size(); ++e) {
    Contract<double> contract = circumstances.contracts[e];
    Limit<double> cap = contract.cap;
    const bool has_fee = e < circumstances.annual_fee.size() && circumstances.annual_fee[e].has_value();
    if (p_.cap_in_annual_fees && has_fee) cap = *p_.cap_in_annual_fees * *circumstances.annual_fee[e];
    const int from = place[contract.from];
    // The contract with the party that is itself the victim caps what that party can claim.
    if (static_cast<int>(contract.to) == victim_ && from >= 0) {
      prototype_.parties[static_cast<std::size_t>(from)].victim_cap = cap;
    }
    if (from < 0 || place[contract.to] < 0) continue;
    contract.from = static_cast<std::size_t>(from);
    contract.to = static_cast<std::size_t>(place[contract.to]);
    contract.cap = cap;
    contract.cap_binds_contribution = p_.cap_binds_contribution;
    prototype_.contracts.push_back(contract);
    contract_sources_.push_back(e);
  }
  if (!p_.small_maker_recourse_waived) return;
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    for (std::size_t j = 0; j < sources_.size(); ++j) {
      if (sources_[i] < 0 || sources_[j] < 0) continue;
      if (circumstances
              .small_maker[static_cast<std::size_t>(sources_[i])][static_cast<std::size_t>(sources_[j])]) {
        prototype_.contribution.waived[i].set(j);
      }
    }
  }
}

void PresetRule::add_terms(const Circumstances& circumstances) {
  Event<double>& event = prototype_;
  event.damage = 1;
  event.rule = p_.rule;
  event.comparative_fault = p_.comparative_fault;
  event.kappa = p_.kappa;
  event.cap_binds_victim = p_.cap_binds_victim;
  event.order = Order::random;
  for (const Role role : p_.first) {
    if (place_of(role) < event.parties.size()) event.first.push_back(place_of(role));
  }
  if (p_.sued) {
    event.sued.emplace();
    for (const Role role : *p_.sued) {
      if (place_of(role) < event.parties.size()) event.sued->set(place_of(role));
    }
    event.fallback = false;  // drawn for each event
  }
  event.victim_costs = {0, p_.victim_cost_rate, p_.fee_shift};
  event.defence = {0, p_.defence_rate};
  event.contribution.base = p_.base;
  event.contribution.weights = p_.weights;
  event.contribution.reallocate = p_.reallocate;
  event.contribution.success = p_.recourse_success;
  event.contribution.cost_rate = p_.recourse_cost_rate;
  event.contribution.cost_fixed = circumstances.recourse_cost_fixed;
  event.contribution.draw = Draw::random;
  const double unit = circumstances.million_yen;
  if (p_.fund_first) {
    event.fund_first = FundFirst<double>{p_.fund_first->rate, scaled(p_.fund_first->cap, unit),
                                         p_.fund_first->tort, levy_of(*p_.fund_first)};
  }
  if (p_.fund) event.fund = TopUpFund<double>{p_.fund->rate, scaled(p_.fund->cap, unit), levy_of(*p_.fund)};
}

PresetRule::Findings PresetRule::find(const EventDraws& draws) const {
  const bool defect =
      draws.u_defect < p_.defect_probability && !(draws.u_development_risk < p_.development_risk);
  const bool operated = draws.u_operator < p_.operator_probability;
  Findings findings;
  for (std::size_t k = 0; k < sources_.size(); ++k) {
    const Role role = prototype_.parties[k].role;
    if (role == Role::direct_insurer) continue;
    const auto i = static_cast<std::size_t>(sources_[k]);
    const bool fault = draws.weight[i] > 0 && draws.u_fault[i] < fault_probability_[i] * p_.fault_multiplier;
    const bool found =
        fault || (defect && is_in(p_.strict_defect, role)) || (operated && is_in(p_.strict_operator, role));
    findings.at_fault[k] = found;
    findings.liable[k] = found && (!p_.exclusive || *p_.exclusive == role);
  }
  return findings;
}

double PresetRule::victim_weight(const EventDraws& draws) const {
  if (victim_ < 0) return draws.victim_weight;
  return draws.victim_weight + draws.weight[static_cast<std::size_t>(victim_)];
}

Event<double> PresetRule::event(const EventDraws& draws) const {
  Event<double> event = prototype_;
  event.damage = draws.damage;
  event.victim_weight = victim_weight(draws);
  event.claim_made = draws.u_claim < p_.claim_probability;
  if (event.fallback) event.fallback = draws.u_fallback < p_.fallback_probability;
  const Findings findings = find(draws);
  const auto recourse = [&](std::size_t i, std::size_t j) {
    const bool known = sources_[i] >= 0 && sources_[j] >= 0;
    // A direct insurer that the preset added has no draws of its own: those of the party against itself are
    // free.
    const auto against = static_cast<std::size_t>(sources_[j] >= 0 ? sources_[j] : 0);
    const auto payer = known ? static_cast<std::size_t>(sources_[i]) : against;
    return draws.u_recourse[payer][against];
  };
  for (std::size_t k = 0; k < sources_.size(); ++k) {
    Party<double>& party = event.parties[k];
    party.liable = findings.liable[k];
    party.at_fault = findings.at_fault[k];
    for (std::size_t j = 0; j < sources_.size(); ++j) {
      if (j != k) event.contribution.outcomes[k][j] = recourse(k, j) < p_.recourse_success;
    }
    if (sources_[k] < 0) continue;
    const auto i = static_cast<std::size_t>(sources_[k]);
    party.weight = party.role == Role::direct_insurer ? 0 : draws.weight[i];
    party.order_key = draws.order_key[i];
    party.gross_negligence = draws.gross_negligence[i];
    party.time_barred = draws.time_barred[i];
    if (party.insurance && draws.not_covered[i]) party.insurance->covered = false;
  }
  for (std::size_t e = 0; e < event.contracts.size(); ++e) {
    const double success = event.contracts[e].success.value_or(p_.recourse_success);
    event.contracts[e].outcome = draws.u_contract[contract_sources_[e]] < success;
  }
  return event;
}

Preset with_avoider(Preset preset, Role role) {
  PresetParameters& p = preset.parameters;
  p.is_computed = false;
  p.sued = std::vector<Role>{role};
  p.strict_operator = {role};
  p.operator_probability = 1;
  p.exclusive = role;
  return preset;
}

}  // namespace tenbin::liability
