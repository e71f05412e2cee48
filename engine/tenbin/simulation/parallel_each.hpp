#pragma once

#include <cstdint>
#include <functional>

namespace tenbin {

/// body(0), ..., body(count - 1) on up to `threads` threads (0: all processors), in any order; each writes to
/// its own slot, so that results do not depend on threads. An exception of a body reaches the caller.
void parallel_each(std::int64_t count, int threads, const std::function<void(std::int64_t)>& body);

}  // namespace tenbin
