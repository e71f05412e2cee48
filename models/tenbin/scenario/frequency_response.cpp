#include "tenbin/scenario/frequency_response.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>

#include "tenbin/liability/incentives.hpp"
#include "tenbin/liability/regime.hpp"
#include "tenbin/library/library.hpp"
#include "tenbin/measure/linear_figure.hpp"
#include "tenbin/scenario/compile.hpp"
#include "tenbin/scenario/own_library.hpp"
#include "tenbin/scenario/pilot.hpp"
#include "tenbin/scenario/reader.hpp"

namespace tenbin::scenario {
namespace {

constexpr int most_rounds = 20;
constexpr double enough = 1e-3;

double turnover_of(const Scenario& scenario) {
  double sum = 0;
  for (const Deployment& deployment : scenario.deployments) {
    const auto stated = deployment.exposure.find("turnover");
    if (stated != deployment.exposure.end()) sum += stated->second;
  }
  return sum;
}

std::vector<real> values(const std::vector<LinearFigure>& figures) {
  std::vector<real> list;
  list.reserve(figures.size());
  for (const LinearFigure& figure : figures) list.push_back(figure.value);
  return list;
}

/// Standard error of sum of eps_i (log s_i - log s_ref,i): first order, batch by batch, so that what both
/// pilots share cancels.
double log_error_of(const std::vector<real>& elasticity, const Pilot& now, const Pilot& then) {
  real sum = 1;
  for (const real eta : elasticity) sum += eta;
  LinearFigure log_multiplier;
  log_multiplier.reliable = true;
  const auto add = [&](const LinearFigure& share, real weight) {
    if (share.value <= static_cast<double>(liability::least_share)) return;  // held at the floor
    log_multiplier.influence.resize(std::max(log_multiplier.influence.size(), share.batches()));
    for (std::size_t b = 0; b < share.batches(); ++b)
      log_multiplier.influence[b] += static_cast<double>(weight) * share.influence[b] / share.value;
  };
  for (std::size_t i = 0; i < bearers; ++i) {
    add(now.shares[i], -elasticity[i] / sum);
    add(then.shares[i], elasticity[i] / sum);
  }
  const WeightedFigure alone{1, &log_multiplier};
  return weighted_sum({&alone, 1}).standard_error;
}

FrequencyResponse respond(const Scenario& scenario) {
  const std::shared_ptr<const library::Library> own = library_of(scenario);
  library::LibraryReader library{*own};
  const double rating = library("liability/experience_rating");
  const real xi = library("liability/activity_elasticity");
  std::vector<real> elasticity;
  for (std::size_t i = 0; i < bearers; ++i)
    elasticity.push_back(library("liability/care_elasticity/" + bearer_name(i)));
  const Pilot then = pilot(under_reference(scenario), 1, rating);
  const double turnover = turnover_of(scenario);

  FrequencyResponse response;
  Pilot now;
  double logarithm = 0;
  for (response.rounds = 1;; ++response.rounds) {
    now = pilot(scenario, std::exp(logarithm), rating);
    response.care = static_cast<double>(
        liability::frequency_multiplier(elasticity, values(now.shares), values(then.shares)));
    if (turnover > 0) {
      // A year's expected burden is part of the price of the activity.
      response.activity = static_cast<double>(
          liability::activity_multiplier(turnover + now.user_burden, turnover + then.user_burden, xi));
    }
    const double step = std::log(response.care * response.activity) - logarithm;
    // The first step is whole: shares hardly depend on the frequency.
    logarithm += response.rounds == 1 ? step : step / 2;
    if (std::fabs(step) < enough || response.rounds == most_rounds) break;
  }
  response.multiplier = std::exp(logarithm);
  response.log_error = log_error_of(elasticity, now, then);
  for (std::size_t i = 0; i < bearers; ++i)
    response.shares.push_back({bearer_name(i), now.shares[i].value, then.shares[i].value});
  return response;
}

}  // namespace

const FrequencyResponse& frequency_response(const Scenario& scenario) {
  static std::mutex mutex;
  static std::map<std::string, FrequencyResponse> known;
  const Scenario bare = without_designs(scenario);
  const std::string key = to_json(bare).dump();
  const std::lock_guard lock(mutex);
  auto found = known.find(key);
  if (found == known.end()) found = known.emplace(key, respond(bare)).first;
  return found->second;
}

}  // namespace tenbin::scenario
