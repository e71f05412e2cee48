#include "tenbin/scenario/rehearsal.hpp"

#include <exception>
#include <new>
#include <optional>

#include "tenbin/language/messages/errors.hpp"
#include "tenbin/scenario/compile.hpp"
#include "tenbin/simulation/simulation.hpp"

namespace tenbin::scenario {
namespace {

/// What the engine says against the scenario, or nothing.
std::optional<std::string> refusal(const Scenario& scenario) {
  try {
    const Compiled compiled = compile(scenario);
    const tenbin::Simulation simulation(compiled.plan, 1);
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    return error.what();
  }
  return std::nullopt;
}

}  // namespace

std::vector<Problem> rehearse(const Scenario& scenario, const std::string& file) {
  const std::optional<std::string> whole = refusal(scenario);
  if (!whole) return {};
  std::vector<Problem> problems;
  const auto report = [&](std::string pointer, const std::string& detail) {
    problems.push_back(
        {file,
         std::move(pointer),
         {message::error_engine_refuses, {{"detail", detail}, {"rule", message::rule_engine_file}}},
         problems.size()});
  };
  Scenario alone = scenario;
  const auto try_alone = [&](const char* list, std::size_t number) {
    if (const auto said = refusal(alone))
      report("/" + std::string(list) + "/" + std::to_string(number), *said);
  };
  alone.perils.clear();
  alone.deployments.clear();
  alone.coverage_designs.clear();
  for (std::size_t i = 0; i < scenario.perils.size(); ++i) {
    alone.perils = {scenario.perils[i]};
    try_alone("perils", i);
  }
  alone.perils.clear();
  for (std::size_t i = 0; i < scenario.deployments.size(); ++i) {
    alone.deployments = {scenario.deployments[i]};
    try_alone("deployments", i);
  }
  if (!problems.empty()) return problems;
  alone.perils = scenario.perils;
  alone.deployments = scenario.deployments;
  for (std::size_t i = 0; i < scenario.coverage_designs.size(); ++i) {
    alone.coverage_designs = {scenario.coverage_designs[i]};
    try_alone("coverage_designs", scenario.coverage_designs[i].place.index.value_or(i));
  }
  if (problems.empty()) report("/", *whole);
  return problems;
}

}  // namespace tenbin::scenario
