#include "tenbin/scenario/frequency_response.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>

#include "tenbin/liability/incentives.hpp"
#include "tenbin/liability/regime.hpp"
#include "tenbin/library/library.hpp"
#include "tenbin/measure/annual_sample.hpp"
#include "tenbin/measure/linear_figure.hpp"
#include "tenbin/measure/quotient.hpp"
#include "tenbin/scenario/compile.hpp"
#include "tenbin/scenario/own_library.hpp"
#include "tenbin/scenario/reader.hpp"
#include "tenbin/simulation/simulation.hpp"

namespace tenbin::scenario {
namespace {

constexpr std::size_t bearers = liability::chain_parties + 1;  // with the victim
constexpr int most_rounds = 20;
constexpr double enough = 1e-3;

std::string bearer_name(std::size_t i) {
  return i == liability::chain_parties ? "victim" : liability::name_of_role(static_cast<liability::Role>(i));
}

struct Pilot {
  std::vector<LinearFigure> shares;  ///< by bearer
  double user_burden = 0;            ///< [currency/yr]
};

/// Shares that parties feel, at a frequency.
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
  Scenario reference = scenario;
  reference.liability->preset = reference_preset;
  reference.liability->financial_loss.clear();
  reference.liability->own_loss.clear();
  reference.liability->parameters.reset();
  const Pilot then = pilot(reference, 1, rating);
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
  Scenario bare = scenario;
  bare.name = bare.description = {};
  bare.coverage_designs.clear();
  bare.buyer.reset();
  bare.liability->incentives.reset();
  bare.simulation.years = pilot_years;
  const std::string key = to_json(bare).dump();
  const std::lock_guard lock(mutex);
  auto found = known.find(key);
  if (found == known.end()) found = known.emplace(key, respond(bare)).first;
  return found->second;
}

}  // namespace tenbin::scenario
