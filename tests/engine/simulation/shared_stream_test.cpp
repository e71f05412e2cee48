#include "tenbin/simulation/shared_stream.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "engine/support/plans.hpp"
#include "tenbin/core/error.hpp"
#include "tenbin/severity/lognormal.hpp"
#include "tenbin/simulation/simulation.hpp"

namespace tenbin {
namespace {

/// A share of each event's first head, in a column of its own.
class Share final : public DerivedAmounts {
 public:
  explicit Share(double part) : part_(part) {}
  std::size_t columns() const override { return 1; }
  std::unique_ptr<Worker> worker() const override { return std::make_unique<Maker>(part_); }

 private:
  struct Maker final : Worker {
    explicit Maker(double share) : part(share) {}
    void derive(std::uint64_t, std::uint32_t, EventTable& events) override {
      for (std::size_t i = 0; i < events.size(); ++i) events.amount[1][i] = part * events.amount[0][i];
    }
    double part;
  };
  double part_;
};

Plan plan_of(double part, double deductible) {
  Plan plan;
  plan.seed = 7;
  plan.heads = {"loss"};
  plan.sources.push_back(testing::source("a", PoissonClusters{0.8L, {}}, Lognormal(10, 1.2L)));
  if (part > 0) {
    plan.heads.push_back("share");
    plan.derived = std::make_shared<Share>(part);
    plan.parties = {{"maker", {{0, 1, 1.0}}}, {"others", {{0, 0, 1 - part}}}};
    plan.extras.push_back({"part", {{0, 1, 1.0}}});
  }
  SectionPlan section{"s",
                      {{0, part > 0 ? 1 : 0, 1.0}},
                      OccurrenceTerms(Deductible::ordinary(deductible), 1e5),
                      AggregateTerms{}};
  plan.designs = {
      {"d", {PolicyPlan{"p", part > 0 ? "maker" : "", {section}, OccurrenceTerms{}, AggregateTerms{}}}}};
  return plan;
}

TEST(SharedStream, GivesEachPlanTheBitsOfARunOfItsOwn) {
  const std::vector<Plan> plans = {plan_of(0.25, 0), plan_of(0, 1e4), plan_of(0.75, 2e4)};
  constexpr std::int64_t years = 20'000;  // four whole blocks and a part of one
  for (const int threads : {1, 3}) {
    SharedStream shared({&plans[0], &plans[1], &plans[2]}, threads);
    std::vector<std::vector<std::vector<double>>> columns(plans.size());
    const auto take = [&](std::size_t count) {
      for (std::size_t p = 0; p < plans.size(); ++p) {
        const YearLossTable& table = shared.table(p);
        columns[p].resize(table.columns());
        for (std::size_t c = 0; c < table.columns(); ++c) {
          const auto piece = table.column(c).first(count);
          columns[p][c].insert(columns[p][c].end(), piece.begin(), piece.end());
        }
      }
    };
    ASSERT_EQ(shared.hand_on(years, take), years);
    for (std::size_t p = 0; p < plans.size(); ++p) {
      Simulation alone(plans[p], 1);
      ASSERT_TRUE(alone.run_to(years));
      ASSERT_EQ(columns[p].size(), alone.table().columns());
      for (std::size_t c = 0; c < columns[p].size(); ++c) {
        const auto expected = alone.table().column(c);
        EXPECT_EQ(columns[p][c], std::vector<double>(expected.begin(), expected.end()))
            << "plan " << p << ", column " << c;
      }
    }
  }
}

TEST(SharedStream, StopsBetweenPieces) {
  const Plan plan = plan_of(0.5, 0);
  SharedStream shared({&plan}, 1);
  int pieces = 0;
  Simulation::Hooks hooks;
  hooks.stop_requested = [&] { return pieces == 2; };
  EXPECT_EQ(shared.hand_on(
                50'000, [&](std::size_t) { ++pieces; }, hooks),
            2 * 4096);
}

TEST(SharedStream, RefusesPlansOfOtherEvents) {
  const Plan plan = plan_of(0.5, 0);
  Plan other_seed = plan, other_peril = plan;
  other_seed.seed = 8;
  other_peril.sources[0].peril = "b";
  EXPECT_THROW(SharedStream({&plan, &other_seed}), ParameterError);
  EXPECT_THROW(SharedStream({&plan, &other_peril}), ParameterError);
  EXPECT_THROW(SharedStream(std::vector<const Plan*>{}), ParameterError);
}

}  // namespace
}  // namespace tenbin
