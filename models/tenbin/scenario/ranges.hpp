#pragma once

#include "tenbin/scenario/field.hpp"

/// Ranges that several tables share.
namespace tenbin::scenario {

/// No amount of money in any currency is larger; below it doubles hold every cent of any realistic sum.
inline constexpr double largest_amount = 1e18;

constexpr Range between(double low, double high) { return {low, high, Bound::closed, Bound::closed}; }
constexpr Range inside(double low, double high) { return {low, high, Bound::open, Bound::open}; }
constexpr Range above_to(double low, double high) { return {low, high, Bound::open, Bound::closed}; }
constexpr Range from_below(double low, double high) { return {low, high, Bound::closed, Bound::open}; }

/// Claims a year of one peril, or of one deployment, that can be simulated event by event.
inline constexpr double most_claims = 10'000;
/// Of a whole scenario (EventGenerator::most_events_per_block, less the rounding of its own count).
inline constexpr double most_claims_in_all = 12'000;

inline constexpr Range positive_amount = above_to(0, largest_amount);
inline constexpr Range amount_from_zero = between(0, largest_amount);
inline constexpr Range probability = between(0, 1);

/// Nothing was reported about the entry `key` of the object; also true if it is absent.
bool is_sound(const Node& object, std::string_view key);

}  // namespace tenbin::scenario
