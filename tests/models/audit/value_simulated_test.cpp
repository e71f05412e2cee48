#include <gtest/gtest.h>

#include <cmath>

#include "tenbin/audit/loss_of_quality.hpp"
#include "tenbin/measure/annual_sample.hpp"
#include "tenbin/perils/quality.hpp"
#include "tenbin/scenario/compile.hpp"
#include "tenbin/scenario/reader.hpp"
#include "tenbin/scenario/vocabulary.hpp"
#include "tenbin/simulation/simulation.hpp"

/// What an audit changes: the closed form against two simulations on the same events.
namespace tenbin::audit {
namespace {

scenario::Scenario main_job() {
  scenario::Scenario scenario =
      *scenario::read_scenario_file(TENBIN_SOURCE_DIR "/scenarios/examples/visual-inspection.json").scenario;
  scenario.coverage_designs.clear();
  scenario.simulation.years = 80'000;
  return scenario;
}

std::vector<double> annual_losses(const scenario::Scenario& scenario) {
  const Plan plan = scenario::compile(scenario).plan;
  tenbin::Simulation simulation{plan, 1};
  simulation.run_to(plan.years);
  const auto years = simulation.table().column(simulation.table().find("ground_up", Basis::aep)->column);
  return {years.begin(), years.end()};
}

TEST(ValueOfAuditSimulated, EveryMethodMovesTheLossAsItsClosedFormSays) {
  scenario::Scenario scenario = main_job();
  scenario::Deployment& deployment = scenario.deployments[0];
  deployment.audit.reset();
  const std::vector<double> without = annual_losses(scenario);
  library::LibraryReader library{library::standard_library()};
  std::vector<result::AuditPosterior> audits;
  const LossOfQuality loss =
      perils::loss_of_quality(scenario::compile_sources(scenario, library, audits), "line-7", library);
  const AuditedSystem system = audited_system(deployment);
  const real before = loss.expected(believe(std::nullopt, system, library), library);
  for (const std::string& method : scenario::audit_methods()) {
    for (const double score : {85.0, 30.0}) {
      deployment.audit.emplace();
      deployment.audit->method = method;
      deployment.audit->score = score;
      const std::vector<double> with = annual_losses(scenario);
      const real exact = loss.expected(believe(deployment.audit, system, library), library) - before;
      std::vector<double> difference(with.size());
      for (std::size_t i = 0; i < with.size(); ++i) difference[i] = with[i] - without[i];
      // Errors by clusters of years that share their quality.
      constexpr std::size_t world = 16;
      real sum = 0, squares = 0;
      const std::size_t clusters = difference.size() / world;
      for (std::size_t c = 0; c < clusters; ++c) {
        real own = 0;
        for (std::size_t i = 0; i < world; ++i) own += difference[c * world + i] / world;
        sum += own;
        squares += own * own;
      }
      const auto n = static_cast<real>(clusters);
      const real mean = sum / n;
      const real error = std::sqrt((squares / n - mean * mean) / n);
      EXPECT_LT(std::fabs(static_cast<double>((mean - exact) / error)), 4)
          << method << ' ' << score << ": " << static_cast<double>(mean) << " against "
          << static_cast<double>(exact);
      // Pairing pays: the difference is known better than either mean.
      const double levels[] = {0.9};
      const AnnualSample alone{with, static_cast<int>(world), levels};
      EXPECT_LT(static_cast<double>(error), alone.mean().standard_error);
    }
  }
}

}  // namespace
}  // namespace tenbin::audit
