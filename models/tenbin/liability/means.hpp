#pragma once

#include <algorithm>
#include <array>
#include <cmath>

#include "tenbin/liability/event.hpp"
#include "tenbin/liability/exact.hpp"

/// What parties pay from, and the comparisons of amounts: shared by allocate.cpp and allocate_batch.cpp.
namespace tenbin::liability {

/// Comparisons that must not turn on a rounding error. With exact numbers they are what they say.
template <class Number>
struct Comparison;

template <>
struct Comparison<double> {
  static double amount_tolerance(double damage) { return 1e-12 * std::max(1.0, damage); }
  static bool at_least(double share, double bound) { return share >= bound - 1e-12; }
  static bool above(double share, double bound) { return share > bound + 1e-12; }
  /// So that equal pockets are ties.
  static double pocket(double amount, double damage) {
    return std::nearbyint(amount / (1e-9 * std::max(1.0, damage)));
  }
};

template <>
struct Comparison<Exact> {
  static Exact amount_tolerance(const Exact&) { return 0; }
  static bool at_least(const Exact& share, const Exact& bound) { return share >= bound; }
  static bool above(const Exact& share, const Exact& bound) { return share > bound; }
  static Exact pocket(const Exact& amount, const Exact&) { return amount; }
};

/// An amount that is used up, or an unlimited one.
template <class Number>
class Capacity {
 public:
  Capacity() = default;
  explicit Capacity(const Limit<Number>& amount) : left_(amount) {}

  /// min(amount, what is left)
  Number part_of(const Number& amount) const { return left_ && *left_ < amount ? *left_ : amount; }
  /// min(amount, what is left after `used`)
  Number part_after(const Number& used, const Number& amount) const {
    if (!left_) return amount;
    const Number rest = *left_ - used;
    return rest < amount ? rest : amount;
  }
  void take(const Number& amount) {
    if (left_) *left_ -= amount;
  }
  void give(const Number& amount) {
    if (left_) *left_ += amount;
  }
  bool is_zero() const { return left_ && *left_ <= 0; }
  const Limit<Number>& left() const { return left_; }

 private:
  Limit<Number> left_{};  // none: unlimited
};

/// What a party can pay from.
template <class Number>
struct Means {
  Capacity<Number> assets, limit;
  Number retention{0};
};

/// What all events of a batch draw on.
template <class Number>
struct Pool {
  std::array<Means<Number>, most_parties> party;
  std::array<Capacity<Number>, most_contracts> bucket;
};

template <class Number>
void set_retention(const Party<Number>& party, Means<Number>& means) {
  means.retention = party.insurance ? party.insurance->retention : Number(0);
}

template <class Number>
void set_limit(const Party<Number>& party, Means<Number>& means) {
  means.limit = Capacity<Number>(party.insurance ? party.insurance->limit : Limit<Number>(Number(0)));
}

template <class Number>
Pool<Number> pool_of(const Event<Number>& event) {
  Pool<Number> pool;
  for (std::size_t i = 0; i < event.parties.size(); ++i) {
    pool.party[i].assets = Capacity<Number>(event.parties[i].assets);
    set_retention(event.parties[i], pool.party[i]);
    set_limit(event.parties[i], pool.party[i]);
  }
  for (std::size_t e = 0; e < event.contracts.size(); ++e) {
    pool.bucket[e] = Capacity<Number>(event.contracts[e].cap);
  }
  return pool;
}

/// The smaller of two amounts.
template <class Number>
Number smaller(const Number& a, const Number& b) {
  return b < a ? b : a;
}

/// The amount, or 0 where it is below.
template <class Number>
Number not_negative(const Number& a) {
  return a < 0 ? Number(0) : a;
}

/// Places of parties, in some order.
using Sequence = std::array<std::size_t, most_parties>;

/// Who paid an amount.
template <class Number>
struct Payment {
  Number total{0}, own{0}, insurer{0};
};

}  // namespace tenbin::liability
