#include "tenbin/simulation/gap_table.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <map>
#include <set>

#include "engine/support/term_plans.hpp"
#include "tenbin/measure/annual_sample.hpp"
#include "tenbin/severity/discrete.hpp"
#include "tenbin/simulation/simulation.hpp"

namespace tenbin {
namespace {

using Reason = GapReason;

GapTable gaps(Plan plan, std::int64_t years, int threads = 1) {
  plan.gap_years = years;
  Simulation simulation(plan, threads);
  simulation.run_to(years);
  return simulation.gaps();
}

/// Bars of one policy (or, with the empty name, of its insured), all perils and heads together.
std::map<std::string, double> bars(const GapTable& table, const std::string& policy) {
  std::map<std::string, double> result;
  for (const GapRow& row : table.rows) {
    if (row.policy == policy && row.head.empty())
      result[row.reason ? std::string(to_string(*row.reason)) : "paid"] = row.mean;
  }
  return result;
}

Plan random_plan(std::uint64_t seed) {
  Plan plan = testing::plan_of_perils(seed);
  testing::RandomTerms random(seed);
  plan.designs = {
      {"one", {random.policy(plan, plan.parties[0], "a"), random.policy(plan, plan.parties[1], "b")}},
      {"two", {random.policy(plan, plan.parties[1], "c")}}};
  return plan;
}

TEST(GapTable, AddsUpToTheLossOfTheInsuredAndToWhatIsPaid) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    Plan plan = random_plan(seed);
    plan.gap_years = 20'000;
    Simulation simulation(plan, 2);
    simulation.run_to(10'000);
    const GapTable table = simulation.gaps();
    ASSERT_EQ(table.years, 10'000);
    for (const DesignPlan& design : plan.designs) {
      for (const PolicyPlan& policy : design.policies) {
        const std::string name = "design/" + design.id + "/policy/" + policy.id;
        const auto mean = [&](const std::string& subject) {
          const AnnualSample sample(
              simulation.table().column(simulation.table().find(subject, Basis::aep)->column), 1,
              std::vector<double>{0.9});
          return sample.mean();
        };
        const Estimate paid = mean(name), kept = mean(name + "/insured");
        double all_paid = 0, all_kept = 0, by_head_paid = 0, by_head_kept = 0;
        for (const GapRow& row : table.rows) {
          if (row.design != design.id || row.policy != policy.id) continue;
          EXPECT_EQ(row.insured, policy.insured);
          (row.head.empty() ? row.reason ? all_kept : all_paid
           : row.reason     ? by_head_kept
                            : by_head_paid) += row.mean;
          if (row.head.empty() && !row.reason) {
            EXPECT_NEAR(row.standard_error, paid.standard_error, 1e-9 * paid.standard_error);
          }
        }
        EXPECT_NEAR(all_paid, paid.value, 1e-9 * paid.value) << name;
        EXPECT_NEAR(by_head_paid, paid.value, 1e-9 * paid.value) << name;
        EXPECT_NEAR(all_kept, kept.value, 1e-9 * kept.value) << name;
        EXPECT_NEAR(by_head_kept, kept.value, 1e-9 * kept.value) << name;
      }
    }
  }
}

TEST(GapTable, HasTheSameBitsForAnyNumberOfThreads) {
  const Plan plan = random_plan(3);
  const GapTable one = gaps(plan, 30'000, 1), many = gaps(plan, 30'000, 3);
  ASSERT_EQ(one.rows.size(), many.rows.size());
  EXPECT_GT(one.rows.size(), 50u);
  for (std::size_t i = 0; i < one.rows.size(); ++i) {
    EXPECT_EQ(one.rows[i].mean, many.rows[i].mean);
    EXPECT_EQ(one.rows[i].standard_error, many.rows[i].standard_error);
  }
}

TEST(GapTable, IsEmptyWhereNobodyAsks) {
  Plan plan = random_plan(3);
  Simulation simulation(plan, 1);
  simulation.run_to(100);
  EXPECT_TRUE(simulation.gaps().rows.empty());
  EXPECT_EQ(simulation.gaps().years, 0);
}

TEST(GapTable, CountsClustersOfYearsWhereParametersAreUncertain) {
  // Every world of 16 years has a factor of its own: the error of the mean is that of world means.
  Plan plan;
  plan.heads = {"loss"};
  plan.sources.push_back(testing::source("p", PoissonClusters{2, {}}, Lognormal(3, 1)));
  plan.sources[0].frequency_factors.push_back({"world", 16, make_quantile_table(Gamma(2, 0.5L))});
  plan.designs = {
      {"d", {testing::policy_on_everything(plan, "p", OccurrenceTerms(Deductible::ordinary(10)))}}};
  plan.gap_years = 10'000;  // 625 worlds
  Simulation simulation(plan, 1);
  simulation.run_to(10'000);
  const AnnualSample sample(
      simulation.table().column(simulation.table().find("design/d/insurer", Basis::aep)->column), 16,
      std::vector<double>{0.9});
  const GapTable table = simulation.gaps();
  EXPECT_FALSE(table.rows.front().reason);
  EXPECT_NEAR(table.rows.front().mean, sample.mean().value, 1e-9 * sample.mean().value);
  EXPECT_NEAR(table.rows.front().standard_error, sample.mean().standard_error,
              1e-6 * sample.mean().standard_error);
}

TEST(GapTable, CountsALossOnceWhereItsInsuredHasSeveralPolicies) {
  // Losses of 100 under each head, one event a year: policy a pays damages above 30, policy b half of the
  // recall, nobody the third head.
  Plan plan;
  plan.heads = {"damages", "recall", "fine"};
  plan.sources.push_back(testing::source("p", AnnualCounts{{0, 1}}, Discrete({100}, {1})));
  for (int head : {1, 2})
    plan.sources[0].heads.push_back({head, 1, make_quantile_table(Discrete({100}, {1})), -1});
  PolicyPlan a{"a", "", {{"s", {{0, 0, 1}}, OccurrenceTerms(Deductible::ordinary(30)), {}}}, {}, {}};
  PolicyPlan b{"b", "", {{"s", {{0, 1, 1}}, OccurrenceTerms(Deductible{}, 1e9, 0.5), {}}}, {}, {}};
  b.sections[0].excluded = {{0, 2, 1}};
  plan.designs = {{"d", {a, b}}};
  const GapTable table = gaps(plan, 100);
  using Bars = std::map<std::string, double>;
  EXPECT_EQ(bars(table, "a"), (Bars{{"paid", 70}, {"deductible", 30}, {"not_covered", 200}}));
  EXPECT_EQ(bars(table, "b"), (Bars{{"paid", 50}, {"share", 50}, {"excluded", 100}, {"not_covered", 100}}));
  EXPECT_EQ(bars(table, ""), (Bars{{"paid", 120}, {"deductible", 30}, {"share", 50}, {"excluded", 100}}));
  for (const GapRow& row : table.rows) EXPECT_EQ(row.standard_error, 0);
}

// --- a term and its bar -----------------------------------------------------------------------------------

/// A change of one term; `bar` must move, `after` may: what a term takes or frees is met by the terms that
/// come after it and by nothing that comes before it.
struct Change {
  const char* name;
  std::function<void(PolicyPlan&)> make;
  Reason bar;
  std::set<Reason> still{};  ///< of those after it, bars that cannot move
};

PolicyPlan all_terms() {
  PolicyPlan policy;
  policy.id = "p";
  policy.insured = "maker";
  policy.trigger = Trigger::claims_made;
  policy.retroactive_years = 1.5;
  SectionPlan liability{
      "liability", {}, OccurrenceTerms(Deductible::ordinary(4), 60, 0.9), AggregateTerms(5, 150)};
  SectionPlan stop{"stop", {}, OccurrenceTerms(Deductible::ordinary(9), 45, 0.9), AggregateTerms(2, 60)};
  stop.waiting_amount = 5;
  stop.indemnity_amount = 50;  // 50 + 5 - 9 = 46 after the deductible
  liability.ai_exclusion = AiExclusion::all_ai;
  for (int source = 0; source < 4; ++source) {
    for (int head = 0; head < 4; ++head) {
      const bool has = head == 0 || (source == 1 && head < 3) || (source == 2 && head > 1);
      if (!has) continue;
      if (source == 0) stop.covered.push_back({source, head, 0.6});
      if (source == 0) continue;
      (head == 2   ? liability.defence
       : head == 3 ? liability.excluded
                   : liability.covered)
          .push_back({source, head, head == 1 ? 0.3 : 0.6});  // half of the recall is not covered
    }
  }
  policy.sections = {liability, stop};
  policy.occurrence = OccurrenceTerms(Deductible::ordinary(2), 50, 0.8);
  policy.aggregate = AggregateTerms(3, 90);
  return policy;
}

OccurrenceTerms with_deductible(const OccurrenceTerms& terms, double amount) {
  return OccurrenceTerms(Deductible::ordinary(amount), terms.limit(), terms.share());
}
OccurrenceTerms with_limit(const OccurrenceTerms& terms, double limit) {
  return OccurrenceTerms(terms.deductible(), limit, terms.share());
}
OccurrenceTerms with_share(const OccurrenceTerms& terms, double share) {
  return OccurrenceTerms(terms.deductible(), terms.limit(), share);
}

TEST(GapTable, ATermMovesItsOwnBarAndNoneBeforeIt) {
  Plan plan = testing::plan_of_perils(11);
  const auto run = [&](const PolicyPlan& policy) {
    plan.designs = {{"d", {policy}}};
    return bars(gaps(plan, 8'000), "p");
  };
  const std::vector<Change> changes = {
      {"a head less", [](PolicyPlan& p) { p.sections[1].covered.clear(); }, Reason::not_covered},
      {"no exclusion of AI", [](PolicyPlan& p) { p.sections[0].ai_exclusion = AiExclusion::none; },
       Reason::excluded},
      {"fines paid",
       [](PolicyPlan& p) {
         p.sections[0].covered.insert(p.sections[0].covered.end(), p.sections[0].excluded.begin(),
                                      p.sections[0].excluded.end());
         p.sections[0].excluded.clear();
       },
       Reason::excluded},
      {"no retroactive date", [](PolicyPlan& p) { p.retroactive_years = 100; }, Reason::outside_trigger},
      // The deductible counts what the waiting time leaves: both together stay 9 in the terms, so waiting 2
      // more takes 2 of the deductible's 4.
      {"longer wait",
       [](PolicyPlan& p) {
         p.sections[1].waiting_amount += 2;
         p.sections[1].occurrence = with_deductible(p.sections[1].occurrence, 11);
       },
       Reason::waiting_time},
      {"higher deductible",
       [](PolicyPlan& p) { p.sections[0].occurrence = with_deductible(p.sections[0].occurrence, 8); },
       Reason::deductible},
      {"shorter indemnity period",
       [](PolicyPlan& p) {
         p.sections[1].indemnity_amount = 20;
         p.sections[1].occurrence = with_limit(p.sections[1].occurrence, 16);
       },
       Reason::indemnity_period},
      {"lower limit",
       [](PolicyPlan& p) { p.sections[0].occurrence = with_limit(p.sections[0].occurrence, 30); },
       Reason::limit},
      {"smaller share",
       [](PolicyPlan& p) { p.sections[0].occurrence = with_share(p.sections[0].occurrence, 0.5); },
       Reason::share},
      {"annual deductible", [](PolicyPlan& p) { p.sections[0].aggregate = AggregateTerms(10, 150); },
       Reason::aggregate_deductible},
      {"annual limit", [](PolicyPlan& p) { p.sections[0].aggregate = AggregateTerms(5, 40); },
       Reason::aggregate_limit},
      {"policy deductible", [](PolicyPlan& p) { p.occurrence = with_deductible(p.occurrence, 6); },
       Reason::policy_deductible},
      {"policy limit", [](PolicyPlan& p) { p.occurrence = with_limit(p.occurrence, 20); },
       Reason::policy_limit},
      {"policy share", [](PolicyPlan& p) { p.occurrence = with_share(p.occurrence, 0.5); },
       Reason::policy_share},
      {"policy annual deductible", [](PolicyPlan& p) { p.aggregate = AggregateTerms(9, 90); },
       Reason::policy_aggregate_deductible},
      // The last term: nothing but its bar and the payment.
      {"policy annual limit", [](PolicyPlan& p) { p.aggregate = AggregateTerms(3, 40); },
       Reason::policy_aggregate_limit},
  };
  const auto before = run(all_terms());
  ASSERT_EQ(before.size(), 16u);  // every reason but the two retentions, and the payment
  std::set<Reason> moved_bars;
  for (const Change& change : changes) {
    SCOPED_TRACE(change.name);
    PolicyPlan changed = all_terms();
    change.make(changed);
    const auto after = run(changed);
    double balance = 0;
    for (std::size_t i = 0; i < gap_reasons; ++i) {
      const auto reason = static_cast<Reason>(i);
      const std::string name(to_string(reason));
      const auto bar = [&](const auto& list) { return list.contains(name) ? list.at(name) : 0.0; };
      const double moved = bar(after) - bar(before);
      balance += moved;
      if (reason < change.bar) {
        EXPECT_NEAR(moved, 0, 1e-9) << name;
      } else if (reason == change.bar) {
        EXPECT_GT(std::fabs(moved), 1e-3) << name;
      }
    }
    EXPECT_NEAR(balance + after.at("paid") - before.at("paid"), 0, 1e-9);
    moved_bars.insert(change.bar);
  }
  EXPECT_EQ(moved_bars.size(), 15u);
}

TEST(GapTable, ATermMovesOnlyItsOwnBarWhereNothingComesAfterIt) {
  Plan plan = testing::plan_of_perils(12);
  const auto run = [&](const std::function<void(SectionPlan&)>& change) {
    PolicyPlan policy;
    policy.id = "p";
    policy.insured = "maker";
    SectionPlan section{"s", plan.parties[0].burden, {}, {}};
    change(section);
    policy.sections = {section};
    plan.designs = {{"d", {policy}}};
    return bars(gaps(plan, 4'000), "p");
  };
  const auto nothing = run([](SectionPlan&) {});
  ASSERT_EQ(nothing.size(), 1u);  // paid
  const std::vector<std::pair<Reason, std::function<void(SectionPlan&)>>> terms = {
      {Reason::not_covered, [](SectionPlan& s) { s.covered.pop_back(); }},
      {Reason::excluded, [](SectionPlan& s) { s.ai_exclusion = AiExclusion::generative_only; }},
      {Reason::condition_not_met,
       [](SectionPlan& s) {
         s.declined.push_back(s.covered.back());
         s.covered.pop_back();
       }},
      {Reason::waiting_time,
       [](SectionPlan& s) {
         s.waiting_amount = 5;
         s.occurrence = OccurrenceTerms(Deductible::ordinary(5));
       }},
      {Reason::deductible, [](SectionPlan& s) { s.occurrence = OccurrenceTerms(Deductible::franchise(9)); }},
      {Reason::self_insured_retention,
       [](SectionPlan& s) {
         s.occurrence = OccurrenceTerms(Deductible::ordinary(9));
         s.retention = RetentionKind::self_insured;
       }},
      {Reason::indemnity_period,
       [](SectionPlan& s) {
         s.indemnity_amount = 20;
         s.occurrence = OccurrenceTerms(Deductible{}, 20);
       }},
      {Reason::limit, [](SectionPlan& s) { s.occurrence = OccurrenceTerms(Deductible{}, 20); }},
      {Reason::share, [](SectionPlan& s) { s.occurrence = OccurrenceTerms(Deductible{}, 1e9, 0.9); }},
      {Reason::aggregate_deductible, [](SectionPlan& s) { s.aggregate = AggregateTerms(20); }},
      {Reason::aggregate_limit, [](SectionPlan& s) { s.aggregate = AggregateTerms(0, 50); }},
  };
  for (const auto& [reason, change] : terms) {
    const auto with = run(change);
    const std::string name(to_string(reason));
    ASSERT_EQ(with.size(), 2u) << name;
    EXPECT_GT(with.at(name), 1e-3);
    EXPECT_NEAR(with.at(name) + with.at("paid"), nothing.at("paid"), 1e-9 * nothing.at("paid")) << name;
  }
}

}  // namespace
}  // namespace tenbin
