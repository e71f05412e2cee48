#include "tenbin/liability/columns.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "engine/support/every_target.hpp"
#include "models/liability/random_event.hpp"
#include "tenbin/liability/allocate.hpp"

namespace tenbin::liability {
namespace {

constexpr double unlimited = std::numeric_limits<double>::infinity();

/// Events of one prototype that differ in everything that may differ.
struct RandomColumns {
  std::vector<std::vector<double>> numbers;
  std::vector<std::vector<std::uint64_t>> words;
  EventColumns columns;

  RandomColumns(test::RandomEvents& random, const Event<double>& prototype, std::size_t count) {
    numbers.reserve(200);
    words.reserve(20);
    columns.count = count;
    std::vector<Event<double>> events;
    for (std::size_t k = 0; k < count; ++k) {
      events.push_back(random(prototype.parties.size()));
      events.back().parties.resize(prototype.parties.size());
    }
    const auto number = [&](const double*& column, const auto& value) {
      if (random.chance(0.25)) return;  // the prototype's
      std::vector<double>& made = numbers.emplace_back();
      for (const Event<double>& event : events) made.push_back(value(event));
      column = made.data();
    };
    const auto set = [&](const std::uint64_t*& column, const auto& holds) {
      if (random.chance(0.25)) return;
      std::vector<std::uint64_t>& made = words.emplace_back();
      for (const Event<double>& event : events) {
        std::uint64_t bits = 0;
        for (std::size_t i = 0; i < prototype.parties.size(); ++i) {
          if (holds(event.parties[i])) bits |= std::uint64_t{1} << i;
        }
        made.push_back(bits);
      }
      column = made.data();
    };
    const auto word = [&](const std::uint64_t*& column, std::uint64_t mask) {
      std::vector<std::uint64_t>& made = words.emplace_back();
      for (std::size_t k = 0; k < count; ++k) {
        std::uint64_t bits = 0;
        for (int b = 0; b < 64; ++b) bits = bits << 1U | (random.chance(0.6) ? 1U : 0U);
        made.push_back(bits & mask);
      }
      column = made.data();
    };
    number(columns.damage, [](const auto& event) { return event.damage; });
    number(columns.victim_weight, [](const auto& event) { return event.victim_weight; });
    set(columns.liable, [](const auto& party) { return party.liable; });
    set(columns.at_fault, [](const auto& party) { return party.at_fault.value_or(party.liable); });
    set(columns.covered, [](const auto& party) { return party.insurance && party.insurance->covered; });
    set(columns.gross_negligence, [](const auto& party) { return party.gross_negligence; });
    set(columns.time_barred, [](const auto& party) { return party.time_barred; });
    if (random.chance(0.7)) word(columns.claim_made, 1);
    word(columns.fallback, 1);
    word(columns.outcomes, ~std::uint64_t{0});
    word(columns.contract_outcomes, ~std::uint64_t{0});
    for (std::size_t i = 0; i < prototype.parties.size(); ++i) {
      EventColumns::OfParty& party = columns.party[i];
      const auto insured = [i](const Event<double>& event) {
        return event.parties[i].insurance.value_or(Insurance<double>{});
      };
      number(party.weight, [i](const auto& event) { return event.parties[i].weight; });
      number(party.assets, [i](const auto& event) { return event.parties[i].assets.value_or(unlimited); });
      number(party.retention, [&](const auto& event) { return insured(event).retention; });
      number(party.limit, [&](const auto& event) { return insured(event).limit.value_or(unlimited); });
      number(party.order_key, [i](const auto& event) { return event.parties[i].order_key; });
      number(party.victim_cap,
             [i](const auto& event) { return event.parties[i].victim_cap.value_or(unlimited); });
      number(party.statutory_cap,
             [i](const auto& event) { return event.parties[i].statutory_cap.value_or(unlimited); });
    }
    for (std::size_t e = 0; e < prototype.contracts.size(); ++e) {
      number(columns.cap[e], [&](const auto& event) { return event.damage * random.share(); });
    }
  }
};

struct Burdens {
  std::vector<std::vector<double>> made;
  BurdenColumns columns;

