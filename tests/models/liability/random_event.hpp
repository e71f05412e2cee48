#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <string>

#include "tenbin/liability/event.hpp"

/// Events that meet every option and its edges: round shares that are exactly at a bar, empty pockets, equal
/// pockets, nobody liable.
namespace tenbin::liability::test {

class RandomEvents {
 public:
  explicit RandomEvents(std::uint64_t seed) : words_(seed) {}

  /// In [0, 1).
  double uniform() { return static_cast<double>(words_() >> 11U) * 0x1p-53; }
  bool chance(double probability) { return uniform() < probability; }
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(words_() % n); }
  template <std::size_t n>
  double one_of(const double (&values)[n]) {
    return values[below(n)];
  }

  double share() { return one_of({0, 0.1, 0.2, 0.25, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1}); }

  Event<double> operator()(std::size_t least_parties = 1) {
    Event<double> event;
    event.damage = chance(0.5) ? one_of({1000, 500, 0.7, 1e9}) : 1 + 1000 * uniform();
    if (chance(0.7)) event.victim_weight = weight();
    event.rule = static_cast<Rule>(below(5));
    if (chance(0.3)) event.rule = Rule::joint;
    event.threshold = share();
    if (chance(0.3)) event.damage_econ = event.damage * share();
    event.comparative_fault = static_cast<ComparativeFault>(below(6));
    if (event.rule == Rule::joint && chance(0.2)) event.cf_basis = FaultBasis::relative;
    if (chance(0.3)) event.kappa = share();
    if (chance(0.4)) event.denominator = Denominator::at_fault;
    event.cap_binds_victim = chance(0.3);
    event.claim_made = chance(0.95);
    add_parties(event, least_parties);
    const std::size_t n = event.parties.size();
    event.order = static_cast<Order>(below(4));
    if (chance(0.3)) event.first = some_order(n);
    if (chance(0.3)) event.sued = PartySet(words_() & ((1U << n) - 1));
    if (chance(0.4))
      event.victim_costs = {event.damage * one_of({0, 0.01}), one_of({0, 0.15, 0.33}), share()};
    if (chance(0.5)) event.defence = {event.damage * one_of({0, 0.01}), one_of({0, 0.05, 0.15})};
    if (chance(0.15)) event.fund_first = FundFirst<double>{share(), maybe_amount(event), chance(0.8), {}};
    if (chance(0.15)) event.fund = TopUpFund<double>{share(), maybe_amount(event), {}};
    if (chance(0.25)) event.fallback = chance(0.8);
    add_settlement(event);
    add_contribution(event);
    add_contracts(event);
    if (chance(0.3)) event.subrogation_waivers = some_pairs(n);
    event.retention_type = static_cast<RetentionType>(below(2));
    event.recovery_split = static_cast<RecoverySplit>(below(3));
    return event;
  }

 private:
  double weight() { return chance(0.5) ? one_of({0, 5, 10, 20, 30, 50, 70}) : 100 * uniform(); }

  double amount(const Event<double>& event) {
    const double part = chance(0.5) ? one_of({0, 0.1, 0.2, 0.5, 1, 1.5, 3}) : 2 * uniform();
    return event.damage * part;
  }

  Limit<double> maybe_amount(const Event<double>& event) {
    return chance(0.3) ? Limit<double>() : Limit<double>(amount(event));
  }

  void add_parties(Event<double>& event, std::size_t least) {
    const std::size_t n = least + below(most_parties - least + 1);
    const bool has_insurer = chance(0.15) && n > 1;
    for (std::size_t i = 0; i < n; ++i) {
      Party<double> party;
      party.name = "P" + std::to_string(i);
      party.role = i < 6 ? static_cast<Role>(i) : Role::other;
      if (has_insurer && i + 1 == n) party.role = Role::direct_insurer;
      fill(event, party);
      event.parties.push_back(party);
    }
  }

