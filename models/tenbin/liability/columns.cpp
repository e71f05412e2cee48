#include "tenbin/liability/columns.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>
#include <utility>

#include "tenbin/liability/case.hpp"
#include "tenbin/liability/column_plan.hpp"

namespace tenbin::liability {
namespace {

constexpr double unlimited = std::numeric_limits<double>::infinity();

}  // namespace

/// Columns of one chunk without the events that make no claim, and where they came from.
struct ColumnAllocator::Scratch {
  static constexpr std::size_t size = column_chunk + 64;  // room for a last vector

  std::array<std::array<double, size>, 2 + 7 * most_parties + most_contracts> number;
  std::array<std::array<std::uint64_t, size>, 9> word;
  std::array<std::array<double, size>, 6 + 6 * most_parties + most_contracts> burden;
  std::array<double, size> residual;
  std::array<std::uint32_t, size> place;
  EventColumns events;
  BurdenColumns burdens;
  std::size_t numbers = 0, words = 0, burden_columns = 0, count = 0;

  void pack(const double* const& from, const double*& to) {
    if (from == nullptr) {
      to = nullptr;
      return;
    }
    double* column = number[numbers++].data();
    for (std::size_t k = 0; k < count; ++k) column[k] = from[place[k]];
    fill(column);
    to = column;
  }
  void pack(const std::uint64_t* const& from, const std::uint64_t*& to) {
    if (from == nullptr) {
      to = nullptr;
      return;
    }
    std::uint64_t* column = word[words++].data();
    for (std::size_t k = 0; k < count; ++k) column[k] = from[place[k]];
    fill(column);
    to = column;
  }
  /// The last vector is filled up with a copy of the last event.
  template <class Value>
  void fill(Value* column) const {
    for (std::size_t k = count; k < count + 16; ++k) column[k] = column[count - 1];
  }
  void provide(const double* wanted, double*& column) {
    column = wanted == nullptr ? nullptr : burden[burden_columns++].data();
  }
  void unpack(const double* from, double* to) const {
    if (to == nullptr) return;
    for (std::size_t k = 0; k < count; ++k) to[place[k]] = from[k];
  }
};

namespace {

/// Calls act(column of a, the same column of b) for every column.
template <class A, class B, class Act>
void for_each_input(A& a, B& b, const Act& act) {
  act(a.damage, b.damage);
  act(a.victim_weight, b.victim_weight);
  act(a.claim_made, b.claim_made);
  act(a.fallback, b.fallback);
  act(a.liable, b.liable);
  act(a.at_fault, b.at_fault);
  act(a.covered, b.covered);
  act(a.gross_negligence, b.gross_negligence);
  act(a.time_barred, b.time_barred);
  act(a.outcomes, b.outcomes);
  act(a.contract_outcomes, b.contract_outcomes);
  for (std::size_t i = 0; i < most_parties; ++i) {
    act(a.party[i].weight, b.party[i].weight);
    act(a.party[i].assets, b.party[i].assets);
    act(a.party[i].retention, b.party[i].retention);
    act(a.party[i].limit, b.party[i].limit);
    act(a.party[i].order_key, b.party[i].order_key);
    act(a.party[i].victim_cap, b.party[i].victim_cap);
    act(a.party[i].statutory_cap, b.party[i].statutory_cap);
  }
  for (std::size_t e = 0; e < most_contracts; ++e) act(a.cap[e], b.cap[e]);
}

template <class A, class B, class Act>
void for_each_output(A& a, B& b, const Act& act) {
  for (std::size_t i = 0; i < most_parties; ++i) {
    act(a.own[i], b.own[i]);
    act(a.insurer[i], b.insurer[i]);
    act(a.cost[i], b.cost[i]);
    act(a.paid[i], b.paid[i]);
    act(a.retention_left[i], b.retention_left[i]);
    act(a.limit_left[i], b.limit_left[i]);
  }
  for (std::size_t e = 0; e < most_contracts; ++e) act(a.cap_left[e], b.cap_left[e]);
  act(a.victim, b.victim);
  act(a.fund_first, b.fund_first);
  act(a.top_up, b.top_up);
  act(a.friction, b.friction);
  act(a.transferred, b.transferred);
  act(a.uncompensated, b.uncompensated);
}

template <class Value>
Value* moved(Value* column, std::size_t by) {
  return column == nullptr ? nullptr : column + by;
}

template <class Columns>
Columns part_of(const Columns& whole, std::size_t from, std::size_t count) {
  Columns part = whole;
  const auto move = [from](const auto& source, auto& target) { target = moved(source, from); };
  if constexpr (std::is_same_v<Columns, EventColumns>) {
    for_each_input(whole, part, move);
    part.count = count;
  } else {
    for_each_output(whole, part, move);
  }
  return part;
}

}  // namespace

ColumnAllocator::ColumnAllocator(Event<double> prototype)
    : prototype_(std::move(prototype)), current_(prototype_) {
  if (prototype_.settlement || prototype_.cf_basis == FaultBasis::relative) return;
  plan_ = std::make_unique<ColumnPlan>(plan_of(prototype_));
  scratch_ = std::make_unique<Scratch>();
}

ColumnAllocator::~ColumnAllocator() = default;

bool ColumnAllocator::is_vectorized() const { return plan_ != nullptr; }

LargestResidual ColumnAllocator::allocate(const EventColumns& events, const BurdenColumns& burdens) {
  if (!plan_) return one_by_one(events, burdens);
  LargestResidual largest;
  for (std::size_t from = 0; from < events.count; from += column_chunk) {
    const std::size_t count = std::min(column_chunk, events.count - from);
    const LargestResidual of_chunk = chunk(part_of(events, from, count), part_of(burdens, from, count));
    if (!(of_chunk.relative <= largest.relative)) largest = {of_chunk.relative, from + of_chunk.event};
  }
  return largest;
}

LargestResidual ColumnAllocator::chunk(const EventColumns& events, const BurdenColumns& burdens) {
  Scratch& s = *scratch_;
  const std::size_t lanes = column_lanes();
  const std::size_t whole = events.count - events.count % lanes;
  const auto claims = [&](std::size_t k) {
    if (events.claim_made != nullptr && events.claim_made[k] == 0) return false;
    return events.liable == nullptr || events.liable[k] != 0 || plan_->direct_insurer >= 0 ||
           plan_->has_fund_first != 0;
  };
  s.count = 0;
  for (std::size_t k = 0; k < whole; ++k) {
    s.place[s.count] = static_cast<std::uint32_t>(k);
    if (claims(k)) ++s.count;
  }
  LargestResidual largest;
  const auto note = [&](std::size_t count, const auto& place) {
    for (std::size_t k = 0; k < count; ++k) {
      if (!(s.residual[k] <= largest.relative)) largest = {s.residual[k], place(k)};
    }
  };
  // Packing costs about an eighth of the work.
  const bool is_dense = s.count >= whole - whole / 8;
  if (is_dense) {
    allocate_in_lanes(*plan_, events, burdens, whole, s.residual.data());
    note(whole, [](std::size_t k) { return k; });
    s.count = 0;
  } else {
    leave_in_lanes(*plan_, events, burdens, whole);
  }
  for (std::size_t k = whole; k < events.count; ++k) s.place[s.count++] = static_cast<std::uint32_t>(k);
  if (s.count == 0) return largest;
  s.numbers = s.words = s.burden_columns = 0;
  for_each_input(events, s.events, [&s](const auto& from, auto& to) { s.pack(from, to); });
  for_each_output(burdens, s.burdens, [&s](const auto& wanted, auto& column) { s.provide(wanted, column); });
  const std::size_t padded = (s.count + lanes - 1) / lanes * lanes;
  allocate_in_lanes(*plan_, s.events, s.burdens, padded, s.residual.data());
  for_each_output(s.burdens, burdens, [&s](const double* from, double* to) { s.unpack(from, to); });
  note(s.count, [&s](std::size_t k) { return std::size_t{s.place[k]}; });
  return largest;
}

namespace {

void set_from(const double* column, std::size_t place, double& value) {
  if (column != nullptr) value = column[place];
}

void set_limit_from(const double* column, std::size_t place, Limit<double>& limit) {
  if (column == nullptr) return;
  limit = column[place] == unlimited ? Limit<double>() : Limit<double>(column[place]);
}

bool has(std::uint64_t set, std::size_t i) { return (set >> i & 1U) != 0; }

/// The prototype's values replaced by those of the columns; takes no memory.
void fill(const EventColumns& columns, std::size_t place, Event<double>& event) {
  set_from(columns.damage, place, event.damage);
  set_from(columns.victim_weight, place, event.victim_weight);
  if (columns.claim_made != nullptr) event.claim_made = columns.claim_made[place] != 0;
  if (columns.fallback != nullptr && event.fallback) event.fallback = columns.fallback[place] != 0;
  for (std::size_t i = 0; i < event.parties.size(); ++i) {
    Party<double>& party = event.parties[i];
    const EventColumns::OfParty& column = columns.party[i];
    set_from(column.weight, place, party.weight);
    set_limit_from(column.assets, place, party.assets);
    set_from(column.order_key, place, party.order_key);
    set_limit_from(column.victim_cap, place, party.victim_cap);
    set_limit_from(column.statutory_cap, place, party.statutory_cap);
    if (columns.liable != nullptr) party.liable = has(columns.liable[place], i);
    if (columns.at_fault != nullptr) party.at_fault = has(columns.at_fault[place], i);
    if (columns.gross_negligence != nullptr) party.gross_negligence = has(columns.gross_negligence[place], i);
    if (columns.time_barred != nullptr) party.time_barred = has(columns.time_barred[place], i);
    if (!party.insurance) continue;
    set_from(column.retention, place, party.insurance->retention);
    set_limit_from(column.limit, place, party.insurance->limit);
    if (columns.covered != nullptr) party.insurance->covered = has(columns.covered[place], i);
  }
  if (columns.outcomes != nullptr) {
    for (std::size_t i = 0; i < most_parties; ++i) {
      for (std::size_t j = 0; j < most_parties; ++j) {
        event.contribution.outcomes[i][j] = has(columns.outcomes[place], 8 * i + j);
      }
    }
  }
  for (std::size_t e = 0; e < event.contracts.size(); ++e) {
    set_limit_from(columns.cap[e], place, event.contracts[e].cap);
    if (columns.contract_outcomes != nullptr) {
      event.contracts[e].outcome = has(columns.contract_outcomes[place], e);
    }
  }
}

void set_to(double* column, std::size_t place, double value) {
  if (column != nullptr) column[place] = value;
}

}  // namespace

LargestResidual ColumnAllocator::one_by_one(const EventColumns& events, const BurdenColumns& burdens) {
  LargestResidual largest;
  for (std::size_t k = 0; k < events.count; ++k) {
    fill(events, k, current_);
    // What is left is told by the pool that all events of a batch draw on.
    Pool<double> pool = pool_of(current_);
    Case<double> one(current_, pool, nullptr);
    one.open();
    one.collect();
    one.close();
    const Allocation<double> result = one.allocation();
    for (std::size_t i = 0; i < current_.parties.size(); ++i) {
      set_to(burdens.own[i], k, result.own[i]);
      set_to(burdens.insurer[i], k, result.insurer[i]);
      set_to(burdens.cost[i], k, result.cost[i]);
      set_to(burdens.paid[i], k, result.paid[i]);
      set_to(burdens.retention_left[i], k, pool.party[i].retention);
      set_to(burdens.limit_left[i], k, pool.party[i].limit.left().value_or(unlimited));
    }
    for (std::size_t e = 0; e < current_.contracts.size(); ++e) {
      set_to(burdens.cap_left[e], k, pool.bucket[e].left().value_or(unlimited));
    }
    set_to(burdens.victim, k, result.victim);
    set_to(burdens.fund_first, k, result.fund_first);
    set_to(burdens.top_up, k, result.top_up);
    set_to(burdens.friction, k, result.friction);
    set_to(burdens.transferred, k, result.transferred);
    set_to(burdens.uncompensated, k, result.uncompensated);
    const double residual = std::fabs(result.residual) / std::max(1.0, current_.damage + result.friction);
    if (!(residual <= largest.relative)) largest = {residual, k};
  }
  return largest;
}

Event<double> ColumnAllocator::event(const EventColumns& events, std::size_t place) const {
  Event<double> result = prototype_;
  fill(events, place, result);
  return result;
}

}  // namespace tenbin::liability
