#include "tenbin/perils/peril.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tenbin/core/error.hpp"
#include "tenbin/perils/each.hpp"
#include "tenbin/severity/exponential.hpp"

namespace tenbin::perils {

const std::vector<Peril>& all_perils() {
  static const std::vector<Peril> perils = {inspection_miss(),
                                            isolated_escape(),
                                            false_alarm(),
                                            product_liability(),
                                            recall(),
                                            line_stop(),
                                            cyber(),
                                            professional_error(),
                                            embedded_product_liability(),
                                            performance_shortfall(),
                                            predictive_maintenance_miss(),
                                            machinery_breakdown(),
                                            robot_injury(),
                                            employers_liability(),
                                            robot_collision(),
                                            fleet_stop(),
                                            fire(),
                                            fire_by_ai(),
                                            attack_on_ai(),
                                            drift(),
                                            cloud_outage(),
                                            faulty_update(),
                                            component_attack(),
                                            shared_error(),
                                            environment_shift(),
                                            ip_infringement(),
                                            defamation(),
                                            wrong_advice(),
                                            privacy_leak(),
                                            discrimination(),
                                            agent_misbehaviour(),
                                            misdiagnosis(),
                                            missed_alarm()};
  return perils;
}

const Peril& peril(std::string_view id) {
  for (const Peril& candidate : all_perils()) {
    if (candidate.id == id) return candidate;
  }
  throw ParameterError(fmt::format("peril '{}' has no model", id));
}

std::vector<const Peril*> perils_of(const scenario::Deployment& deployment, const library::Library& library) {
  std::vector<const Peril*> result;
  const library::UseCase* use_case = library.use_case(deployment.use_case);
  if (use_case == nullptr) return result;
  for (const library::UseCasePeril& entry : use_case->perils) {
    const auto& types = entry.business_types;
    const bool here =
        types.empty() || std::find(types.begin(), types.end(), deployment.business_type) != types.end();
    const bool stated = entry.if_stated.empty() || deployment.exposure.contains(entry.if_stated);
    if (!here || !stated) continue;
    const Peril& model = peril(entry.peril);
    const auto has_event = [&](const scenario::Component& component) {
      return library.has(fmt::format("component/{}/{}/rate", component.kind, model.component_event));
    };
    const auto& components = deployment.components;
    if (model.component_event.empty() || std::any_of(components.begin(), components.end(), has_event))
      result.push_back(&model);
  }
  return result;
}

namespace {

/// Claims that are reported late have been left by earlier years too.
void add_report_lag(const Circumstances& at, const std::string& peril, Source& source) {
  if (!at.has(peril, "report_lag_years") || source.history_years > 0) return;
  source.report_lag = std::make_shared<Exponential>(at.number(peril, "report_lag_years"));
  source.history_years = static_cast<int>(at.number("peril/report_history_years"));
}

}  // namespace

std::vector<Source> deployment_sources(const scenario::Deployment& deployment, const audit::Belief& belief,
                                       real money_scale, library::LibraryReader& library) {
  Circumstances at{deployment, belief, money_scale, library};
  std::vector<Source> result;
  for (const Peril* entry : perils_of(deployment, library.library())) {
    const bool replaced = deployment.ai == "none" && library.library().peril(entry->id)->caused_by_ai;
    const real factor =
        replaced ? at.number(fmt::format("use_case/{}/without_ai/{}", at.use_case().id, entry->id)) : 1;
    if (factor == 0) continue;
    for (Source& source : entry->sources(at)) {
      if (replaced) {
        source.frequency = source.frequency->scaled(factor);
        if (source.common) source.common->rate *= factor;
      }
      add_report_lag(at, entry->id, source);
      result.push_back(std::move(source));
    }
  }
  return result;
}

real money_scale(const scenario::Scenario& scenario, library::LibraryReader& library) {
  for (const auto& [id, number] : library.library().numbers()) {
    if (!number.currency.empty() && number.currency != scenario.currency) {
      throw ParameterError(fmt::format(
          "currency {}: the library's amounts are in {} (no exchange rate is given); state deployments in {}",
          scenario.currency, number.currency, number.currency));
    }
  }
  if (scenario.price_year == 0) return 1;
  const real years = scenario.price_year - real{library("money/price_year")};
  return std::pow(1 + real{library("money/trend")}, years);
}

}  // namespace tenbin::perils
