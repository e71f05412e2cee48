#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "models/liability/random_event.hpp"
#include "tenbin/liability/allocate.hpp"

/// The invariants I1 to I11 of an allocation, each on `count` random events.
namespace tenbin::liability::test {

inline double size_of(const Event<double>& event) { return std::max(1.0, event.damage); }

inline std::size_t settling_party(const Event<double>& event) {
  return event.settlement ? event.settlement->party : most_parties;
}

/// I1 and I2: money is conserved, and nothing is negative. Money that a party pays, spends or receives is
/// never more than it had.
inline void money_is_conserved(std::uint64_t seed, int count) {
  RandomEvents random(seed);
  for (int k = 0; k < count; ++k) {
    const Event<double> event = random();
    const Allocation<double> result = allocate(event);
    const double tolerance = 1e-9 * std::max(1.0, event.damage + result.friction);
    double borne = result.fund + result.victim;
    for (std::size_t i = 0; i < event.parties.size(); ++i) {
      borne += result.own[i] + result.insurer[i];
      ASSERT_GE(result.own[i], 0) << k;
      ASSERT_GE(result.insurer[i], 0) << k;
      ASSERT_GE(result.paid[i], 0) << k;
      ASSERT_GE(result.cost[i], 0) << k;
    }
    ASSERT_NEAR(borne, event.damage + result.friction, tolerance) << k;
    ASSERT_LE(std::fabs(result.residual), tolerance) << k;
    ASSERT_GE(result.victim, 0) << k;
    ASSERT_GE(result.friction, 0) << k;
    ASSERT_GE(result.uncompensated, 0) << k;
    ASSERT_LE(result.uncompensated, event.damage + tolerance) << k;
  }
}

/// I3: nobody pays the victim more than it owes, and all together not more than the claim.
inline void nobody_pays_more_than_it_owes(std::uint64_t seed, int count) {
  RandomEvents random(seed);
  for (int k = 0; k < count; ++k) {
    const Event<double> event = random();
    const Allocation<double> result = allocate(event);
    const double tolerance = 1e-9 * size_of(event);
    const std::size_t settling = settling_party(event);
    double paid = 0;
    for (std::size_t i = 0; i < event.parties.size(); ++i) {
      if (i == settling) continue;
      paid += result.paid[i];
      if (event.rule != Rule::several_realloc) {
        ASSERT_LE(result.paid[i], result.exposure[i] + tolerance) << k;
      }
      if (event.parties[i].statutory_cap) {
        ASSERT_LE(result.paid[i], *event.parties[i].statutory_cap + tolerance) << k;
      }
    }
    ASSERT_LE(paid, result.claim + tolerance) << k;
  }
}

/// I4 and I5: caps of contracts are kept, and nobody spends more than its means. What comes from insurance is
/// at most the limit, beside the defence outside of it.
inline void caps_and_means_are_kept(std::uint64_t seed, int count) {
  RandomEvents random(seed);
  for (int k = 0; k < count; ++k) {
    const Event<double> event = random();
    const Allocation<double> result = allocate(event);
    const double tolerance = 1e-9 * size_of(event);
    for (std::size_t e = 0; e < event.contracts.size(); ++e) {
      if (result.bucket[e]) {
        ASSERT_GE(*result.bucket[e], -tolerance) << k;
        ASSERT_LE(*result.bucket[e], *event.contracts[e].cap) << k;
      }
    }
    for (std::size_t i = 0; i < event.parties.size(); ++i) {
      const Party<double>& party = event.parties[i];
      if (party.assets) {
        ASSERT_LE(result.own[i], *party.assets + tolerance) << k;
      }
      if (!party.insurance) {
        ASSERT_EQ(result.insurer[i], 0) << k;
      } else if (party.insurance->limit && !party.insurance->covered) {
        ASSERT_EQ(result.insurer[i], 0) << k;
      } else if (party.insurance->limit) {
        ASSERT_LE(result.insurer[i], *party.insurance->limit + result.cost[i] + tolerance) << k;
      }
    }
  }
}

/// I6: SEVERAL collects from each party at most its share of the claim. The direct insurer pays all of it.
inline void several_pays_its_share(std::uint64_t seed, int count) {
  RandomEvents random(seed);
  for (int k = 0; k < count; ++k) {
    Event<double> event = random();
    event.rule = Rule::several;
    event.cf_basis = FaultBasis::absolute;
    event.settlement.reset();
    const Allocation<double> result = allocate(event);
    bool has_insurer = false, any_liable = false;
    for (const Party<double>& party : event.parties) {
      has_insurer = has_insurer || party.role == Role::direct_insurer;
      any_liable = any_liable || (party.liable && party.role != Role::direct_insurer);
    }
    double sum = 0;
    for (const Party<double>& party : event.parties) {
      if (party.role == Role::direct_insurer) continue;
      const bool fault = party.liable || party.at_fault.value_or(false);
      const bool in =
          has_insurer || !any_liable || (event.denominator == Denominator::at_fault ? fault : party.liable);
      if (!in) continue;
      sum += party.weight;
    }
    if (sum == 0) continue;
    for (std::size_t i = 0; i < event.parties.size(); ++i) {
      const Party<double>& party = event.parties[i];
      if (party.role == Role::direct_insurer) continue;
      ASSERT_LE(result.paid[i], party.weight / sum * result.claim + 1e-9 * size_of(event)) << k;
    }
  }
}

/// I7: where everybody can pay and recourse is free and certain, all rules and orders end in the same shares:
/// r_i * keep * D.
inline void without_obstacles_rules_agree(std::uint64_t seed, int count) {
  RandomEvents random(seed);
  for (int k = 0; k < count; ++k) {
    Event<double> event = random();
    event.cf_basis = FaultBasis::absolute;
    event.rule = static_cast<Rule>(random.below(5));
    event.denominator = Denominator::liable;
    event.sued.reset();
    event.claim_made = true;
    event.victim_costs = {};
    event.defence = {};
    event.fund.reset();
    event.fund_first.reset();
    event.settlement.reset();
    event.contracts.clear();
    event.subrogation_waivers = {};
    Contribution<double> certain;
    certain.base = event.contribution.base;
    event.contribution = certain;
    double sum = 0;
    int liable = 0;
    for (Party<double>& party : event.parties) {
      if (party.role == Role::direct_insurer) party.role = Role::other;
      party.assets.reset();
      party.statutory_cap.reset();
      party.victim_cap.reset();
      party.several_only = party.time_barred = false;
      party.defence_fixed.reset();
      party.defence_rate.reset();
      if (!party.liable) continue;
      sum += party.weight;
      ++liable;
    }
    if (liable == 0 || (sum == 0 && event.victim_weight == 0)) continue;
    const Allocation<double> result = allocate(event);
    for (std::size_t i = 0; i < event.parties.size(); ++i) {
      const Party<double>& party = event.parties[i];
      double share = 0;
      if (party.liable) {
        share = sum == 0 ? 1.0 / liable : party.weight / sum;
      }
      ASSERT_NEAR(result.own[i] + result.insurer[i], share * result.keep * event.damage,
                  1e-9 * size_of(event))
          << k;
    }
  }
}

/// I8: in another unit of money everything is that much larger.
inline void unit_of_money_does_not_matter(std::uint64_t seed, int count) {
  RandomEvents random(seed);
  for (int k = 0; k < count; ++k) {
    const Event<double> event = random();
    if (event.damage < 1) continue;  // the tolerances have a floor of 1
    constexpr double unit = 1024;    // a power of two, so that nothing is rounded
    Event<double> other = event;
    const auto scale = [](auto& amount) { amount = amount * unit; };
    const auto scale_limit = [](Limit<double>& limit) {
      if (limit) *limit *= unit;
    };
    scale(other.damage);
    scale_limit(other.damage_econ);
    scale(other.victim_costs.fixed);
    scale(other.defence.fixed);
    scale(other.contribution.cost_fixed);
    if (other.fund) scale_limit(other.fund->cap);
    if (other.fund_first) scale_limit(other.fund_first->cap);
    if (other.settlement) scale(other.settlement->amount);
    for (Party<double>& party : other.parties) {
      scale_limit(party.assets);
      scale_limit(party.statutory_cap);
      scale_limit(party.victim_cap);
      scale_limit(party.defence_fixed);
      if (party.insurance) {
        scale(party.insurance->retention);
        scale_limit(party.insurance->limit);
      }
    }
    for (Contract<double>& contract : other.contracts) {
      scale_limit(contract.cap);
      scale_limit(contract.cost_fixed);
    }
    const Allocation<double> small = allocate(event), large = allocate(other);
    const double tolerance = 1e-9 * other.damage;
    ASSERT_NEAR(large.victim, unit * small.victim, tolerance) << k;
    ASSERT_NEAR(large.friction, unit * small.friction, tolerance) << k;
    ASSERT_NEAR(large.fund, unit * small.fund, tolerance) << k;
    for (std::size_t i = 0; i < event.parties.size(); ++i) {
      ASSERT_NEAR(large.own[i], unit * small.own[i], tolerance) << k;
      ASSERT_NEAR(large.insurer[i], unit * small.insurer[i], tolerance) << k;
    }
  }
}

/// Under DEEP_POCKET more assets may change the order, and who is asked for less than its self-insured
/// retention brings nothing of its insurer: then I9 need not hold
/// (Allocate.MoreAssetsMayHurtUnderDeepPocket).
inline bool order_may_matter(const Event<double>& event) {
  if (event.order != Order::deep_pocket) return false;
  return std::any_of(event.parties.begin(), event.parties.end(), [](const Party<double>& party) {
    return party.insurance && party.insurance->retention > 0;
  });
}

/// I9: more assets of anybody never lower what the victim receives.
inline void more_assets_never_hurt_the_victim(std::uint64_t seed, int count) {
  RandomEvents random(seed);
  for (int k = 0; k < count; ++k) {
    Event<double> event = random();
    if (order_may_matter(event)) continue;
    const double before = allocate(event).transferred;
    Party<double>& richer = event.parties[random.below(event.parties.size())];
    if (!richer.assets) continue;
    *richer.assets += event.damage * random.uniform();
    ASSERT_GE(allocate(event).transferred, before - 1e-9 * size_of(event)) << k;
  }
}

/// I10: joint liability pays the victim at least as much as several liability, where defence costs the same.
inline void joint_pays_at_least_several(std::uint64_t seed, int count) {
  RandomEvents random(seed);
  for (int k = 0; k < count; ++k) {
    Event<double> event = random();
    event.cf_basis = FaultBasis::absolute;
    event.settlement.reset();
    event.defence.rate = 0;
    for (Party<double>& party : event.parties) party.defence_rate.reset();
    event.rule = Rule::several;
    const double several = allocate(event).transferred;
    event.rule = Rule::joint;
    ASSERT_GE(allocate(event).transferred, several - 1e-9 * size_of(event)) << k;
  }
}

/// I11: without a claim nothing moves.
inline void without_a_claim_nothing_moves(std::uint64_t seed, int count) {
  RandomEvents random(seed);
  for (int k = 0; k < count; ++k) {
    Event<double> event = random();
    event.claim_made = false;
    const Allocation<double> result = allocate(event);
    ASSERT_EQ(result.transferred, 0) << k;
    ASSERT_EQ(result.friction, 0) << k;
    ASSERT_EQ(result.fund, 0) << k;
    ASSERT_EQ(result.victim, event.damage) << k;
    for (std::size_t i = 0; i < event.parties.size(); ++i) {
      ASSERT_EQ(result.own[i], 0) << k;
      ASSERT_EQ(result.insurer[i], 0) << k;
    }
  }
}

}  // namespace tenbin::liability::test
