#include "tenbin/simulation/event_table.hpp"

#include <algorithm>
#include <array>

#include "tenbin/random/address.hpp"

namespace tenbin {

void EventTable::start(std::size_t count, std::size_t heads, const EventColumns& columns) {
  runs.clear();
  year.resize(count);
  amount.resize(heads);
  for (auto& column : amount) column.resize(count);
  time.resize(columns.time ? count : 0);
  reported.resize(columns.time ? count : 0);
  entity.resize(columns.identity ? count : 0);
  peril.resize(columns.identity ? count : 0);
  cause.resize(columns.identity ? count : 0);
  contribution.resize(columns.contribution ? count : 0);
  address.resize(columns.address ? count : 0);
}

void EventTable::shrink(std::size_t count) {
  const auto cut = [count](auto& column) { column.resize(std::min(column.size(), count)); };
  cut(year);
  for (auto& column : amount) cut(column);
  cut(time);
  cut(reported);
  cut(entity);
  cut(peril);
  cut(cause);
  cut(contribution);
  cut(address);
}

void EventTable::move(std::size_t from, std::size_t to) {
  const auto copy = [from, to](auto& column) {
    if (!column.empty()) column[to] = column[from];
  };
  copy(year);
  for (auto& column : amount) copy(column);
  copy(time);
  copy(reported);
  copy(entity);
  copy(peril);
  copy(cause);
  copy(contribution);
  copy(address);
}

void EventTable::order_by(const std::vector<double>& when, std::vector<std::uint32_t>& order) const {
  // Counting sort by year, then a stable sort by time inside each year.
  std::array<std::uint32_t, block_years + 1> first{};
  for (std::uint16_t y : year) ++first[y + 1u];
  for (std::size_t y = 0; y < block_years; ++y) first[y + 1] += first[y];
  std::array<std::uint32_t, block_years + 1> next = first;
  order.resize(size());
  for (std::uint32_t event = 0; event < size(); ++event) order[next[year[event]]++] = event;
  for (std::size_t y = 0; y < block_years; ++y) {
    std::stable_sort(order.begin() + first[y], order.begin() + first[y + 1],
                     [&](std::uint32_t a, std::uint32_t b) { return when[a] < when[b]; });
  }
}

}  // namespace tenbin
