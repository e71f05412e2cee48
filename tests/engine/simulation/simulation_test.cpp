#include "tenbin/simulation/simulation.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "engine/support/every_target.hpp"
#include "engine/support/plans.hpp"
#include "tenbin/core/error.hpp"
#include "tenbin/exact/collective.hpp"
#include "tenbin/frequency/binomial.hpp"
#include "tenbin/frequency/geometric.hpp"
#include "tenbin/frequency/negative_binomial.hpp"
#include "tenbin/frequency/poisson.hpp"
#include "tenbin/measure/annual_sample.hpp"
#include "tenbin/severity/discrete.hpp"
#include "tenbin/severity/gamma.hpp"
#include "tenbin/severity/lomax.hpp"

namespace tenbin {
namespace {

std::span<const double> column(const Simulation& simulation, const std::string& subject,
                               Basis basis = Basis::aep) {
  const auto* found = simulation.table().find(subject, basis);
  if (found == nullptr) throw std::out_of_range(subject);
  return simulation.table().column(found->column);
}

std::vector<std::uint64_t> hashes(const Simulation& simulation) {
  std::vector<std::uint64_t> list;
  for (const auto& subject : simulation.table().subjects()) {
    list.push_back(testing::hash(simulation.table().column(subject.column)));
  }
  return list;
}

/// Perils of several kinds, parties, two designs with all orders of terms.
Plan mixed_plan() {
  Plan plan;
  plan.seed = 99;
  plan.heads = {"recall", "injury"};
  plan.sources.push_back(testing::source("a", PoissonClusters{0.8L, {}}, Lognormal(10, 1.2L)));
  plan.sources.push_back(testing::source("b", NegativeBinomial(0.5L, 1).count_scheme(), Lomax(2.5L, 3e4L)));
  plan.sources.push_back(testing::source("c", Binomial(2, 0.3L).count_scheme(), Gamma(2, 1e4L)));
  plan.sources[0].heads.push_back({1, 0.5, make_quantile_table(Lognormal(9, 1)), -1});
  plan.sources[0].frequency_factors.push_back({"market", 1, make_quantile_table(Gamma(4, 0.25L))});
  plan.parties = {{"maker", {}}, {"integrator", {}}};
  for (int s = 0; s < 3; ++s) {
    for (int head = 0; head < (s == 0 ? 2 : 1); ++head) {
      plan.parties[0].burden.push_back({s, head, 0.6});
      plan.parties[1].burden.push_back({s, head, 0.4});
    }
  }
  const auto section = [](std::string id, std::vector<CoveredHead> covered, double deductible, double limit,
                          AggregateTerms aggregate = {}) {
    return SectionPlan{std::move(id), std::move(covered),
                       OccurrenceTerms(Deductible::ordinary(deductible), limit), aggregate};
  };
  PolicyPlan maker{
      "factory",
      "maker",
      {section("recall", {{0, 0, 0.6}, {1, 0, 0.6}}, 5e3, 1e5), section("other", {{2, 0, 0.6}}, 0, 5e4)},
      OccurrenceTerms{},
      AggregateTerms(1e4, 3e5)};
  PolicyPlan integrator{"quality",
                        "integrator",
                        {section("liability", {{0, 0, 0.4}, {0, 1, 0.4}}, 1e3, 5e4, AggregateTerms(0, 6e4))},
                        OccurrenceTerms{},
                        {}};
  // A section aggregate under policy occurrence terms: the order of events decides.
  PolicyPlan ordered = maker;
  ordered.sections[0].aggregate = AggregateTerms(2e3, 8e4);
  ordered.occurrence = OccurrenceTerms(Deductible::ordinary(1e3), 4e4, 0.9);
  plan.designs = {{"plain", {maker, integrator}}, {"ordered", {ordered}}};
  return plan;
}

TEST(Simulation, GivesTheSameBitsForAnyNumberOfThreads) {
  for (const Plan& plan : {testing::standard_job(), mixed_plan()}) {
    Simulation one(plan, 1);
    one.run_to(100'000);
    const auto expected = hashes(one);
    for (int threads : {2, 8}) {
      Simulation many(plan, threads);
      many.run_to(100'000);
      EXPECT_EQ(hashes(many), expected) << threads;
    }
  }
}

TEST(Simulation, GivesTheSameBitsOnEveryTarget) {
  const Plan plan = mixed_plan();
  Simulation reference(plan, 1);
  reference.run_to(9000);
  testing::on_every_target([&](const std::string& target) {
    Simulation simulation(plan, 1);
    simulation.run_to(9000);
    EXPECT_EQ(hashes(simulation), hashes(reference)) << target;
  });
}

// The format: these bits are the same on every processor, compiler and day. ctest runs this test a second
// time with glibc's FMA and AVX2 variants masked.
TEST(Simulation, FormatIsFrozen) {
  Simulation standard(testing::standard_job(), 1);
  standard.run_to(20'000);
  EXPECT_EQ(testing::hash(column(standard, "design/base/insurer")), 14713535202891872391u);
  Simulation mixed(mixed_plan(), 1);
  mixed.run_to(20'000);
  EXPECT_EQ(testing::hash(column(mixed, "design/ordered/insurer")), 711831849871794451u);
}

TEST(Simulation, HandsOnTheYearsThatItWouldKeep) {
  const Plan plan = mixed_plan();
  Simulation kept(plan, 1);
  kept.run_to(300'000);
  for (const int threads : {1, 3}) {
    Simulation passing(plan, threads);
    std::vector<std::vector<double>> columns(passing.table().subjects().size());
    std::int64_t most = 0;
    const auto take = [&](const YearLossTable& table, std::size_t first) {
      most = std::max(most, table.years());
      for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto years = table.column(table.subjects()[i].column).subspan(first);
        columns[i].insert(columns[i].end(), years.begin(), years.end());
      }
    };
    // Goes on in the middle of a block.
    EXPECT_EQ(passing.hand_on(200'007, take), 200'007);
    EXPECT_EQ(columns.front().size(), 200'007U);
    EXPECT_EQ(passing.hand_on(300'000, take), 300'000);
    EXPECT_LT(most, 150'000);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto& subject = kept.table().subjects()[i];
      EXPECT_EQ(testing::hash(columns[i]), testing::hash(kept.table().column(subject.column)))
          << subject.name;
    }
  }
}

TEST(Simulation, StopsBetweenThePiecesThatItHandsOn) {
  Simulation passing(mixed_plan(), 1);
  Simulation::Hooks hooks;
  std::int64_t seen = 0;
  hooks.progress = [&](std::int64_t done) { seen = done; };
  hooks.stop_requested = [&] { return seen > 0; };
  const std::int64_t done = passing.hand_on(
      100'000, [](const YearLossTable&, std::size_t) {}, hooks);
  EXPECT_GT(done, 0);
  EXPECT_LT(done, 100'000);
  EXPECT_EQ(done, seen);
  EXPECT_THROW(passing.hand_on(0, [](const YearLossTable&, std::size_t) {}), ParameterError);
}

TEST(Simulation, MakesNYearsAPrefixOfAnyLongerRun) {
  const Plan plan = mixed_plan();
  Simulation shorter(plan, 2), longer(plan, 2), stepwise(plan, 2);
  shorter.run_to(5'001);
  longer.run_to(10'002);
  stepwise.run_to(100);
  stepwise.run_to(5'001);
  stepwise.run_to(10'002);
  for (const auto& subject : shorter.table().subjects()) {
    const auto part = column(shorter, subject.name, subject.basis),
               whole = column(longer, subject.name, subject.basis);
    EXPECT_TRUE(std::equal(part.begin(), part.end(), whole.begin())) << subject.name;
  }
  EXPECT_EQ(hashes(longer), hashes(stepwise));
}

TEST(Simulation, DoesNotDependOnTheOrderOfPerilsAndPolicies) {
  Plan plan = mixed_plan();
  Simulation before(plan, 1);
  before.run_to(20'000);
  std::swap(plan.sources[0], plan.sources[2]);
  const auto renumber = [](std::vector<CoveredHead>& list) {
    for (CoveredHead& entry : list) entry.source = entry.source == 0 ? 2 : entry.source == 2 ? 0 : 1;
  };
  for (PartyPlan& party : plan.parties) renumber(party.burden);
  for (DesignPlan& design : plan.designs) {
    for (PolicyPlan& policy : design.policies) {
      for (SectionPlan& section : policy.sections) renumber(section.covered);
    }
    std::reverse(design.policies.begin(), design.policies.end());
  }
  std::reverse(plan.designs.begin(), plan.designs.end());
  Simulation after(plan, 1);
  after.run_to(20'000);
  for (const auto& subject : before.table().subjects()) {
    const auto a = column(before, subject.name, subject.basis),
               b = column(after, subject.name, subject.basis);
    for (std::size_t y = 0; y < a.size(); ++y) ASSERT_NEAR(a[y], b[y], 1e-12 * (1 + a[y])) << subject.name;
  }
}

TEST(Simulation, ConservesMoney) {
  Simulation simulation(mixed_plan(), 2);
  simulation.run_to(50'000);
  const auto ground_up = column(simulation, "ground_up"), maker = column(simulation, "party/maker"),
             integrator = column(simulation, "party/integrator");
  const auto insurer = column(simulation, "design/plain/insurer"),
             insured = column(simulation, "design/plain/insured");
  const auto paid = column(simulation, "design/plain/policy/factory"),
             kept = column(simulation, "design/plain/policy/factory/insured");
  double total = 0;
  for (std::size_t y = 0; y < ground_up.size(); ++y) {
    ASSERT_NEAR(maker[y] + integrator[y], ground_up[y], 1e-9 * (1 + ground_up[y]));
    ASSERT_NEAR(insurer[y] + insured[y], ground_up[y], 1e-9 * (1 + ground_up[y]));
    ASSERT_NEAR(paid[y] + kept[y], maker[y], 1e-9 * (1 + maker[y]));
    ASSERT_LE(paid[y], 3e5);
    total += paid[y];
  }
  EXPECT_GT(total, 0);
}

TEST(Simulation, PaysTheSameWithPaymentsOnly) {
  for (Plan plan : {testing::standard_job(), mixed_plan()}) {
    Simulation full(plan, 1);
    plan.detail = Detail::payments;
    Simulation payments(plan, 1);
    full.run_to(9000);
    payments.run_to(9000);
    EXPECT_EQ(payments.table().find("ground_up", Basis::aep), nullptr);
    EXPECT_EQ(payments.table().find("design/base/insured", Basis::aep), nullptr);
    for (const auto& subject : payments.table().subjects()) {
      ASSERT_EQ(subject.basis, Basis::aep);
      EXPECT_EQ(testing::hash(column(payments, subject.name)), testing::hash(column(full, subject.name)))
          << subject.name;
    }
  }
}

TEST(Simulation, TakesEventsByTimeWhereTermsDemandIt) {
  // Two losses of 100 a year on average, sections with annual aggregate 150, policy deductible 60 for each
  // event: by hand the first event pays 100 - 60 = 40, the second 50 - 60 -> 0, later ones nothing.
  Plan plan;
  plan.heads = {"loss"};
  plan.sources.push_back(testing::source("claims", PoissonClusters{2, {}}, Discrete({100}, {1})));
  PolicyPlan policy = testing::policy_on_everything(plan, "p", OccurrenceTerms{});
  policy.sections[0].aggregate = AggregateTerms(0, 150);
  policy.occurrence = OccurrenceTerms(Deductible::ordinary(60));
  plan.designs = {{"d", {policy}}};
  Simulation simulation(plan, 1);
  simulation.run_to(10'000);
  const auto loss = column(simulation, "ground_up"), paid = column(simulation, "design/d/insurer");
  int busy = 0;
  for (std::size_t y = 0; y < loss.size(); ++y) {
    ASSERT_EQ(paid[y], loss[y] > 0 ? 40.0 : 0.0) << loss[y];
    busy += loss[y] >= 200;
  }
  EXPECT_GT(busy, 1000);
}

TEST(Simulation, AgreesByTimeAndBySumsWhereOrderDoesNotMatter) {
  // Share 1 and an unlimited policy layer above zero: order cannot matter, though terms look as if it could.
  Plan plan = mixed_plan();
  PolicyPlan policy = plan.designs[0].policies[0];
  policy.sections[0].aggregate = AggregateTerms(2e3, 8e4);
  PolicyPlan by_time = policy;
  by_time.occurrence = OccurrenceTerms(Deductible{}, 1e15);
  plan.designs = {{"sums", {policy}}, {"time", {by_time}}};
  Simulation simulation(plan, 1);
  simulation.run_to(20'000);
  const auto a = column(simulation, "design/sums/insurer"), b = column(simulation, "design/time/insurer");
  for (std::size_t y = 0; y < a.size(); ++y) ASSERT_NEAR(a[y], b[y], 1e-9 * (1 + a[y]));
}

struct ExactCase {
  const char* name;
  CollectiveModel model;
};

TEST(Simulation, AgreesWithTheExactTwin) {
  const auto inf = std::numeric_limits<double>::infinity();
  const std::vector<ExactCase> cases = {
      {"standard job",
       {std::make_shared<Poisson>(5), std::make_shared<Lognormal>(10, 1.5L),
        OccurrenceTerms(Deductible::ordinary(1e4), 1e6), AggregateTerms(0, 5e6)}},
      {"negative binomial gamma",
       {std::make_shared<NegativeBinomial>(2, 1.5L),
        std::make_shared<Gamma>(2, 100),
        OccurrenceTerms(Deductible::ordinary(50), 125),
        {}}},
      {"geometric",
       {std::make_shared<Geometric>(4),
        std::make_shared<Discrete>(std::vector<real>{1, 2, 3, 4}, std::vector<real>(4, 0.25L)),
        {},
        {}}},
      {"franchise",
       {std::make_shared<Binomial>(4, 0.3L), std::make_shared<Gamma>(2, 100),
        OccurrenceTerms(Deductible::franchise(150), inf, 0.9), AggregateTerms(50, 800)}},
  };
  for (const ExactCase& example : cases) {
    const ExactTotal exact = exact_total(example.model);
    Plan plan;
    plan.seed = 2026;
    plan.heads = {"loss"};
    plan.sources.push_back(
        testing::source("claims", example.model.frequency->count_scheme(), *example.model.severity));
    plan.designs = {
        {"d", {testing::policy_on_everything(plan, "p", example.model.occurrence, example.model.aggregate)}}};
    Simulation simulation(plan, 2);
    simulation.run_to(400'000);
    const std::vector<double> levels{0.9, 0.99, 0.995};
    const AnnualSample sample(column(simulation, "design/d/insurer"), 1, levels);
    const auto near = [&](const Estimate& estimate, real truth, double slack, const std::string& what) {
      EXPECT_LE(std::fabs(estimate.value - static_cast<double>(truth)), 4.5 * estimate.standard_error + slack)
          << example.name << " " << what;
    };
    near(sample.mean(), exact.annual.mean(), 0, "mean");
    near(sample.sd(), exact.annual.standard_deviation(), 0, "sd");
    near(sample.skewness(), exact.annual.skewness(), 0, "skewness");
    for (double level : levels) {
      near(sample.var(level), exact.annual.quantile(level), exact.step, "var");
      near(sample.tvar(level), exact.annual.tail_value_at_risk(level), 0, "tvar");
    }
    near(sample.probability_above(0), 1 - exact.annual.probability_of_zero(), 0, "attachment");
  }
}

TEST(Simulation, MeasuresTheLargestEventOfTheYear) {
  // Published with the standard job: P(largest paid claim = 1e6) = 0.026548, P(any paid) = 0.96990942.
  Simulation simulation(testing::standard_job(3), 2);
  simulation.run_to(400'000);
  const AnnualSample largest(column(simulation, "design/base/insurer", Basis::oep), 1,
                             std::vector<double>{0.9});
  const Estimate limit = largest.probability_at_least(1e6), any = largest.probability_above(0);
  EXPECT_LT(std::fabs(limit.value - 0.026548), 4.5 * limit.standard_error + 5e-7);
  EXPECT_LT(std::fabs(any.value - 0.96990942), 4.5 * any.standard_error);
  // Largest kept of one event: everything up to the deductible, and what lies above the layer.
  const auto kept = column(simulation, "design/base/insured", Basis::oep),
             loss = column(simulation, "ground_up", Basis::oep);
  for (std::size_t y = 0; y < kept.size(); ++y) {
    ASSERT_LE(kept[y], loss[y]);
    ASSERT_GE(kept[y], std::min(loss[y], 1e4) * (1 - 1e-12));
  }
}

TEST(Simulation, StopsWhenAskedAndKeepsWholeYears) {
  Simulation simulation(testing::standard_job(), 1);
  int asked = 0;
  std::int64_t told = 0;
  const bool whole = simulation.run_to(10'000'000, {.progress = [&](std::int64_t years) { told = years; },
                                                    .stop_requested = [&] { return ++asked > 2; }});
  EXPECT_FALSE(whole);
  EXPECT_EQ(simulation.table().years(), told);
  EXPECT_EQ(told % 4096, 0);
  Simulation again(testing::standard_job(), 1);
  again.run_to(told);
  EXPECT_EQ(hashes(simulation), hashes(again));
}

TEST(Simulation, RefusesImpossiblePlans) {
  Plan plan = mixed_plan();
  plan.designs[0].policies[0].insured = "nobody";
  EXPECT_THROW(Simulation{plan}, ParameterError);
  plan = mixed_plan();
  plan.designs[0].policies[0].sections[0].covered.push_back({7, 0, 1});
  EXPECT_THROW(Simulation{plan}, ParameterError);
  plan = mixed_plan();
  plan.designs[0].policies[0].sections[1].covered.push_back({0, 0, 0.6});  // already in the first section
  EXPECT_THROW(Simulation{plan}, ParameterError);
  Simulation fine(mixed_plan());
  EXPECT_THROW(fine.run_to(0), ParameterError);
}

TEST(Simulation, StopsWhereMoneyIsNotConserved) {
  Plan plan = mixed_plan();
  plan.parties[1].burden.pop_back();
  Simulation simulation(plan, 1);
  try {
    simulation.run_to(4096);
    FAIL();
  } catch (const Error& error) {
    const std::string said = error.what();
    for (const char* part : {"the parties' burdens do not add up to the loss (seed 99, year ",
                             ", largest event: number ", " of block 0, peril '", "); --seed 99 --years "}) {
      EXPECT_NE(said.find(part), std::string::npos) << said;
    }
    // As many years make it again, whatever the run was.
    const std::string years = said.substr(said.find("--years ") + 8);
    Simulation again(plan, 2);
    try {
      again.run_to(std::stoll(years));
      FAIL();
    } catch (const Error& same) {
      EXPECT_EQ(same.what(), said);
    }
  }
}

}  // namespace
}  // namespace tenbin
