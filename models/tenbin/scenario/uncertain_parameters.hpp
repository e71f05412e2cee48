#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tenbin/library/library.hpp"
#include "tenbin/perils/source.hpp"
#include "tenbin/scenario/scenario.hpp"
#include "tenbin/simulation/plan.hpp"

namespace tenbin::scenario {

/// Each world of 16 years draws the library's uncertain numbers anew (simulation.parameters, or the program's
/// default).
bool draws_parameters(const Scenario& scenario);

/// Puts the uncertainty of the library's numbers onto a plan. A number has one normal score a world,
/// addressed by its id, for all that it moves. What it does is read from the perils themselves: their sources
/// are worked out at five values of the number, and the answers of rate, probability, mean and width are
/// interpolated as powers of it (exact for products and powers). The answers of several numbers multiply.
/// Means stay. Not drawn: numbers that are themselves the spread of something drawn per world, the terms of a
/// performance guarantee (its test says what is known), and what the scenario gives.
/// docs/methods/parameter-uncertainty.md.
/// @param sources of the plan, in its order
/// @param table makes the quantile table of a law, or gives the one that there is
void add_parameter_uncertainty(const Scenario& scenario, const std::vector<perils::Source>& sources,
                               library::LibraryReader& library,
                               const std::function<QuantileTablePtr(const SeverityPtr&)>& table, Plan& plan);

/// Numbers of the library that add_parameter_uncertainty draws for the scenario, ordered by id.
std::vector<const library::Number*> drawn_parameters(const Scenario& scenario,
                                                     library::LibraryReader& library);

}  // namespace tenbin::scenario
