#include "tenbin/simulation/event_generator.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>
#include <map>
#include <set>

#include "engine/support/every_target.hpp"
#include "engine/support/plans.hpp"
#include "tenbin/core/error.hpp"
#include "tenbin/frequency/binomial.hpp"
#include "tenbin/frequency/empirical_count.hpp"
#include "tenbin/frequency/gamma_mixed.hpp"
#include "tenbin/frequency/geometric.hpp"
#include "tenbin/frequency/negative_binomial.hpp"
#include "tenbin/frequency/poisson.hpp"
#include "tenbin/random/address.hpp"
#include "tenbin/severity/gamma.hpp"
#include "tenbin/severity/uniform.hpp"

namespace tenbin {
namespace {

constexpr EventColumns all_columns{.time = true, .identity = true};

EventTable events_of(const Plan& plan, std::uint32_t block, EventColumns columns = all_columns) {
  EventTable table;
  EventGenerator::Workspace workspace;
  EventGenerator(plan).generate(block, columns, workspace, table);
  return table;
}

/// What one source drew, whatever else is in the plan.
struct Drawn {
  std::vector<std::uint16_t> year;
  std::vector<double> amount, time, reported;
  std::vector<std::uint64_t> cause;
  bool operator==(const Drawn&) const = default;
};

Drawn drawn(const EventTable& table, std::size_t run, std::size_t head = 0) {
  const auto [source, begin, end, years_before] = table.runs[run];
  const auto cut = [&, b = static_cast<std::ptrdiff_t>(begin), e = static_cast<std::ptrdiff_t>(end)](
                       const auto& column) { return std::vector(column.begin() + b, column.begin() + e); };
  return {cut(table.year), cut(table.amount[head]), cut(table.time), cut(table.reported), cut(table.cause)};
}

Plan three_perils() {
  Plan plan;
  plan.seed = 42;
  plan.heads = {"loss"};
  plan.sources.push_back(testing::source("a", PoissonClusters{0.7L, {}}, Lognormal(10, 1.5L)));
  plan.sources.push_back(testing::source("b", NegativeBinomial(0.5L, 2).count_scheme(), Lognormal(8, 1)));
  plan.sources.push_back(testing::source("c", Binomial(3, 0.2L).count_scheme(), Uniform(0, 1)));
  plan.sources[0].report_lag = make_quantile_table(Gamma(2, 0.4L));
  return plan;
}

TEST(EventGenerator, KeepsEachPerilsDrawsWhenOthersComeGoOrMove) {
  const Plan plan = three_perils();
  Plan reordered = plan;
  std::swap(reordered.sources[0], reordered.sources[2]);
  Plan alone = plan;
  alone.sources = {plan.sources[1]};
  for (std::uint32_t block : {0u, 3u}) {
    const EventTable table = events_of(plan, block), moved = events_of(reordered, block),
                     single = events_of(alone, block);
    EXPECT_EQ(drawn(table, 0), drawn(moved, 2));
    EXPECT_EQ(drawn(table, 1), drawn(moved, 1));
    EXPECT_EQ(drawn(table, 2), drawn(moved, 0));
    EXPECT_EQ(drawn(table, 1), drawn(single, 0));
    EXPECT_GT(drawn(table, 1).year.size(), 3000u);
  }
}

TEST(EventGenerator, GivesEachHeadDrawsOfItsOwn) {
  Plan plan = three_perils();
  plan.heads = {"recall", "injury", "property"};
  const QuantileTablePtr table = make_quantile_table(Lognormal(3, 1));
  plan.sources[0].heads = {{0, 1, table, -1}, {1, 0.25, table, -1}};
  const EventTable two = events_of(plan, 1);
  plan.sources[0].heads.push_back({2, 1, table, -1});
  const EventTable three = events_of(plan, 1);
  EXPECT_EQ(drawn(two, 0, 0), drawn(three, 0, 0));
  EXPECT_EQ(drawn(two, 0, 1), drawn(three, 0, 1));
  EXPECT_NE(drawn(three, 0, 2).amount, drawn(three, 0, 0).amount);
  // Presence: binomial with p = 0.25.
  const auto& amounts = drawn(two, 0, 1).amount;
  const auto n = static_cast<double>(amounts.size());
  const auto present =
      static_cast<double>(std::count_if(amounts.begin(), amounts.end(), [](double x) { return x > 0; }));
  EXPECT_LT(std::fabs(present - 0.25 * n) / std::sqrt(n * 0.25 * 0.75), 4.5);
  // Heads that a source lacks are zero.
  for (double x : drawn(three, 1, 2).amount) ASSERT_EQ(x, 0);
}

TEST(EventGenerator, DrawsAHeadGroupAtOneUniform) {
  Plan plan = three_perils();
  plan.heads = {"recall", "injury"};
  const QuantileTablePtr table = make_quantile_table(Lognormal(3, 1));
  plan.sources.resize(1);
  plan.sources[0].heads = {{0, 1, table, 0}, {1, 1, table, 0}};
  const EventTable events = events_of(plan, 0);
  EXPECT_EQ(events.amount[0], events.amount[1]);
}

TEST(EventGenerator, MakesTheEventsOfALowerRateAPrefixOfThoseOfAHigher) {
  for (bool mixed : {false, true}) {
    Plan low = three_perils();
    low.sources.resize(1);
    if (mixed)
      low.sources[0].frequency_factors.push_back({"market", 1, make_quantile_table(Gamma(4, 0.25L))});
    Plan high = low;
    high.sources[0].counts = PoissonClusters{0.7L * 1.3L, {}};
    const EventTable few = events_of(low, 2), many = events_of(high, 2);
    ASSERT_LT(few.size(), many.size());
    ASSERT_GT(few.size(), 2000u);
    if (mixed) {
      // Every event of the lower rate is there at the higher with the same size (years move with operational
      // time).
      std::multiset<double> sizes(many.amount[0].begin(), many.amount[0].end());
      for (double x : few.amount[0]) ASSERT_TRUE(sizes.contains(x));
    } else {
      EXPECT_TRUE(std::equal(few.year.begin(), few.year.end(), many.year.begin()));
      EXPECT_TRUE(std::equal(few.amount[0].begin(), few.amount[0].end(), many.amount[0].begin()));
      EXPECT_TRUE(std::equal(few.time.begin(), few.time.end(), many.time.begin()));
    }
  }
}

TEST(EventGenerator, GivesTheSameBitsOnEveryTarget) {
  Plan plan = three_perils();
  plan.sources[0].frequency_factors.push_back({"market", 1, make_quantile_table(Gamma(4, 0.25L))});
  plan.sources[1].severity_factors.push_back(
      {"quality", world_years, make_quantile_table(Lognormal(0, 0.1L))});
  const EventTable expected = events_of(plan, 5);
  testing::on_every_target([&](const std::string& target) {
    const EventTable table = events_of(plan, 5);
    ASSERT_EQ(table.size(), expected.size()) << target;
    for (std::size_t run = 0; run < 3; ++run) EXPECT_EQ(drawn(table, run), drawn(expected, run)) << target;
  });
}

/// Annual counts of a one-peril plan over blocks, against a distribution: chi-square with tail probability
/// 1e-6.
void expect_counts(const Plan& plan, const Frequency& frequency, std::uint32_t blocks,
                   const std::string& what) {
  std::vector<long> counts;
  EventTable table;
  EventGenerator::Workspace workspace;
  const EventGenerator generator(plan);
  for (std::uint32_t block = 0; block < blocks; ++block) {
    generator.generate(block, {}, workspace, table);
    std::vector<long> annual(block_years, 0);
    for (std::uint16_t year : table.year) ++annual[year];
    counts.insert(counts.end(), annual.begin(), annual.end());
  }
  const auto n = static_cast<double>(counts.size());
  double statistic = 0, expected = 0, observed = 0, left = 1;
  int cells = 0;
  std::map<long, double> histogram;
  for (long c : counts) ++histogram[c];
  long value = 0;
  for (; left * n > 20; ++value) {
    const auto p = static_cast<double>(frequency.pmf(value));
    expected += n * p;
    observed += histogram[value];
    left -= p;
    if (expected >= 10 && left * n > 20) {
      statistic += (observed - expected) * (observed - expected) / expected;
      expected = observed = 0;
      ++cells;
    }
  }
  expected += n * left;
  for (const auto& [count, number] : histogram) observed += count >= value ? number : 0;
  statistic += (observed - expected) * (observed - expected) / expected;
  ASSERT_GE(cells, 1) << what;
  const boost::math::chi_squared law(cells);
  EXPECT_LT(statistic, quantile(complement(law, 1e-6))) << what;
}

TEST(EventGenerator, DrawsTheCountsOfEveryFamily) {
  const std::vector<FrequencyPtr> families = {
      std::make_shared<Poisson>(0.003L),
      std::make_shared<Poisson>(5),
      std::make_shared<NegativeBinomial>(2, 1.5L),
      std::make_shared<NegativeBinomial>(0.5L, 0.1L),
      std::make_shared<Geometric>(4),
      std::make_shared<Binomial>(7, 0.3L),
      std::make_shared<EmpiricalCount>(std::vector<real>{0.2L, 0.5L, 0, 0.3L})};
  for (const FrequencyPtr& family : families) {
    Plan plan;
    plan.seed = 7;
    plan.heads = {"loss"};
    plan.sources.push_back(testing::source("claims", family->count_scheme(), Uniform(0, 1)));
    expect_counts(plan, *family, 30, family->name());
  }
}

TEST(EventGenerator, MixesCountsByAGammaFactor) {
  // Poisson 3 with a gamma factor of cv 0.5 is negative binomial: r = 4, b = 3/4.
  Plan plan;
  plan.heads = {"loss"};
  plan.sources.push_back(testing::source("claims", PoissonClusters{3, {}}, Uniform(0, 1)));
  plan.sources[0].frequency_factors.push_back({"market", 1, make_quantile_table(Gamma(4, 0.25L))});
  expect_counts(plan, NegativeBinomial(4, 0.75L), 30, "Poisson-gamma");
  // Two gamma factors on negative binomial clusters, one of them the same law: against quadrature.
  plan.sources[0].counts = NegativeBinomial(2, 0.5L).count_scheme();
  expect_counts(plan, GammaMixed(std::make_shared<NegativeBinomial>(2, 0.5L), 0.5L), 30,
                "negative binomial-gamma");
}

TEST(EventGenerator, SharesAFactorByGroup) {
  // Counts of two perils with the same factor: covariance of annual counts = product of means x factor
  // variance.
  Plan plan;
  plan.heads = {"loss"};
  for (const char* peril : {"a", "b"}) {
    plan.sources.push_back(testing::source(peril, PoissonClusters{2, {}}, Uniform(0, 1)));
    plan.sources.back().frequency_factors.push_back({"market", 1, make_quantile_table(Gamma(4, 0.25L))});
  }
  double sum = 0, square = 0;
  const int blocks = 30;
  const double n = blocks * block_years;
  for (std::uint32_t block = 0; block < blocks; ++block) {
    const EventTable table = events_of(plan, block);
    std::vector<double> a(block_years), b(block_years);
    for (std::size_t i = table.runs[0].begin; i < table.runs[0].end; ++i) ++a[table.year[i]];
    for (std::size_t i = table.runs[1].begin; i < table.runs[1].end; ++i) ++b[table.year[i]];
    for (std::size_t y = 0; y < block_years; ++y) {
      const double product = (a[y] - 2) * (b[y] - 2);
      sum += product;
      square += product * product;
    }
  }
  const double covariance = sum / n, error = std::sqrt((square / n - covariance * covariance) / n);
  EXPECT_LT(std::fabs(covariance - 2 * 2 * 0.25) / error, 4.5);
}

TEST(EventGenerator, HoldsAWorldsFactorForSixteenYears) {
  Plan plan;
  plan.heads = {"loss"};
  plan.sources.push_back(testing::source("claims", PoissonClusters{5, {}}, Uniform(1, 1 + 1e-9L)));
  plan.sources[0].severity_factors.push_back(
      {"quality", world_years, make_quantile_table(Lognormal(0, 0.5L))});
  EXPECT_EQ(plan.cluster_years(), 16);
  const EventTable table = events_of(plan, 0);
  std::map<int, double> by_world;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const auto [known, added] = by_world.emplace(table.year[i] / world_years, table.amount[0][i]);
    ASSERT_NEAR(known->second, table.amount[0][i], 1e-8 * known->second);
  }
  std::set<double> distinct;
  for (const auto& [world, factor] : by_world) distinct.insert(std::round(factor * 1e6));
  EXPECT_GT(distinct.size(), 250u);
}

TEST(EventGenerator, OrdersEventsByYearThenTime) {
  const EventTable table = events_of(three_perils(), 0);
  std::vector<std::uint32_t> order;
  table.order_by(table.time, order);
  ASSERT_EQ(order.size(), table.size());
  EXPECT_EQ(std::set<std::uint32_t>(order.begin(), order.end()).size(), order.size());
  for (std::size_t i = 1; i < order.size(); ++i) {
    const auto key = [&](std::uint32_t e) { return std::pair(table.year[e], table.time[e]); };
    ASSERT_LE(key(order[i - 1]), key(order[i]));
  }
  for (std::size_t i = 0; i < table.size(); ++i) {
    ASSERT_GE(table.reported[i], table.time[i]);
    ASSERT_EQ(table.peril[i], i < table.runs[0].end ? 0u : i < table.runs[1].end ? 1u : 2u);
    ASSERT_EQ(table.entity[i], 0u);
  }
  EXPECT_EQ(std::set<std::uint64_t>(table.cause.begin(), table.cause.end()).size(), table.size());
}

TEST(EventGenerator, RefusesPlansThatItCannotDraw) {
  Plan plan = three_perils();
  plan.sources[2].frequency_factors.push_back({"market", 1, make_quantile_table(Gamma(4, 0.25L))});
  EXPECT_THROW(EventGenerator{plan}, ParameterError);
  plan = three_perils();
  plan.sources[1].peril = "a";
  EXPECT_THROW(EventGenerator{plan}, ParameterError);
  plan = three_perils();
  plan.sources[0].counts = PoissonClusters{20000, {}};
  EXPECT_THROW(EventGenerator{plan}, ParameterError);
  plan = three_perils();
  plan.sources[0].heads[0].severity = nullptr;
  EXPECT_THROW(EventGenerator{plan}, ParameterError);
  plan = three_perils();
  plan.sources[0].frequency_factors.push_back({"market", 5, make_quantile_table(Gamma(4, 0.25L))});
  EXPECT_THROW(EventGenerator{plan}, ParameterError);
}

}  // namespace
}  // namespace tenbin
