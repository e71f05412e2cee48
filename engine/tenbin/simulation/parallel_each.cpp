#include "tenbin/simulation/parallel_each.hpp"

#include "tenbin/simulation/parallel.hpp"

namespace tenbin {

void parallel_each(std::int64_t count, int threads, const std::function<void(std::int64_t)>& body) {
  struct Nothing {};
  Workers<Nothing> workers(threads);
  workers.for_each(0, count, [&](std::int64_t index, Nothing&) { body(index); });
}

}  // namespace tenbin
