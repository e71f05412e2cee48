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
}

void EventTable::order_by_time(std::vector<std::uint32_t>& order) const {
  // Counting sort by year, then a stable sort by time inside each year.
  std::array<std::uint32_t, block_years + 1> first{};
  for (std::uint16_t y : year) ++first[y + 1u];
  for (std::size_t y = 0; y < block_years; ++y) first[y + 1] += first[y];
  std::array<std::uint32_t, block_years + 1> next = first;
  order.resize(size());
  for (std::uint32_t event = 0; event < size(); ++event) order[next[year[event]]++] = event;
  for (std::size_t y = 0; y < block_years; ++y) {
    std::stable_sort(order.begin() + first[y], order.begin() + first[y + 1],
                     [&](std::uint32_t a, std::uint32_t b) { return time[a] < time[b]; });
  }
}

}  // namespace tenbin
