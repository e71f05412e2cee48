// The columns of BlockEvaluator against the calendar of PolicyWalk, on random terms and events.
#include "tenbin/simulation/policy_events.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "engine/support/term_plans.hpp"
#include "tenbin/core/error.hpp"
#include "tenbin/simulation/event_generator.hpp"
#include "tenbin/simulation/simulation.hpp"

namespace tenbin {
namespace {

constexpr std::size_t years = block_years;

/// What the reference says of one policy, by year.
struct Reference {
  std::vector<double> paid = std::vector<double>(years), burden = paid;
  std::vector<std::vector<double>> sections;
  std::map<std::pair<std::size_t, std::uint64_t>, Lanes> occurrences;  ///< by year and cause: paid, burden
};

/// @param occurrences terms without annual aggregates, for the largest occurrence
Reference walk(const Plan& plan, const DesignPlan& design, const PolicyPlan& policy, const EventTable& events,
               bool by_cause) {
  PolicyEvents reader(plan, design, policy);
  PolicyWalk walker(terms_of(policy));
  PolicyTerms without = terms_of(policy);
  without.aggregate = {};
  for (SectionTerms& section : without.sections) section.aggregate = {};
  PolicyWalk unlimited(without);
  PolicyEvents::Calendar calendar;
  PolicyEvents::arrange(events, policy.trigger, calendar);
  Reference result;
  result.sections.resize(policy.sections.size(), std::vector<double>(years));
  for (std::size_t y = 0; y < years; ++y) {
    walker.start_year();
    unlimited.start_year();
    for (std::uint32_t i = calendar.first[y]; i < calendar.first[y + 1]; ++i) {
      const std::uint32_t event = calendar.order[i];
      const EventTable::Run& run = events.runs[calendar.run[event]];
      if (!reader.counts(events, run, event)) continue;
      const WalkEvent& seen = reader.read(events, run, event);
      const auto& fate = walker.take(seen);
      const Fate total = fate.total();
      EXPECT_NEAR(total.paid + total.retained(), total.burden, 1e-9 * (1 + total.burden));
      result.paid[y] += total.paid;
      result.burden[y] += total.burden;
      for (std::size_t n = 0; n < fate.sections.size(); ++n)
        result.sections[n][y] += fate.sections[n].payment.loss + fate.sections[n].payment.defence;
      Lanes& occurrence = result.occurrences[{y, by_cause ? seen.cause : event}];
      occurrence.loss += unlimited.take(seen).total().paid;
      occurrence.defence += total.burden;
    }
  }
  return result;
}

EventTable events_of(const Plan& plan) {
  EventTable table;
  EventGenerator::Workspace workspace;
  EventGenerator(plan).generate(0, PolicyEvents::columns, workspace, table);
  return table;
}

std::span<const double> column(const Simulation& simulation, const std::string& name, Basis basis) {
  const auto* found = simulation.table().find(name, basis);
  if (found == nullptr) throw std::out_of_range(name);
  return simulation.table().column(found->column);
}

void expect_same(const Simulation& simulation, const std::string& name, Basis basis,
                 const std::vector<double>& expected) {
  const auto amounts = column(simulation, name, basis);
  for (std::size_t y = 0; y < years; ++y) {
    ASSERT_NEAR(amounts[y], expected[y], 1e-9 * (1 + expected[y]))
        << name << (basis == Basis::oep ? " largest" : "") << " year " << y;
  }
}

TEST(PolicyEvents, AgreeWithTheColumnsUnderAnyTerms) {
  testing::RandomTerms random(20260401);
  int batches = 0, late = 0, defences = 0;
  for (int trial = 0; trial < 40; ++trial) {
    SCOPED_TRACE("trial " + std::to_string(trial));
    Plan plan = testing::plan_of_perils(static_cast<std::uint64_t>(trial));
    DesignPlan design{"d", {}};
    design.policies.push_back(random.policy(plan, plan.parties[0], "a"));
    if (random.coin()) design.policies.push_back(random.policy(plan, plan.parties[1], "b"));
    plan.designs = {design};
    Simulation simulation(plan, 1);
    simulation.run_to(years);
    const EventTable events = events_of(plan);
    const bool design_by_cause = std::any_of(design.policies.begin(), design.policies.end(),
                                             [](const auto& p) { return p.basis == OccurrenceBasis::cause; });
    std::map<std::pair<std::size_t, std::uint64_t>, Lanes> occurrences;
    std::vector<double> insurer(years), burden(years);
    for (const PolicyPlan& policy : design.policies) {
      const std::string name = "design/d/policy/" + policy.id;
      const bool by_cause = policy.basis == OccurrenceBasis::cause;
      const Reference reference = walk(plan, design, policy, events, by_cause);
      expect_same(simulation, name, Basis::aep, reference.paid);
      for (std::size_t n = 0; policy.sections.size() > 1 && n < policy.sections.size(); ++n)
        expect_same(simulation, name + "/section/" + policy.sections[n].id, Basis::aep,
                    reference.sections[n]);
      std::vector<double> kept(years), largest(years), largest_kept(years);
      for (std::size_t y = 0; y < years; ++y) {
        kept[y] = std::max(reference.burden[y] - reference.paid[y], 0.0);
        insurer[y] += reference.paid[y];
        burden[y] += reference.burden[y];
      }
      for (const auto& [key, lanes] : reference.occurrences) {
        largest[key.first] = std::max(largest[key.first], lanes.loss);
        largest_kept[key.first] = std::max(largest_kept[key.first], lanes.defence - lanes.loss);
      }
      expect_same(simulation, name + "/insured", Basis::aep, kept);
      expect_same(simulation, name, Basis::oep, largest);
      expect_same(simulation, name + "/insured", Basis::oep, largest_kept);
      for (const auto& [key, lanes] : walk(plan, design, policy, events, design_by_cause).occurrences) {
        occurrences[key].loss += lanes.loss;
        occurrences[key].defence += lanes.defence;
      }
      batches += by_cause;
      late += policy.trigger == Trigger::claims_made;
      for (const SectionPlan& section : policy.sections) defences += !section.defence.empty();
    }
    std::vector<double> largest(years), kept(years), largest_kept(years);
    for (const auto& [key, lanes] : occurrences) {
      largest[key.first] = std::max(largest[key.first], lanes.loss);
      largest_kept[key.first] = std::max(largest_kept[key.first], lanes.defence - lanes.loss);
    }
    for (std::size_t y = 0; y < years; ++y) kept[y] = std::max(burden[y] - insurer[y], 0.0);
    expect_same(simulation, "design/d/insurer", Basis::aep, insurer);
    expect_same(simulation, "design/d/insured", Basis::aep, kept);
    expect_same(simulation, "design/d/insurer", Basis::oep, largest);
    expect_same(simulation, "design/d/insured", Basis::oep, largest_kept);
    // Payments alone are the same.
    plan.detail = Detail::payments;
    Simulation payments(plan, 1);
    payments.run_to(years);
    for (const auto& subject : payments.table().subjects()) {
      const auto* full = simulation.table().find(subject.name, subject.basis);
      ASSERT_NE(full, nullptr);
      EXPECT_EQ(testing::hash(payments.table().column(subject.column)),
                testing::hash(simulation.table().column(full->column)))
          << subject.name;
    }
  }
  EXPECT_GT(batches, 10);
  EXPECT_GT(late, 10);
  EXPECT_GT(defences, 30);
}

TEST(PolicyEvents, PayTheSameBitsWhereNothingIsSummedInAnotherOrder) {
  // One event a year at most, so that every sum has one term.
  testing::RandomTerms random(7);
  int paying = 0;
  for (int trial = 0; trial < 20; ++trial) {
    Plan plan;
    plan.seed = static_cast<std::uint64_t>(trial);
    plan.heads = {"loss"};
    plan.sources.push_back(testing::source("p", AnnualCounts{{0.3L, 1}}, Lognormal(3, 1)));
    PolicyPlan policy = testing::policy_on_everything(plan, "p", OccurrenceTerms{});
    policy.sections[0].occurrence = random.occurrence(policy.sections[0].retention);
    policy.sections[0].aggregate = random.aggregate();
    policy.occurrence = random.occurrence(policy.retention);
    policy.aggregate = random.aggregate();
    policy.basis = random.coin() ? OccurrenceBasis::cause : OccurrenceBasis::event;
    plan.designs = {{"d", {policy}}};
    Simulation simulation(plan, 1);
    simulation.run_to(years);
    const Reference reference = walk(plan, plan.designs[0], policy, events_of(plan), false);
    const auto paid = column(simulation, "design/d/insurer", Basis::aep);
    for (std::size_t y = 0; y < years; ++y) ASSERT_EQ(paid[y], reference.paid[y]) << trial << " " << y;
    paying += std::any_of(paid.begin(), paid.end(), [](double x) { return x > 0; });
  }
  EXPECT_GT(paying, 10);
}

TEST(PolicyEvents, KnowTheirInsured) {
  Plan plan = testing::plan_of_perils(1);
  plan.designs = {{"d", {{"p", "nobody", {}, {}, {}}}}};
  EXPECT_THROW(PolicyEvents(plan, plan.designs[0], plan.designs[0].policies[0]), ParameterError);
}

}  // namespace
}  // namespace tenbin
