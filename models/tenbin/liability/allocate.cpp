#include "tenbin/liability/allocate.hpp"

#include <algorithm>

#include "tenbin/liability/case.hpp"

namespace tenbin::liability {

template <class Number>
Allocation<Number> allocate(const Event<Number>& event, std::vector<Step<Number>>* steps) {
  Pool<Number> pool = pool_of(event);
  Case<Number> one(event, pool, steps);
  one.open();
  one.collect();
  one.close();
  return one.allocation();
}

template Allocation<double> allocate(const Event<double>&, std::vector<Step<double>>*);
template Allocation<Exact> allocate(const Event<Exact>&, std::vector<Step<Exact>>*);

template <class Number>
std::vector<std::pair<std::string, Number>> levies(const Event<Number>& event,
                                                   const Allocation<Number>& allocation) {
  std::vector<std::pair<std::string, Number>> result;
  const auto add = [&](const std::vector<LevyShare<Number>>& shares, const Number& amount) {
    Number sum(0);
    for (const LevyShare<Number>& share : shares) sum += share.weight;
    if (sum == 0) return;
    for (const LevyShare<Number>& share : shares) {
      const auto same = [&](const auto& entry) { return entry.first == share.name; };
      auto found = std::find_if(result.begin(), result.end(), same);
      if (found == result.end()) found = result.insert(result.end(), {share.name, Number(0)});
      found->second += amount * share.weight / sum;
    }
  };
  if (event.fund_first) add(event.fund_first->levy, allocation.fund_first);
  if (event.fund) add(event.fund->levy, allocation.top_up);
  return result;
}

template std::vector<std::pair<std::string, double>> levies(const Event<double>&, const Allocation<double>&);
template std::vector<std::pair<std::string, Exact>> levies(const Event<Exact>&, const Allocation<Exact>&);

}  // namespace tenbin::liability
