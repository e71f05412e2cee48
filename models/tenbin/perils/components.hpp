#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tenbin/perils/circumstances.hpp"

namespace tenbin::perils {

/// Common events of one kind ("outage", "faulty_update", ...) on the components of the deployment, one source
/// for each component whose kind has the event in the library: "PERIL/COMPONENT" without heads. The library
/// gives the marginal rate at a dependent deployment, component/KIND/EVENT/rate, and the law of the share
/// that an event hits, beta with mean m and concentration c; common events happen at rate / m. So the rate at
/// one deployment is the library's, whatever it shares with others. All losses of an event have a lognormal
/// factor of mean 1 in common.
std::vector<Source> component_events(const Circumstances& at, const std::string& peril,
                                     const std::string& event);

/// What an hour without the component costs [currency/hour]: a business user its gross profit x the part that
/// hangs on it, a supplier its fees x the credit that it owes.
real cost_per_hour(const Circumstances& at, const std::string& peril);

}  // namespace tenbin::perils
