#pragma once

#include <map>
#include <string>
#include <vector>

#include "tenbin/liability/burden_columns.hpp"
#include "tenbin/perils/source.hpp"
#include "tenbin/scenario/division.hpp"
#include "tenbin/scenario/field.hpp"
#include "tenbin/scenario/scenario.hpp"
#include "tenbin/simulation/plan.hpp"

/// "capacity": "design": the design's liability sections are the insurance that parties pay third parties
/// from, inside the allocation, and the insurer's part of it is the claim (docs/methods/liability.md).
/// Parties without such a section keep their background insurance.
namespace tenbin::scenario {

bool has_design_capacity(const Scenario& scenario);

/// The events that a section answers for although nothing divides them.
/// @throw ParameterError where a part of such a source is divided
void mark_insured(const Scenario& scenario, const std::vector<perils::Source>& sources,
                  const std::vector<std::string>& heads, std::vector<liability::DividedSource>& divided);

/// Puts the sections' terms in the place of background insurance.
/// @param sources of the plan
/// @throw ParameterError where an event can put on a party both what its section covers and what it does not
/// under one claim
void insure_by_design(const Scenario& scenario, const std::vector<perils::Source>& sources,
                      const Division& division, liability::Regime& regime);

/// The insurers' parts join the burdens of the parties that the design insures, and are what the sections
/// pay.
void add_insured_part(const Scenario& scenario, const Division& division,
                      std::map<std::string, std::vector<CoveredHead>>& burdens);
void pay_insured_part(const Scenario& scenario, const Division& division, DesignPlan& design);

/// One design in the file, and sections whose terms an allocation knows.
std::vector<Rule> design_capacity_rules();

}  // namespace tenbin::scenario
