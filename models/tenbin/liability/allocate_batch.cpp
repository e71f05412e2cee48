#include <algorithm>

#include "tenbin/core/error.hpp"
#include "tenbin/liability/allocate.hpp"
#include "tenbin/liability/case.hpp"

namespace tenbin::liability {
namespace {

template <class Number>
bool same_parties(const Event<Number>& a, const Event<Number>& b) {
  const auto same_party = [](const Party<Number>& x, const Party<Number>& y) { return x.name == y.name; };
  const auto same_contract = [](const Contract<Number>& x, const Contract<Number>& y) {
    return x.from == y.from && x.to == y.to;
  };
  return std::equal(a.parties.begin(), a.parties.end(), b.parties.begin(), b.parties.end(), same_party) &&
         std::equal(a.contracts.begin(), a.contracts.end(), b.contracts.begin(), b.contracts.end(),
                    same_contract);
}

/// One round: what every event still asks of every party that takes part; the parties pay once each.
/// @return false if nothing is asked any more
template <class Number>
bool collect_round(std::vector<Case<Number>>& cases, const std::vector<Sequence>& orders, std::size_t parties,
                   PartySet& in) {
  std::vector<std::array<Number, most_parties>> asked(cases.size());
  std::array<Number, most_parties> sum{};
  bool anything = false;
  for (std::size_t e = 0; e < cases.size(); ++e) {
    Number need = cases[e].need();
    for (std::size_t k = 0; k < parties; ++k) {
      const std::size_t i = orders[e][k];
      if (!in[i] || !cases[e].sued()[i]) continue;
      asked[e][i] = not_negative(smaller(need, cases[e].open_exposure(i)));
      need -= asked[e][i];
      sum[i] += asked[e][i];
      anything = anything || asked[e][i] > cases[e].tolerance();
    }
  }
  if (!anything) return false;
  for (std::size_t i = 0; i < parties; ++i) {
    if (sum[i] <= 0) continue;
    const Payment<Number> whole = cases.front().pay(i, sum[i]);
    cases.front().take_back(i, whole);  // it was paid for all events together
    for (std::size_t e = 0; e < cases.size(); ++e) {
      const Number part = asked[e][i] / sum[i];
      cases[e].book(i, {whole.total * part, whole.own * part, whole.insurer * part});
    }
    if (whole.total < sum[i] - cases.front().tolerance()) in.reset(i);
  }
  return true;
}

}  // namespace

template <class Number>
std::vector<Allocation<Number>> allocate_batch(std::span<const Event<Number>> events,
                                               const BatchTerms& terms) {
  std::vector<Allocation<Number>> result;
  if (events.empty()) return result;
  const Event<Number>& first = events.front();
  for (const Event<Number>& event : events) {
    if (!same_parties(first, event)) {
      throw ParameterError("allocate_batch: the events have different parties or contracts");
    }
  }
  Pool<Number> pool = pool_of(first);
  if (terms.mode == BatchMode::sequential) {
    for (const Event<Number>& event : events) {
      for (std::size_t i = 0; i < event.parties.size(); ++i) {
        if (terms.per_event_retention[i]) set_retention(event.parties[i], pool.party[i]);
        if (terms.per_event_limit[i]) set_limit(event.parties[i], pool.party[i]);
      }
      for (std::size_t e = 0; e < event.contracts.size(); ++e) {
        if (terms.per_event_cap[e]) pool.bucket[e] = Capacity<Number>(event.contracts[e].cap);
      }
      Case<Number> one(event, pool, nullptr);
      one.open();
      one.collect();
      one.close();
      result.push_back(one.allocation());
    }
    return result;
  }
  if (terms.per_event_retention.any() || terms.per_event_limit.any() || terms.per_event_cap.any()) {
    throw ParameterError(
        "allocate_batch: nothing can start afresh at each event when all events are paid together");
  }
  std::vector<Case<Number>> cases;
  cases.reserve(events.size());
  for (const Event<Number>& event : events) cases.emplace_back(event, pool, nullptr);
  for (Case<Number>& one : cases) one.open();
  PartySet in;
  in.set();
  std::vector<Sequence> orders;
  orders.reserve(cases.size());
  for (const Case<Number>& one : cases) orders.push_back(one.order());
  while (collect_round(cases, orders, first.parties.size(), in)) {
  }
  for (Case<Number>& one : cases) {
    one.close();
    result.push_back(one.allocation());
  }
  return result;
}

template std::vector<Allocation<double>> allocate_batch(std::span<const Event<double>>, const BatchTerms&);
template std::vector<Allocation<Exact>> allocate_batch(std::span<const Event<Exact>>, const BatchTerms&);

}  // namespace tenbin::liability
