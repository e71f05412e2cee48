#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <vector>

#include "tenbin/core/error.hpp"
#include "tenbin/frequency/poisson.hpp"
#include "tenbin/random/address.hpp"
#include "tenbin/severity/beta.hpp"
#include "tenbin/severity/discrete.hpp"
#include "tenbin/severity/lognormal.hpp"
#include "tenbin/simulation/event_generator.hpp"

namespace tenbin {
namespace {

constexpr double rate = 0.4;        // common events a year
constexpr double a = 1.2, b = 2.8;  // share of hits: mean 0.3

SourcePlan dependent(const std::string& entity, const std::string& cause) {
  SourcePlan source;
  source.entity = entity;
  source.peril = "outage";
  source.counts = Poisson{rate * a / (a + b)}.count_scheme();
  source.heads = {{0, 1, make_quantile_table(Discrete{{1}, {1}}), -1}};
  source.common = CommonCausePlan{cause, rate, make_quantile_table(Beta{a, b, 1}),
                                  make_quantile_table(Lognormal{-0.125L, 0.5L})};
  return source;
}

Plan plan_of(std::vector<SourcePlan> sources) {
  Plan plan;
  plan.seed = 7;
  plan.years = block_years;
  plan.heads = {"loss"};
  plan.sources = std::move(sources);
  return plan;
}

struct Events {
  std::vector<std::vector<int>> count;  // by source and year
  std::vector<EventTable> tables;       // by block
};

Events events_of(const Plan& plan, std::uint32_t blocks) {
  const EventGenerator generator{plan};
  EventGenerator::Workspace workspace;
  Events events;
  events.count.resize(plan.sources.size());
  for (auto& count : events.count) count.assign(std::size_t{blocks} * block_years, 0);
  for (std::uint32_t block = 0; block < blocks; ++block) {
    EventTable table;
    generator.generate(block, {true, true}, workspace, table);
    for (const EventTable::Run& run : table.runs) {
      for (std::size_t i = run.begin; i < run.end; ++i)
        ++events.count[run.source][std::size_t{block} * block_years + table.year[i]];
    }
    events.tables.push_back(std::move(table));
  }
  return events;
}

double mean_of(const std::vector<int>& counts) {
  double sum = 0;
  for (int n : counts) sum += n;
  return sum / static_cast<double>(counts.size());
}

double covariance(const std::vector<int>& x, const std::vector<int>& y) {
  const double mx = mean_of(x), my = mean_of(y);
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += (x[i] - mx) * (y[i] - my);
  return sum / static_cast<double>(x.size());
}

TEST(CommonCause, CountsHaveThePoissonMarginalsAndTheCovarianceOfThinning) {
  const Events events = events_of(
      plan_of({dependent("one", "cloud"), dependent("two", "cloud"), dependent("three", "other")}), 64);
  const double n = 64.0 * block_years;
  const double marginal = rate * a / (a + b);
  const double second = a * (a + 1) / ((a + b) * (a + b + 1));  // E[H^2]
  for (const auto& count : events.count) {
    EXPECT_LT(std::fabs(mean_of(count) - marginal) / std::sqrt(marginal / n), 4.5);
    // Var of the sample variance of a Poisson count: (mu + 2 mu^2)/n about.
    EXPECT_LT(
        std::fabs(covariance(count, count) - marginal) / std::sqrt((marginal + 2 * marginal * marginal) / n),
        4.5);
  }
  // Cov(N1, N2) = rate E[H^2]; var of the product of centred counts below mu + 3 mu^2 + cov
  const double joint = rate * second;
  const double error = std::sqrt((joint + 3 * marginal * marginal + joint * joint) / n);
  EXPECT_LT(std::fabs(covariance(events.count[0], events.count[1]) - joint) / error, 4.5);
  EXPECT_LT(std::fabs(covariance(events.count[0], events.count[2])) / error, 4.5);
  EXPECT_GT(joint / error, 20);  // the test can tell
}

TEST(CommonCause, HitsOfOneEventShareYearTimeCauseAndFactor) {
  const Events events = events_of(plan_of({dependent("one", "cloud"), dependent("two", "cloud")}), 8);
  int together = 0;
  for (const EventTable& table : events.tables) {
    std::map<std::uint64_t, std::size_t> first;  // by cause
    for (std::size_t i = 0; i < table.size(); ++i) {
      const auto [known, is_new] = first.emplace(table.cause[i], i);
      if (is_new) continue;
      ++together;
      EXPECT_EQ(table.year[i], table.year[known->second]);
      EXPECT_EQ(table.time[i], table.time[known->second]);
      EXPECT_EQ(table.amount[0][i], table.amount[0][known->second]);  // own sizes are 1
    }
  }
  // In 8 x 4096 years: rate x E[H^2] each.
  const double expected = 8.0 * block_years * rate * a * (a + 1) / ((a + b) * (a + b + 1));
  EXPECT_LT(std::fabs(together - expected) / std::sqrt(expected), 4.5);
}

TEST(CommonCause, AnotherDependentChangesNothing) {
  const Events alone = events_of(plan_of({dependent("one", "cloud")}), 2);
  const Events beside = events_of(plan_of({dependent("two", "cloud"), dependent("one", "cloud")}), 2);
  EXPECT_EQ(alone.count[0], beside.count[1]);
  for (std::size_t block = 0; block < 2; ++block) {
    const EventTable::Run run = beside.tables[block].runs.at(1);
    for (std::size_t i = run.begin; i < run.end; ++i)
      EXPECT_EQ(beside.tables[block].amount[0][i], alone.tables[block].amount[0][i - run.begin]);
  }
}

TEST(CommonCause, FactorHasMeanOne) {
  const Events events = events_of(plan_of({dependent("one", "cloud")}), 64);
  double sum = 0, squares = 0;
  std::size_t n = 0;
  for (const EventTable& table : events.tables) {
    for (double amount : table.amount[0]) {
      sum += amount;
      squares += amount * amount;
      ++n;
    }
  }
  const double mean = sum / static_cast<double>(n);
  const double variance = squares / static_cast<double>(n) - mean * mean;
  EXPECT_LT(std::fabs(mean - 1) / std::sqrt(variance / static_cast<double>(n)), 4.5);
  EXPECT_NEAR(variance, std::exp(0.25) - 1, 0.05);
}

TEST(CommonCause, WithoutShareEveryEventHits) {
  SourcePlan source = dependent("one", "cloud");
  source.common->hit = nullptr;
  source.common->size = nullptr;
  const Events events = events_of(plan_of({source}), 16);
  const double n = 16.0 * block_years;
  EXPECT_LT(std::fabs(mean_of(events.count[0]) - rate) / std::sqrt(rate / n), 4.5);
}

TEST(CommonCause, RefusesWhatHasNoMeaning) {
  SourcePlan unnamed = dependent("one", "");
  EXPECT_THROW(EventGenerator{plan_of({unnamed})}, ParameterError);
  SourcePlan negative = dependent("one", "cloud");
  negative.common->rate = -1;
  EXPECT_THROW(EventGenerator{plan_of({negative})}, ParameterError);
  SourcePlan mixed = dependent("one", "cloud");
  mixed.frequency_factors = {{"year", 1, make_quantile_table(Lognormal{-0.125L, 0.5L})}};
  EXPECT_THROW(EventGenerator{plan_of({mixed})}, ParameterError);
}

}  // namespace
}  // namespace tenbin
