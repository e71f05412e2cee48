#pragma once

#include <array>
#include <cstdint>

#include "tenbin/liability/columns.hpp"

namespace tenbin::liability {

inline constexpr std::size_t column_chunk = 256;  ///< events worked on at a time, so that they stay in cache

/// The constants of a prototype, flat, for column_kernel.cpp. Limits: infinity is none.
struct ColumnPlan {
  struct OfParty {
    double weight, assets, retention, limit, order_key, victim_cap, statutory_cap, defence_fixed,
        defence_rate;
    std::uint8_t is_insured, is_inside, is_contractual, is_deductible, several_only;
  };
  struct Edge {
    std::size_t from, to;
    double indemnity, cap, success, cost_rate, cost_fixed;
    std::uint8_t binds, covers_costs, covers_own_fault, time_barred, waiver;
  };

  std::size_t parties = 0, edges = 0;
  int direct_insurer = -1;
  std::uint64_t liable = 0, at_fault = 0, covered = 0, gross = 0, time_barred = 0, sued = 0, first = 0;
  std::uint64_t outcomes = 0, contract_outcomes = 0;
  std::uint8_t sues_all_liable = 1, claim_made = 1, has_fallback = 0, fallback = 0, any_deductible = 0;
  double damage = 0, damage_econ = 0, victim_weight = 0, threshold = 0, kappa = 0;
  std::uint8_t econ_is_damage = 1;
  Rule rule{};
  ComparativeFault fault{};
  Denominator denominator{};
  Order order{};
  std::uint8_t cap_binds_victim = 0, has_caps = 0;
  double victim_fixed = 0, victim_rate = 0, fee_shift = 0;
  std::uint8_t has_fund_first = 0, fund_first_tort = 1, has_fund = 0;
  double fund_first_rate = 0, fund_first_cap = 0, fund_rate = 0, fund_cap = 0;
  ContributionBase base{};
  ContributionWeights weights{};
  std::uint8_t reallocate = 1, random = 0;
  RecoverySplit split{};
  double cost_rate = 0, cost_fixed = 0;
  std::array<std::array<double, most_parties>, most_parties> success{};
  std::array<std::uint64_t, most_parties> excluded{};  ///< [i] bit j: i has no contribution claim against j
  std::array<std::uint64_t, most_parties> waiver{};
  std::array<std::array<int, most_parties>, most_parties> bound_edge{};  ///< [j][i], -1: none
  std::array<std::size_t, most_parties> fixed_order{};  ///< where the order is the same for all events
  std::array<double, most_parties> first_place{};       ///< place in Event::first, or -1
  std::array<OfParty, most_parties> party{};
  std::array<Edge, most_contracts> edge{};
};

ColumnPlan plan_of(const Event<double>& event);

/// The kernel, for whole vectors of events: column_lanes() is the events in one, count a multiple of it.
/// @param residual per event, relative to the larger of 1 and damage + friction
void allocate_in_lanes(const ColumnPlan& plan, const EventColumns& events, const BurdenColumns& burdens,
                       std::size_t count, double* residual);
/// The same as if no event made a claim: the damage stays with the victim.
void leave_in_lanes(const ColumnPlan& plan, const EventColumns& events, const BurdenColumns& burdens,
                    std::size_t count);
std::size_t column_lanes();

}  // namespace tenbin::liability
