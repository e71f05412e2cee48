#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tenbin/liability/burden_columns.hpp"
#include "tenbin/perils/source.hpp"
#include "tenbin/scenario/scenario.hpp"
#include "tenbin/simulation/plan.hpp"

namespace tenbin::scenario {

/// What a liability preset divides of a scenario's sources, and where the burdens go.
struct Division {
  std::vector<liability::DividedSource> sources;  ///< one for each source of the plan
  liability::BurdenLayout layout;

  /// Party -> column of what it bears of the head; empty where the head is not divided.
  std::map<std::string, int> columns(std::size_t source, std::size_t head) const;
  /// The head stands in the columns of another head of its source.
  bool is_told_with_another(std::size_t source, std::size_t head) const;
  /// Party -> column of its costs.
  std::map<std::string, int> cost_columns() const;
};

/// True where events are worked out one by one by a preset.
bool has_preset(const Scenario& scenario);

/// Nothing for fixed shares.
/// @param heads names of the sources' heads
std::optional<Division> divide(const Scenario& scenario, const std::vector<perils::Source>& sources,
                               const std::vector<std::string>& heads);

/// Subjects of the year loss table that a preset adds (beside party/...): liability/friction,
/// liability/third_party and liability/own_loss (damage), liability/victim, liability/uncompensated,
/// liability/fund, liability/burden/PARTY (all claims, with costs), liability/damages/PARTY (of third
/// parties, without costs), liability/insurer/PARTY, liability/insolvent/PARTY, liability/assets/PARTY,
/// liability/levy/PARTY, and by type of victim liability/cases/TYPE, liability/under_half/TYPE,
/// liability/nothing/TYPE. Completes heads, derived columns, friction and extras of the plan, and adds to the
/// parties' burdens what no head carries: victim, fund, cost of the user's own claim.
void add_division(const Scenario& scenario, const std::vector<perils::Source>& sources,
                  const Division& division, library::LibraryReader& library, Plan& plan,
                  std::map<std::string, std::vector<CoveredHead>>& burdens);

}  // namespace tenbin::scenario
