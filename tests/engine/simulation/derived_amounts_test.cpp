// Columns that a model derives from the events: who bears them, what policies read of them, and the checks.
#include "tenbin/simulation/derived_amounts.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <string>

#include "tenbin/core/error.hpp"
#include "tenbin/frequency/poisson.hpp"
#include "tenbin/severity/gamma.hpp"
#include "tenbin/simulation/event_generator.hpp"
#include "tenbin/simulation/simulation.hpp"

namespace tenbin {
namespace {

/// One party bears a quarter where the event's address is even and all else; friction is a tenth.
class Quarters final : public DerivedAmounts {
 public:
  explicit Quarters(double lost = 0) : lost_(lost) {}

  class Maker final : public Worker {
   public:
    explicit Maker(double lost) : lost_(lost) {}
    void derive(std::uint64_t, std::uint32_t, EventTable& events) override {
      for (std::size_t i = 0; i < events.size(); ++i) {
        const double loss = events.amount[0][i];
        const double part = events.address[i] % 2 == 0 ? 0.25 : 1;
        events.amount[1][i] = part * loss;
        events.amount[2][i] = (1.1 - part - lost_) * loss;
        events.amount[3][i] = 0.1 * loss;
      }
    }

   private:
    double lost_;
  };

  std::size_t columns() const override { return 3; }
  std::unique_ptr<Worker> worker() const override { return std::make_unique<Maker>(lost_); }

 private:
  double lost_;
};

Plan plan_with(std::shared_ptr<const DerivedAmounts> derived) {
  Plan plan;
  plan.seed = 5;
  plan.heads = {"loss", "loss", "loss", "loss"};
  SourcePlan source;
  source.peril = "claims";
  source.counts = Poisson(2).count_scheme();
  source.heads.push_back({0, 1, make_quantile_table(Gamma(2, 100))});
  plan.sources.push_back(source);
  plan.parties = {{"a", {{0, 1, 1}}}, {"b", {{0, 2, 1}}}};
  plan.friction = {"model/friction", {{0, 3, 1}}};
  plan.extras = {{"model/half", {{0, 0, 0.5}}}};
  DesignPlan design{"d", {PolicyPlan{}}};
  design.policies[0].id = "p";
  design.policies[0].insured = "a";
  design.policies[0].sections.push_back({"s", {{0, 1, 1}}, {}, {}});
  plan.designs.push_back(design);
  plan.derived = std::move(derived);
  return plan;
}

TEST(DerivedAmounts, FeedPartiesPoliciesAndExtras) {
  const Plan plan = plan_with(std::make_shared<Quarters>());
  Simulation simulation(plan, 2);
  simulation.run_to(5000);
  const YearLossTable& table = simulation.table();
  const auto column = [&](const std::string& subject) {
    return table.column(table.find(subject, Basis::aep)->column);
  };
  const auto loss = column("ground_up"), a = column("party/a"), b = column("party/b"),
             friction = column("model/friction"), half = column("model/half"),
             paid = column("design/d/policy/p");
  double sum = 0;
  for (std::size_t y = 0; y < loss.size(); ++y) {
    ASSERT_NEAR(a[y] + b[y], 1.1 * loss[y], 1e-9 * (1 + loss[y]));
    ASSERT_NEAR(friction[y], 0.1 * loss[y], 1e-9 * (1 + loss[y]));
    ASSERT_NEAR(half[y], 0.5 * loss[y], 1e-9 * (1 + loss[y]));
    ASSERT_EQ(paid[y], a[y]);
    sum += a[y] / 5000;
  }
  // Half of the events at a quarter: 2 x 200 x (0.25 + 1) / 2 a year, with the variance 2 E[X^2] E[part^2].
  EXPECT_NEAR(sum, 250, 4.5 * std::sqrt(2 * 60'000 * (0.25 * 0.25 + 1) / 2 / 5000));
}

TEST(DerivedAmounts, StopTheRunWhereTheyLoseMoney) {
  const Plan plan = plan_with(std::make_shared<Quarters>(1e-6));
  Simulation simulation(plan, 1);
  try {
    simulation.run_to(100);
    FAIL() << "lost money passed";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("money is not conserved"), std::string::npos);
    EXPECT_NE(std::string(error.what()).find("seed 5"), std::string::npos);
  }
}

TEST(DerivedAmounts, AreNoHeadsOfSources) {
  const Plan plan = plan_with(std::make_shared<Quarters>());
  EXPECT_EQ(plan.source_heads(), 1U);
  EXPECT_EQ(plan_with(nullptr).source_heads(), 4U);
}

}  // namespace
}  // namespace tenbin
