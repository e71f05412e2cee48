#include "tenbin/result/common_cause.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "models/perils/firm.hpp"
#include "tenbin/measure/annual_sample.hpp"
#include "tenbin/scenario/compile.hpp"
#include "tenbin/simulation/simulation.hpp"

namespace tenbin::result {
namespace {

constexpr std::int64_t years = 200'000;

/// A book of firms that depend on the same cloud and OT vendor.
scenario::Scenario book(int firms) {
  scenario::Scenario scenario;
  scenario.currency = "JPY";
  scenario.price_year = 2026;
  scenario.simulation.years = years;
  for (int i = 0; i < firms; ++i) {
    auto firm = perils::firm("planning", "business_user", {{"turnover", 5e9}, {"gross_profit_per_day", 5e6}});
    firm.id = "firm-" + std::to_string(i);
    firm.components = {{"cloud-east", "cloud"}, {"vendor-a", "ot_vendor"}};
    scenario.deployments.push_back(firm);
  }
  return scenario;
}

std::vector<perils::Source> sources_of(const scenario::Scenario& scenario) {
  library::LibraryReader library{library::standard_library()};
  std::vector<AuditPosterior> audits;
  return scenario::compile_sources(scenario, library, audits);
}

TEST(HitTogether, IsBetaBinomial) {
  // Beta(1, 1): uniform on 0 ... n. n = 2: P(2) = E[H^2].
  for (const double p : hit_together(4, 0.5, 2)) EXPECT_NEAR(p, 0.2, 1e-14);
  const double a = 0.6, b = 1.4;
  EXPECT_NEAR(hit_together(2, 0.3, 2)[2], a * (a + 1) / ((a + b) * (a + b + 1)), 1e-14);
  const std::vector<double> many = hit_together(100, 0.2, 3);
  EXPECT_NEAR(std::accumulate(many.begin(), many.end(), 0.0), 1, 1e-12);
  double mean = 0;
  for (std::size_t k = 0; k < many.size(); ++k) mean += static_cast<double>(k) * many[k];
  EXPECT_NEAR(mean, 20, 1e-10);
}

TEST(CommonCauses, MarginalRatesAreTheLibrarysSharedOrNot) {
  const library::Library& library = library::standard_library();
  for (const perils::Source& source : sources_of(book(2))) {
    if (!source.common) continue;
    const std::string event = source.common->name.substr(source.common->name.find('/') + 1);
    const std::string kind = source.common->name.starts_with("cloud") ? "cloud" : "ot_vendor";
    const double rate = library.number("component/" + kind + "/" + event + "/rate").value;
    EXPECT_NEAR(static_cast<double>(source.common->rate * source.common->hit->mean()), rate, 1e-12 * rate);
    EXPECT_EQ(static_cast<double>(source.frequency->mean()), rate);
    EXPECT_NEAR(static_cast<double>(source.common->size->mean()), 1, 1e-12);
  }
  // The plans differ in nothing but the names of the common events.
  scenario::Scenario scenario = book(2);
  const Plan shared = scenario::compile(scenario).plan;
  scenario.common_events = "independent";
  const Plan independent = scenario::compile(scenario).plan;
  ASSERT_EQ(shared.sources.size(), independent.sources.size());
  int common = 0;
  for (std::size_t i = 0; i < shared.sources.size(); ++i) {
    ASSERT_EQ(shared.sources[i].common.has_value(), independent.sources[i].common.has_value());
    if (!shared.sources[i].common) continue;
    ++common;
    EXPECT_EQ(shared.sources[i].common->rate, independent.sources[i].common->rate);
    EXPECT_EQ(shared.sources[i].common->name + "/" + shared.sources[i].entity,
              independent.sources[i].common->name);
  }
  EXPECT_EQ(common, 2 * 4);  // outage, two attacks, faulty update at each firm
}

TEST(CommonCauses, SharingLeavesTheMeanAndRaisesTheTail) {
  scenario::Scenario scenario = book(40);
  const double levels[] = {0.9, 0.995};
  const auto sample = [&](const char* mode, auto measure) {
    scenario.common_events = mode;
    const Plan plan = scenario::compile(scenario).plan;
    tenbin::Simulation simulation{plan, 2};
    EXPECT_TRUE(simulation.run_to(plan.years));
    const AnnualSample annual{
        simulation.table().column(simulation.table().find("ground_up", Basis::aep)->column),
        plan.cluster_years(), levels};
    return measure(annual, plan, simulation.table());
  };
  struct Figures {
    Estimate mean, var;
    std::vector<MeasureRow> rows;
  };
  const auto figures = [&](const AnnualSample& annual, const Plan& plan, const YearLossTable& table) {
    return Figures{annual.mean(), annual.var(0.995),
                   common_causes(plan, sources_of(scenario), table, {0.9, 0.995}, 2)};
  };
  const Figures shared = sample("shared", figures);
  const Figures independent = sample("independent", figures);
  EXPECT_LT(std::fabs(shared.mean.value - independent.mean.value) /
                std::hypot(shared.mean.standard_error, independent.mean.standard_error),
            4.5);
  EXPECT_GT((shared.var.value - independent.var.value) /
                std::hypot(shared.var.standard_error, independent.var.standard_error),
            4.5);
  const auto find = [](const Figures& from, const std::string& subject, const std::string& measure) {
    for (const MeasureRow& row : from.rows) {
      if (row.subject == subject && row.measure == measure && row.level.value_or(0.995) == 0.995) return row;
    }
    ADD_FAILURE() << subject << " " << measure;
    return MeasureRow{};
  };
  // The common part has the exact mean of its marginal laws.
  double exact = 0;
  for (const perils::Source& source : sources_of(book(40))) {
    if (!source.common) continue;
    for (const perils::HeadLaw& head : source.heads)
      exact += static_cast<double>(source.frequency->mean() * head.probability * head.law->mean());
  }
  const MeasureRow mean = find(shared, "common_causes", "mean");
  EXPECT_LT(std::fabs(mean.value - exact) / mean.standard_error, 4.5);
  const MeasureRow share = find(shared, "common_causes", "tvar_share");
  const MeasureRow apart = find(independent, "common_causes", "tvar_share");
  EXPECT_GT((share.value - apart.value) / std::hypot(share.standard_error, apart.standard_error), 4.5);
  EXPECT_GT(share.value, find(shared, "common_causes", "mean_share").value);
  EXPECT_LE(share.value, 1);
  EXPECT_EQ(find(shared, "common_causes/cloud-east/outage", "dependents").value, 40);
  EXPECT_NEAR(find(shared, "common_causes/cloud-east/outage", "mean_hit").value, 12, 1e-9);
  EXPECT_NEAR(find(shared, "common_causes/cloud-east/outage", "rate").value, 0.08 / 0.3, 1e-12);
}

TEST(CommonCauses, NothingWithoutComponents) {
  scenario::Scenario scenario = book(1);
  scenario.deployments[0].components.clear();
  scenario.simulation.years = 4096;
  const Plan plan = scenario::compile(scenario).plan;
  tenbin::Simulation simulation{plan, 1};
  ASSERT_TRUE(simulation.run_to(4096));
  EXPECT_TRUE(common_causes(plan, sources_of(scenario), simulation.table(), {0.9}, 1).empty());
}

}  // namespace
}  // namespace tenbin::result