  void fill(const Event<double>& event, Party<double>& party) {
    if (party.role != Role::direct_insurer) {
      party.weight = weight();
      party.liable = chance(0.8);
      if (chance(0.3)) party.at_fault = chance(0.5);
    }
    party.assets = maybe_amount(event);
    if (chance(0.5)) {
      Insurance<double>& insurance = party.insurance.emplace();
      insurance.retention = chance(0.6) ? amount(event) : 0;
      insurance.limit = maybe_amount(event);
      insurance.covered = chance(0.9);
      insurance.defence = static_cast<DefenceCover>(below(2));
      insurance.contractual = chance(0.5);
      if (chance(0.3)) insurance.retention_type = static_cast<RetentionType>(below(2));
    }
    if (chance(0.1)) party.defence_fixed = event.damage * 0.02;
    if (chance(0.1)) party.defence_rate = 0.1;
    party.several_only = chance(0.1);
    if (chance(0.15)) party.statutory_cap = amount(event);
    if (chance(0.15)) party.victim_cap = amount(event);
    party.gross_negligence = chance(0.1);
    party.time_barred = chance(0.08);
    if (chance(0.1)) party.victim_share_against = share();
    party.order_key = chance(0.5) ? one_of({0.1, 0.2, 0.5}) : uniform();
  }

  std::vector<std::size_t> some_order(std::size_t n) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < n; ++i) {
      if (chance(0.5)) order.insert(order.begin() + static_cast<std::ptrdiff_t>(below(order.size() + 1)), i);
    }
    return order;
  }

  Relation some_pairs(std::size_t n) {
    Relation relation{};
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        if (i != j && chance(0.1)) relation[i].set(j);
      }
    }
    return relation;
  }

  void add_settlement(Event<double>& event) {
    if (!chance(0.12)) return;
    const std::size_t i = below(event.parties.size());
    if (!event.parties[i].liable || event.parties[i].role == Role::direct_insurer) return;
    event.settlement = Settlement<double>{i, amount(event), static_cast<SettlementCredit>(below(2))};
  }

  void add_contribution(Event<double>& event) {
    Contribution<double>& terms = event.contribution;
    const std::size_t n = event.parties.size();
    terms.base = static_cast<ContributionBase>(below(2));
    if (chance(0.3)) terms.weights = ContributionWeights::per_capita;
    terms.reallocate = chance(0.7);
    if (chance(0.5)) terms.success = share();
    if (chance(0.4)) terms.cost_rate = one_of({0.1, 0.15, 1});
    if (chance(0.2)) terms.cost_fixed = event.damage * 0.01;
    if (chance(0.3)) terms.draw = Draw::random;
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        if (chance(0.1)) terms.success_pairs[i][j] = share();
        terms.outcomes[i][j] = chance(0.6);
      }
    }
    if (chance(0.2)) terms.waived = some_pairs(n);
    if (chance(0.2)) terms.barred = some_pairs(n);
  }

  void add_contracts(Event<double>& event) {
    const std::size_t n = event.parties.size();
    Relation taken{};
    for (std::size_t tries = chance(0.6) ? 1 + below(5) : 0; tries > 0; --tries) {
      Contract<double> contract;
      contract.from = below(n);
      contract.to = below(n);
      if (contract.from == contract.to || taken[contract.from][contract.to]) continue;
      taken[contract.from].set(contract.to);
      contract.indemnity = chance(0.4) ? 1 : share();
      contract.cap = maybe_amount(event);
      contract.cap_binds_contribution = chance(0.5);
      contract.covers_costs = chance(0.8);
      contract.covers_own_fault = chance(0.8);
      if (chance(0.2)) contract.success = share();
      if (chance(0.2)) contract.cost_rate = 0.1;
      if (chance(0.1)) contract.cost_fixed = 0.0;
      contract.outcome = chance(0.7);
      contract.time_barred = chance(0.1);
      event.contracts.push_back(contract);
    }
  }

  std::mt19937_64 words_;
};

}  // namespace tenbin::liability::test