  explicit Burdens(std::size_t count) : made(6 + 3 * most_parties, std::vector<double>(count, -1)) {
    std::size_t next = 0;
    for (std::size_t i = 0; i < most_parties; ++i) {
      columns.own[i] = made[next++].data();
      columns.insurer[i] = made[next++].data();
      columns.cost[i] = made[next++].data();
    }
    for (double** column : {&columns.victim, &columns.fund_first, &columns.top_up, &columns.friction,
                            &columns.transferred, &columns.uncompensated}) {
      *column = made[next++].data();
    }
  }
};

/// Largest distance from the scalar kernel, relative to the damage.
double distance(const ColumnAllocator& allocator, const EventColumns& events, const Burdens& burdens) {
  double largest = 0;
  for (std::size_t k = 0; k < events.count; ++k) {
    const Event<double> event = allocator.event(events, k);
    const Allocation<double> expected = allocate(event);
    const double size = std::max(1.0, event.damage);
    const auto compare = [&](double* const& column, double value) {
      const double error = std::fabs(column[k] - value) / size;
      if (!(error <= largest)) largest = error;
    };
    const BurdenColumns& found = burdens.columns;
    for (std::size_t i = 0; i < event.parties.size(); ++i) {
      compare(found.own[i], expected.own[i]);
      compare(found.insurer[i], expected.insurer[i]);
      compare(found.cost[i], expected.cost[i]);
    }
    compare(found.victim, expected.victim);
    compare(found.fund_first, expected.fund_first);
    compare(found.top_up, expected.top_up);
    compare(found.friction, expected.friction);
    compare(found.transferred, expected.transferred);
    compare(found.uncompensated, expected.uncompensated);
  }
  return largest;
}

TEST(Columns, EqualTheScalarKernelOnEveryTarget) {
  testing::on_every_target([](const std::string& target) {
    SCOPED_TRACE(target);
    test::RandomEvents random(20260401);
    for (int block = 0; block < 400; ++block) {
      ColumnAllocator allocator(random());
      const std::size_t count = 1 + random.below(60) + (block % 50 == 0 ? 600 : 0);
      const RandomColumns events(random, allocator.prototype(), count);
      Burdens burdens(count);
      const LargestResidual residual = allocator.allocate(events.columns, burdens.columns);
      ASSERT_LE(residual.relative, 1e-9) << "block " << block << ", event " << residual.event;
      ASSERT_LE(distance(allocator, events.columns, burdens), 1e-12) << "block " << block;
    }
  });
}

TEST(Columns, OptionsThatGoOneByOne) {
  test::RandomEvents random(7);
  int settlements = 0, relative = 0, vectorized = 0;
  for (int block = 0; block < 300; ++block) {
    const Event<double> prototype = random();
    const ColumnAllocator allocator(prototype);
    settlements += prototype.settlement ? 1 : 0;
    relative += prototype.cf_basis == FaultBasis::relative ? 1 : 0;
    vectorized += allocator.is_vectorized() ? 1 : 0;
    EXPECT_EQ(allocator.is_vectorized(), !prototype.settlement && prototype.cf_basis == FaultBasis::absolute);
  }
  EXPECT_GT(settlements, 10);
  EXPECT_GT(relative, 10);
  EXPECT_GT(vectorized, 200);
}

TEST(Columns, ColumnsThatAreNotWantedAreNotWritten) {
  Event<double> prototype;
  prototype.damage = 100;
  prototype.parties = {{.name = "A", .weight = 1}, {.name = "B", .weight = 3}};
  ColumnAllocator allocator(prototype);
  std::vector<double> own(10, -1);
  BurdenColumns burdens;
  burdens.own[1] = own.data();
  EventColumns events;
  events.count = 10;
  EXPECT_EQ(allocator.allocate(events, burdens).relative, 0);
  EXPECT_EQ(own, std::vector<double>(10, 75));
}

}  // namespace
}  // namespace tenbin::liability
