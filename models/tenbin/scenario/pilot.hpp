#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "tenbin/liability/regime.hpp"
#include "tenbin/measure/linear_figure.hpp"
#include "tenbin/scenario/scenario.hpp"

/// Short runs before the main run, from which incentives learn who bears what.
namespace tenbin::scenario {

/// Years of a pilot.
inline constexpr std::int64_t pilot_years = 100'000;
/// The rule under which the library's frequencies are observed.
inline constexpr const char* reference_preset = "JP_TORT_NOW";

/// Parties of the chain, then the victim.
inline constexpr std::size_t bearers = liability::chain_parties + 1;
std::string bearer_name(std::size_t bearer);

struct Pilot {
  std::vector<LinearFigure> shares;  ///< of the damage that bearers feel: own + theta x (insured + levy)
  double user_burden = 0;            ///< [currency/yr]
  double damage = 0, friction = 0;   ///< of divided events [currency/yr]
};

/// @param multiplier on the frequency of divided events
/// @param experience_rating theta
Pilot pilot(const Scenario& scenario, double multiplier, double experience_rating);

/// The scenario under the reference rule.
Scenario under_reference(Scenario scenario);
/// What a pilot reads of a scenario: the same for files that differ in names, designs and years.
Scenario without_designs(Scenario scenario);

}  // namespace tenbin::scenario
