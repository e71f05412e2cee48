#include <gtest/gtest.h>

#include <cmath>

#include "models/perils/expected_loss.hpp"
#include "tenbin/measure/annual_sample.hpp"
#include "tenbin/scenario/compile.hpp"
#include "tenbin/scenario/reader.hpp"
#include "tenbin/simulation/simulation.hpp"

/// The whole chain of the main job, library to year loss table, against closed forms.
namespace tenbin::scenario {
namespace {

TEST(MainJobSimulated, MeanOfEverySectionMeetsItsClosedForm) {
  Scenario scenario =
      read_scenario_file(TENBIN_SOURCE_DIR "/scenarios/examples/visual-inspection.json").scenario.value();
  scenario.simulation.years = 400'000;
  library::LibraryReader library{library::standard_library()};
  std::vector<result::AuditPosterior> audits;
  const std::vector<perils::Source> sources = compile_sources(scenario, library, audits);
  const Plan plan = compile(scenario).plan;
  tenbin::Simulation simulation{plan, 1};
  ASSERT_TRUE(simulation.run_to(plan.years));
  const double levels[] = {0.9};
  int sections = 0;
  for (const DesignPlan& design : plan.designs) {
    for (const PolicyPlan& policy : design.policies) {
      for (const SectionPlan& section : policy.sections) {
        // Closed forms stop before annual limits, which cut less than the error here.
        const std::string name = "design/" + design.id + "/policy/" + policy.id + "/section/" + section.id;
        const auto* subject = simulation.table().find(name, Basis::aep);
        ASSERT_NE(subject, nullptr) << name;
        const AnnualSample sample{simulation.table().column(subject->column), plan.cluster_years(), levels};
        const double exact = static_cast<double>(perils::expected_section(plan, sources, section));
        EXPECT_LT(std::fabs(sample.mean().value - exact) / sample.mean().standard_error, 4.5)
            << name << ": " << sample.mean().value << " against " << exact;
        ++sections;
      }
    }
  }
  EXPECT_EQ(sections, 15);
}

}  // namespace
}  // namespace tenbin::scenario
