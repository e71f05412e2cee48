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

/// What an hour without a component costs [currency/hour]: a business user its gross profit x the part that
/// hangs on such services, a supplier its fees x the credit that it owes (peril/cloud_outage/dependency and
/// /service_credit). The same for all events of a deployment's components: the waiting time of a section
/// stands for one amount of money.
real cost_per_hour(const Circumstances& at);

}  // namespace tenbin::perils
