// Liability presets inside the simulation: conservation of every event, exact expectations, addressed draws.
#include "tenbin/liability/burden_columns.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "tenbin/compare/council.hpp"
#include "tenbin/core/error.hpp"
#include "tenbin/random/stream.hpp"
#include "tenbin/scenario/compile.hpp"
#include "tenbin/scenario/division.hpp"
#include "tenbin/scenario/reader.hpp"
#include "tenbin/simulation/event_generator.hpp"
#include "tenbin/simulation/policy_events.hpp"
#include "tenbin/simulation/simulation.hpp"

namespace tenbin::liability {
namespace {

using Json = nlohmann::ordered_json;

Json example() {
  // Ten sites' worth of events of one line: enough for a block to hold hundreds.
  Json document = Json::parse(
      scenario::read_file_text(TENBIN_SOURCE_DIR "/scenarios/examples/visual-inspection.json").text);
  document["simulation"]["years"] = 20'000;
  document["deployments"][0]["exposure"]["units"] = 1.2e8;
  document["deployments"][0]["exposure"]["turnover"] = 4.2e10;
  document["liability"] = {{"preset", "JP_TORT_NOW"}};
  return document;
}

scenario::Scenario read(const Json& document) {
  scenario::ReadResult result = scenario::read_scenario(document.dump(), "test.json");
  for (const scenario::Problem& problem : result.problems)
    ADD_FAILURE() << problem.text(language::Language::english);
  return result.scenario.value();
}

struct Block {
  Plan plan;
  EventTable events;
  const BurdenColumnsOfRegime& regime() const {
    return dynamic_cast<const BurdenColumnsOfRegime&>(*plan.derived);
  }
};

Block block_of(const Json& document, std::uint32_t number = 0) {
  Block block;
  block.plan = scenario::compile(read(document)).plan;
  EventGenerator::Workspace workspace;
  EventGenerator(block.plan).generate(number, PolicyEvents::columns, workspace, block.events);
  return block;
}

/// Everybody is at fault for certain and can pay; claims and recourse cost nothing and never fail.
Json without_obstacles(Json document) {
  Json parties = Json::array();
  for (const char* party :
       {"data_provider", "developer", "integrator", "machine_maker", "business_user", "auditor"})
    parties.push_back({{"party", party}, {"assets", 1e17}, {"insurance_limit", 0}, {"fault_probability", 1}});
  document["liability"]["parties"] = parties;
  document["liability"]["parameters"] = {{"claim_prob", 1},
                                         {"rho", 1},
                                         {"phi", 0},
                                         {"victim_cost_rate", 0},
                                         {"fee_shift", 0},
                                         {"defence_rate", 0},
                                         {"cap_binds_contribution", false}};
  return document;
}

// Under every preset the columns of an event add up to its divided damage and its friction.
TEST(BurdenColumns, ConserveEveryEventUnderEveryPreset) {
  for (const std::string& preset : compare::comparable_presets()) {
    Json document = example();
    document["liability"]["preset"] = preset;
    const Block block = block_of(document);
    const BurdenLayout& at = block.regime().layout();
    std::size_t divided = 0;
    for (const EventTable::Run& run : block.events.runs) {
      const DividedSource& source = block.regime().sources()[run.source];
      if (!source.is_divided) continue;
      for (std::size_t event = run.begin; event < run.end; ++event) {
        const auto amount = [&](std::size_t column) { return block.events.amount[column][event]; };
        double damage = 0, borne = amount(at.victim()) + amount(at.claim_cost()) + amount(at.fund_first()) +
                                   amount(at.top_up());
        for (const auto& heads : source.heads) {
          for (const std::size_t head : heads) damage += amount(head);
        }
        for (std::size_t party = 0; party < all_parties; ++party) {
          borne += amount(at.defence(party));
          for (const std::size_t head : at.heads) {
            EXPECT_GE(amount(at.damages(party, head)), 0);
            borne += amount(at.damages(party, head));
          }
        }
        const double whole = damage + amount(at.friction());
        ASSERT_NEAR(borne, whole, 1e-9 * std::max(1.0, whole)) << preset;
        ASSERT_NEAR(amount(at.third_party()) + amount(at.own_loss()), damage, 1e-9 * std::max(1.0, damage));
        if (damage > 0) ++divided;
      }
    }
    EXPECT_GT(divided, 100U) << preset;
  }
}

double mean_of(const YearLossTable& table, const std::string& subject, double* standard_error = nullptr) {
  const auto* found = table.find(subject, Basis::aep);
  if (found == nullptr) throw ParameterError("no " + subject);
  double sum = 0, squares = 0;
  const auto column = table.column(found->column);
  for (const double x : column) {
    sum += x;
    squares += x * x;
  }
  const auto n = static_cast<double>(column.size());
  if (standard_error != nullptr)
    *standard_error = std::sqrt(std::max(squares / n - sum / n * sum / n, 0.0) / n);
  return sum / n;
}

// Without obstacles each party bears its weight (invariant I7 of the specification), and the mean of
// Dirichlet weights is the mean row: shares of damages are known exactly, whatever the damage.
TEST(BurdenColumns, GiveEachPartyItsMeanWeightWhereNothingStandsInTheWay) {
  for (const char* preset : {"JP_TORT_NOW", "US_UCFA_REALLOC"}) {
    Json document = without_obstacles(example());
    document["liability"]["preset"] = preset;
    const Plan plan = scenario::compile(read(document)).plan;
    Simulation simulation(plan, 1);
    simulation.run_to(20'000);
    const auto& regime = dynamic_cast<const BurdenColumnsOfRegime&>(*plan.derived).regime();
    std::array<double, chain_parties + 1> expected{};
    for (const CauseClass& cause : regime.causes[static_cast<std::size_t>(Autonomy::substitute)]) {
      double all = 0;
      for (const double shape : cause.shape) all += shape;
      for (std::size_t i = 0; i <= chain_parties; ++i)
        expected[i] += cause.probability * cause.shape[i] / all;
    }
    const double damage = mean_of(simulation.table(), "liability/third_party");
    ASSERT_GT(damage, 0);
    for (std::size_t i = 0; i <= chain_parties; ++i) {
      const std::string subject =
          i == chain_parties ? "liability/victim" : "liability/damages/" + name_of_role(static_cast<Role>(i));
      const auto* column = simulation.table().find(subject, Basis::aep);
      ASSERT_NE(column, nullptr);
      const auto borne = simulation.table().column(column->column);
      const auto loss =
          simulation.table().column(simulation.table().find("liability/third_party", Basis::aep)->column);
      double squares = 0, sum = 0;
      for (std::size_t y = 0; y < borne.size(); ++y) {
        const double residual = borne[y] - expected[i] * loss[y];
        sum += residual;
        squares += residual * residual;
      }
      if (expected[i] == 0) {
        EXPECT_EQ(sum, 0) << subject;
      } else {
        EXPECT_LE(std::fabs(sum), 4.5 * std::sqrt(squares)) << preset << " " << subject;
        EXPECT_GT(squares, 0);
      }
    }
    // Nothing is lost on the way (the user's own loss has a rule and costs of its own).
    double borne = mean_of(simulation.table(), "liability/victim");
    for (std::size_t i = 0; i < chain_parties; ++i)
      borne += mean_of(simulation.table(), "liability/damages/" + name_of_role(static_cast<Role>(i)));
    EXPECT_NEAR(borne, damage, 1e-12 * damage);
    EXPECT_LE(mean_of(simulation.table(), "liability/uncompensated"), 1e-12 * damage);
  }
}

// Without obstacles only who makes no claim receives nothing: a binomial of known probability.
TEST(BurdenColumns, LeaveWithoutAnythingThoseWhoMakeNoClaim) {
  Json document = without_obstacles(example());
  document["liability"]["parameters"]["claim_prob"] = 0.3;
  const Plan plan = scenario::compile(read(document)).plan;
  Simulation simulation(plan, 1);
  simulation.run_to(20'000);
  const double cases = 20'000 * mean_of(simulation.table(), "liability/cases/businesses");
  const double nothing = 20'000 * mean_of(simulation.table(), "liability/nothing/businesses");
  ASSERT_GT(cases, 1000);
  EXPECT_NEAR(nothing, 0.7 * cases, 4.5 * std::sqrt(0.7 * 0.3 * cases));
}

// What a party pays of its own in a year never exceeds what it has: events share it in the order of time.
TEST(BurdenColumns, ShareAssetsAmongTheEventsOfAYear) {
  Json document = without_obstacles(example());
  for (Json& party : document["liability"]["parties"]) party["assets"] = 1e6;
  const Plan plan = scenario::compile(read(document)).plan;
  Simulation simulation(plan, 1);
  simulation.run_to(20'000);
  const auto column = [&](const std::string& subject) {
    return simulation.table().column(simulation.table().find(subject, Basis::aep)->column);
  };
  for (const char* party : {"developer", "integrator"}) {
    const auto burden = column(std::string("liability/burden/") + party);
    const auto assets = column(std::string("liability/assets/") + party);
    std::size_t used_up = 0;
    for (std::size_t y = 0; y < burden.size(); ++y) {
      ASSERT_LE(burden[y], assets[y] * (1 + 1e-12));
      if (burden[y] > 0 && burden[y] >= assets[y] * (1 - 1e-9)) ++used_up;
    }
    EXPECT_GT(used_up, 100U);
    EXPECT_GT(mean_of(simulation.table(), std::string("liability/insolvent/") + party), 0);
  }
}

std::map<std::string, std::vector<double>> columns_of(const Json& document, std::int64_t years, int threads) {
  const Plan plan = scenario::compile(read(document)).plan;
  Simulation simulation(plan, threads);
  simulation.run_to(years);
  std::map<std::string, std::vector<double>> columns;
  for (const auto& subject : simulation.table().subjects()) {
    const auto column = simulation.table().column(subject.column);
    columns[subject.name + (subject.basis == Basis::aep ? "/aep" : "/oep")] = {column.begin(), column.end()};
  }
  return columns;
}

TEST(BurdenColumns, HaveTheSameBitsForAnyNumberOfThreads) {
  const auto one = columns_of(example(), 30'000, 1);
  EXPECT_EQ(one, columns_of(example(), 30'000, 2));
  EXPECT_EQ(one, columns_of(example(), 30'000, 8));
}

TEST(BurdenColumns, AreAPrefixOfThoseOfMoreYears) {
  const auto few = columns_of(example(), 7'000, 1), many = columns_of(example(), 14'000, 1);
  for (const auto& [name, column] : few) {
    const std::vector<double>& longer = many.at(name);
    ASSERT_TRUE(std::equal(column.begin(), column.end(), longer.begin())) << name;
  }
}

// Presets see the same events, and those whose rule reads the same draws alike give the same burdens.
TEST(BurdenColumns, LeaveTheEventsAlone) {
  Json other = example();
  other["liability"]["preset"] = "EU_PLD_2026";
  const auto a = columns_of(example(), 5'000, 1), b = columns_of(other, 5'000, 1);
  EXPECT_EQ(a.at("ground_up/aep"), b.at("ground_up/aep"));
  EXPECT_EQ(a.at("liability/third_party/aep"), b.at("liability/third_party/aep"));
  EXPECT_EQ(a.at("liability/assets/developer/aep"), b.at("liability/assets/developer/aep"));
  EXPECT_NE(a.at("liability/victim/aep"), b.at("liability/victim/aep"));
}

// A second deployment changes nothing about the first one's events while means suffice.
TEST(BurdenColumns, KeepTheDrawsOfADeploymentWhenAnotherComes) {
  Json both = without_obstacles(example());
  both["coverage_designs"] = Json::array();
  Json one = both;
  Json second = both["deployments"][0];
  second["id"] = "a-line-before";
  both["deployments"].push_back(second);
  const Block alone = block_of(one), together = block_of(both);
  std::size_t compared = 0;
  for (const EventTable::Run& run : alone.events.runs) {
    for (const EventTable::Run& same : together.events.runs) {
      const SourcePlan& a = alone.plan.sources[run.source];
      const SourcePlan& b = together.plan.sources[same.source];
      if (a.entity != b.entity || a.peril != b.peril) continue;
      const BurdenLayout &la = alone.regime().layout(), &lb = together.regime().layout();
      ASSERT_EQ(run.end - run.begin, same.end - same.begin);
      if (!alone.regime().sources()[run.source].is_divided) continue;
      for (std::size_t i = 0; i < run.end - run.begin; ++i) {
        ASSERT_EQ(alone.events.amount[la.victim()][run.begin + i],
                  together.events.amount[lb.victim()][same.begin + i]);
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 100U);
}

TEST(BurdenColumns, GivePoliciesTheBurdenOfTheirInsured) {
  Json document = example();
  document["coverage_designs"] = {
      {{"id", "whole"},
       {"policies",
        {{{"id", "int"},
          {"product", "quality_assurance_liability"},
          {"insured", "integrator"},
          {"sections", {{{"cover", "third_party_liability"}, {"defence_cost", "outside"}}}}}}}}};
  const auto columns = columns_of(document, 10'000, 1);
  const std::vector<double>& paid = columns.at("design/whole/policy/int/aep");
  const std::vector<double>& damages = columns.at("liability/damages/integrator/aep");
  double some = 0;
  for (std::size_t y = 0; y < paid.size(); ++y) {
    // All third-party damages, and of the costs those of events with third parties.
    ASSERT_GE(paid[y], damages[y] * (1 - 1e-12) - 1e-6);
    some += damages[y];
  }
  EXPECT_GT(some, 0);
}

// Moments of gamma variates, also where the table of the law itself would be too steep: mean a, variance a;
// the variance of the sample variance is (mu4 - a^2) / n with mu4 = 3 a^2 + 6 a.
TEST(GammaVariate, HasTheMomentsOfItsLaw) {
  for (const double shape : {0.002, 0.06, 0.16, 0.25, 1.5, 5.2}) {
    const GammaVariate variate(shape);
    constexpr std::size_t count = 200'000;
    std::vector<std::uint64_t> words(count), seconds(count);
    Stream(1, 2, 3).fill(0, words);
    Stream(1, 4, 3).fill(0, seconds);
    double sum = 0, squares = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const double x = variate(words[i], seconds[i]);
      ASSERT_GE(x, 0);
      sum += x;
      squares += (x - shape) * (x - shape);
    }
    const double n = count;
    EXPECT_NEAR(sum / n, shape, 4.5 * std::sqrt(shape / n)) << shape;
    EXPECT_NEAR(squares / n, shape, 4.5 * std::sqrt((2 * shape * shape + 6 * shape) / n)) << shape;
  }
  EXPECT_EQ(GammaVariate()(1, 2), 0);
}

// The weights of assist and substitute move between user and suppliers by at most 15 points, and each row
// stays whole.
TEST(CauseTable, ShiftsWeightByAutonomy) {
  library::LibraryReader library{library::standard_library()};
  const CauseTable assist = cause_table({}, Autonomy::assist, library);
  const CauseTable substitute = cause_table({}, Autonomy::substitute, library);
  const auto user = static_cast<std::size_t>(Role::business_user);
  const double rows_user[] = {10, 15, 20, 65, 12, 17}, rows_makers[] = {40, 70, 65, 20, 15, 15};
  for (std::size_t c = 0; c < cause_classes; ++c) {
    EXPECT_NEAR(assist[c].shape[user], 0.08 * (rows_user[c] + std::min(15.0, rows_makers[c])), 1e-12);
    EXPECT_NEAR(substitute[c].shape[user], 0.08 * (rows_user[c] - std::min(15.0, rows_user[c])), 1e-12);
    for (const CauseTable& table : {assist, substitute}) {
      double sum = 0;
      for (const double shape : table[c].shape) sum += shape;
      EXPECT_NEAR(sum, 8, 1e-12);
    }
  }
}

}  // namespace
}  // namespace tenbin::liability
