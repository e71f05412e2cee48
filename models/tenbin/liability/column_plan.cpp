#include "tenbin/liability/column_plan.hpp"

#include <algorithm>
#include <limits>

namespace tenbin::liability {
namespace {

constexpr double unlimited = std::numeric_limits<double>::infinity();

double or_unlimited(const Limit<double>& limit) { return limit.value_or(unlimited); }

ColumnPlan::OfParty plan_of_party(const Event<double>& event, const Party<double>& party) {
  ColumnPlan::OfParty result{};
  result.weight = party.weight;
  result.assets = or_unlimited(party.assets);
  result.order_key = party.order_key;
  result.victim_cap = or_unlimited(party.victim_cap);
  result.statutory_cap = or_unlimited(party.statutory_cap);
  result.defence_fixed = party.defence_fixed.value_or(event.defence.fixed);
  result.defence_rate = party.defence_rate.value_or(event.defence.rate);
  result.several_only = party.several_only ? 1 : 0;
  if (!party.insurance) return result;
  const Insurance<double>& insurance = *party.insurance;
  result.is_insured = 1;
  result.retention = insurance.retention;
  result.limit = or_unlimited(insurance.limit);
  result.is_inside = insurance.defence == DefenceCover::inside ? 1 : 0;
  result.is_contractual = insurance.contractual ? 1 : 0;
  const RetentionType type = insurance.retention_type.value_or(event.retention_type);
  result.is_deductible = type == RetentionType::deductible ? 1 : 0;
  return result;
}

ColumnPlan::Edge plan_of_contract(const Event<double>& event, const Contract<double>& contract) {
  ColumnPlan::Edge result{};
  result.from = contract.from;
  result.to = contract.to;
  result.indemnity = contract.indemnity;
  result.cap = or_unlimited(contract.cap);
  result.success = contract.success.value_or(event.contribution.success);
  result.cost_rate = contract.cost_rate.value_or(event.contribution.cost_rate);
  result.cost_fixed = contract.cost_fixed.value_or(event.contribution.cost_fixed);
  result.binds = contract.cap_binds_contribution ? 1 : 0;
  result.covers_costs = contract.covers_costs ? 1 : 0;
  result.covers_own_fault = contract.covers_own_fault ? 1 : 0;
  result.time_barred = contract.time_barred ? 1 : 0;
  result.waiver = event.subrogation_waivers[contract.to][contract.from] ? 1 : 0;
  return result;
}

/// From the victim, along the chain; as in allocate.cpp.
int distance(Role role) {
  constexpr int places[] = {5, 4, 2, 3, 1, 6, 0, 7};
  return places[static_cast<std::size_t>(role)];
}

void plan_order(const Event<double>& event, ColumnPlan& plan) {
  plan.order = event.order;
  plan.first_place.fill(-1);
  for (std::size_t k = 0; k < event.first.size(); ++k) {
    plan.first_place[event.first[k]] = static_cast<double>(k);
  }
  const auto place = [&](std::size_t i) {
    if (plan.first_place[i] >= 0) return plan.first_place[i] - 100;
    return event.order == Order::proximity ? distance(event.parties[i].role) : 0.0;
  };
  for (std::size_t i = 0; i < plan.parties; ++i) plan.fixed_order[i] = i;
  std::stable_sort(plan.fixed_order.begin(),
                   plan.fixed_order.begin() + static_cast<std::ptrdiff_t>(plan.parties),
                   [&](std::size_t a, std::size_t b) { return place(a) < place(b); });
}

void plan_recourse(const Event<double>& event, ColumnPlan& plan) {
  const Contribution<double>& terms = event.contribution;
  plan.base = terms.base;
  plan.weights = terms.weights;
  plan.reallocate = terms.reallocate ? 1 : 0;
  plan.random = terms.draw == Draw::random ? 1 : 0;
  plan.split = event.recovery_split;
  plan.cost_rate = terms.cost_rate;
  plan.cost_fixed = terms.cost_fixed;
  for (auto& row : plan.bound_edge) row.fill(-1);
  for (std::size_t i = 0; i < most_parties; ++i) {
    plan.excluded[i] = (terms.waived[i] | terms.barred[i]).to_ulong() | std::uint64_t{1} << i;
    plan.waiver[i] = event.subrogation_waivers[i].to_ulong();
    for (std::size_t j = 0; j < most_parties; ++j) {
      plan.success[i][j] = terms.success_pairs[i][j].value_or(terms.success);
      if (terms.outcomes[i][j].value_or(false)) plan.outcomes |= std::uint64_t{1} << (8 * i + j);
    }
  }
  plan.edges = event.contracts.size();
  for (std::size_t e = 0; e < plan.edges; ++e) {
    const Contract<double>& contract = event.contracts[e];
    plan.edge[e] = plan_of_contract(event, contract);
    if (contract.cap_binds_contribution) plan.bound_edge[contract.from][contract.to] = static_cast<int>(e);
    if (contract.outcome.value_or(false)) plan.contract_outcomes |= std::uint64_t{1} << e;
  }
}

}  // namespace

ColumnPlan plan_of(const Event<double>& event) {
  ColumnPlan plan;
  plan.parties = event.parties.size();
  plan.sues_all_liable = event.sued ? 0 : 1;
  plan.sued = event.sued ? event.sued->to_ulong() : 0;
  plan.has_caps = 1;
  for (std::size_t i = 0; i < plan.parties; ++i) {
    const Party<double>& party = event.parties[i];
    const std::uint64_t bit = std::uint64_t{1} << i;
    if (party.role == Role::direct_insurer) plan.direct_insurer = static_cast<int>(i);
    if (party.liable) plan.liable |= bit;
    if (party.at_fault.value_or(false)) plan.at_fault |= bit;  // who is liable is at fault anyway
    if (party.insurance && party.insurance->covered) plan.covered |= bit;
    if (party.gross_negligence) plan.gross |= bit;
    if (party.time_barred) plan.time_barred |= bit;
    plan.party[i] = plan_of_party(event, party);
    if (plan.party[i].is_deductible != 0) plan.any_deductible = 1;
  }
  plan.claim_made = event.claim_made ? 1 : 0;
  plan.has_fallback = event.fallback ? 1 : 0;
  plan.fallback = event.fallback.value_or(false) ? 1 : 0;
  plan.damage = event.damage;
  plan.econ_is_damage = event.damage_econ ? 0 : 1;
  plan.damage_econ = event.damage_econ.value_or(event.damage);
  plan.victim_weight = event.victim_weight;
  plan.threshold = event.threshold;
  plan.kappa = event.kappa;
  plan.rule = event.rule;
  plan.fault = event.comparative_fault;
  plan.denominator = event.denominator;
  plan.cap_binds_victim = event.cap_binds_victim ? 1 : 0;
  plan.victim_fixed = event.victim_costs.fixed;
  plan.victim_rate = event.victim_costs.rate;
  plan.fee_shift = event.victim_costs.fee_shift;
  if (event.fund_first) {
    plan.has_fund_first = 1;
    plan.fund_first_rate = event.fund_first->rate;
    plan.fund_first_cap = or_unlimited(event.fund_first->cap);
    plan.fund_first_tort = event.fund_first->tort ? 1 : 0;
  }
  if (event.fund) {
    plan.has_fund = 1;
    plan.fund_rate = event.fund->rate;
    plan.fund_cap = or_unlimited(event.fund->cap);
  }
  plan_order(event, plan);
  plan_recourse(event, plan);
  return plan;
}

}  // namespace tenbin::liability
