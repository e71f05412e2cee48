#include "tenbin/scenario/pilot.hpp"

#include "tenbin/measure/annual_sample.hpp"
#include "tenbin/measure/quotient.hpp"
#include "tenbin/scenario/compile.hpp"
#include "tenbin/simulation/simulation.hpp"

namespace tenbin::scenario {

std::string bearer_name(std::size_t i) {
  return i == liability::chain_parties ? "victim" : liability::name_of_role(static_cast<liability::Role>(i));
}

Pilot pilot(const Scenario& scenario, double multiplier, double experience_rating) {
  const Compiled compiled = compile_scaled(scenario, multiplier);
  tenbin::Simulation simulation(compiled.plan, 1);  // several scenarios may be read at a time
  simulation.run_to(pilot_years);
  const YearLossTable& table = simulation.table();
  const int cluster = compiled.plan.cluster_years();
  const auto years = static_cast<std::size_t>(pilot_years);
  const auto add = [&](const std::string& subject, double weight, std::vector<double>& sums) {
    const auto* found = table.find("liability/" + subject, Basis::aep);
    if (found == nullptr) return;
    const auto column = table.column(found->column);
    for (std::size_t y = 0; y < years; ++y) sums[y] += weight * column[y];
  };
  const auto mean_of = [&](const std::vector<double>& sums) {
    const AnnualSample sample(sums, cluster, {});
    return LinearFigures(sample, batch_length(years, static_cast<std::size_t>(cluster))).mean();
  };
  std::vector<double> damage(years);
  add("third_party", 1, damage);
  add("own_loss", 1, damage);
  const LinearFigure base = mean_of(damage);
  Pilot result;
  result.damage = base.value;
  std::vector<double> friction(years);
  add("friction", 1, friction);
  result.friction = mean_of(friction).value;
  for (std::size_t i = 0; i < bearers; ++i) {
    std::vector<double> felt(years);
    const std::string name = bearer_name(i);
    if (i == liability::chain_parties) {
      add("victim", 1, felt);
    } else {
      add("burden/" + name, 1, felt);
      add("insurer/" + name, experience_rating - 1, felt);
      add("levy/" + name, experience_rating, felt);
    }
    const LinearFigure mean = mean_of(felt);
    if (i == static_cast<std::size_t>(liability::Role::business_user)) result.user_burden = mean.value;
    result.shares.push_back(quotient(mean, base));
  }
  return result;
}

Scenario under_reference(Scenario scenario) {
  scenario.liability->preset = reference_preset;
  scenario.liability->financial_loss.clear();
  scenario.liability->own_loss.clear();
  scenario.liability->parameters.reset();
  return scenario;
}

Scenario without_designs(Scenario scenario) {
  scenario.name = scenario.description = {};
  scenario.coverage_designs.clear();
  scenario.buyer.reset();
  scenario.liability->incentives.reset();
  scenario.liability->capacity.clear();
  scenario.simulation.years = pilot_years;
  return scenario;
}

}  // namespace tenbin::scenario
