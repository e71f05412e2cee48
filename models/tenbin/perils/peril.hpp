#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tenbin/perils/circumstances.hpp"
#include "tenbin/perils/requirement.hpp"
#include "tenbin/perils/source.hpp"

namespace tenbin::perils {

/// Something that can go wrong. Its numbers are in the library under peril/ID/..., its description too.
struct Peril {
  std::string id;
  std::vector<Requirement> requirements;  ///< exposures that it cannot do without
  std::vector<Source> (*sources)(Circumstances&);
  std::string component_event{};  ///< arises only where a component of the deployment has this event
};

/// All perils, in the order of the files of this folder. A new peril is one file and one line of peril.cpp.
const std::vector<Peril>& all_perils();
/// @throw ParameterError for an unknown id
const Peril& peril(std::string_view id);

/// Perils that the library gives to the deployment: those of its use case that arise at its business type and
/// whose exposure it states.
std::vector<const Peril*> perils_of(const scenario::Deployment& deployment, const library::Library& library);

/// All events around a deployment: AI-caused perils and the same policies' events of other causes, so that
/// the AI's share shows. Without AI ("ai": "none") the frequency of an AI-caused peril is multiplied by
/// use_case/ID/without_ai/PERIL (0: it vanishes); names, and so the random numbers, stay the same.
/// Equations and sources: docs/methods/perils-library.md.
/// @throw ParameterError naming a missing exposure and the peril that needs it
std::vector<Source> deployment_sources(const scenario::Deployment& deployment, const audit::Belief& belief,
                                       real money_scale, library::LibraryReader& library);

/// Amount in scenario money for one unit of library money: the trend between the price years. Currencies must
/// agree.
/// @throw ParameterError where the scenario's currency is not the library's
real money_scale(const scenario::Scenario& scenario, library::LibraryReader& library);

}  // namespace tenbin::perils
