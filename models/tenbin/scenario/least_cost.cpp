#include "tenbin/scenario/least_cost.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tenbin/liability/incentives.hpp"
#include "tenbin/library/library.hpp"
#include "tenbin/scenario/division.hpp"
#include "tenbin/scenario/own_library.hpp"
#include "tenbin/scenario/pilot.hpp"
#include "tenbin/scenario/reader.hpp"

namespace tenbin::scenario {
namespace {

LeastCost work_out(const Scenario& scenario) {
  const std::shared_ptr<const library::Library> own = library_of(scenario);
  library::LibraryReader library{*own};
  const Pilot then = pilot(under_reference(scenario), 1, library("liability/experience_rating"));
  // Only the product of frequency and damage matters: a year's damage at a frequency of 1.
  const real damage = std::max(then.damage, 1e-9);
  std::vector<liability::Carer> parties;
  real without_care = 1;
  for (std::size_t i = 0; i < liability::chain_parties; ++i) {
    const std::string name = bearer_name(i);
    const liability::Carer party{library("liability/care_elasticity/" + name), 1,
                                 library("liability/care_cost/" + name) * damage, 0};
    const real felt = std::max<real>(then.shares[i].value, 0);
    // 1 + x/k at the observed equilibrium.
    const real care = std::max<real>(1, party.elasticity * felt * damage / (party.price * party.scale));
    without_care *= std::pow(care, party.elasticity);
    parties.push_back(party);
  }
  const liability::Avoider avoider =
      liability::least_cost_avoider(without_care, damage, then.friction, parties);
  return {static_cast<liability::Role>(avoider.party), static_cast<liability::Role>(avoider.runner_up),
          static_cast<double>(avoider.cost), static_cast<double>(avoider.runner_up_cost),
          avoider.is_joint_care};
}

}  // namespace

bool is_computed(const Scenario& scenario) {
  if (!has_preset(scenario)) return false;
  const liability::Preset* preset = liability::find_preset(scenario.liability->preset);
  return preset != nullptr && preset->parameters.is_computed;
}

const LeastCost& least_cost(const Scenario& scenario) {
  static std::mutex mutex;
  static std::map<std::string, LeastCost> known;
  const Scenario bare = under_reference(without_designs(scenario));
  const std::string key = to_json(bare).dump();
  const std::lock_guard lock(mutex);
  auto found = known.find(key);
  if (found == known.end()) found = known.emplace(key, work_out(bare)).first;
  return found->second;
}

}  // namespace tenbin::scenario
