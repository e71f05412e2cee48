#pragma once

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

#include <cstdint>
#include <optional>

/// The only place that knows oneTBB. Results are written by index into slots, so nothing depends on who does
/// what.
namespace tenbin {

/// Workers with a workspace each.
template <class Workspace>
class Workers {
 public:
  /// @param threads 1: the calling thread alone; 0: all processors
  explicit Workers(int threads)
      : serial_(threads == 1), arena_(threads > 0 ? threads : tbb::task_arena::automatic) {
    // More threads than processors is unusual, but the user's to decide.
    if (threads > 1) {
      allowance_.emplace(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads));
    }
    // Threads start while the caller prepares the work.
    if (!serial_) arena_.enqueue([] {});
  }

  int count() { return serial_ ? 1 : arena_.max_concurrency(); }

  /// body(index, workspace) for begin <= index < end; an exception of a body reaches the caller.
  template <class Body>
  void for_each(std::int64_t begin, std::int64_t end, const Body& body) {
    if (serial_) {
      for (std::int64_t index = begin; index < end; ++index) body(index, own_);
      return;
    }
    arena_.execute([&] {
      tbb::parallel_for(tbb::blocked_range<std::int64_t>(begin, end, 1), [&](const auto& range) {
        Workspace& workspace = workspaces_.local();
        for (std::int64_t index = range.begin(); index < range.end(); ++index) body(index, workspace);
      });
    });
  }

 private:
  bool serial_;
  std::optional<tbb::global_control> allowance_;
  tbb::task_arena arena_;
  Workspace own_;
  tbb::enumerable_thread_specific<Workspace> workspaces_;
};

}  // namespace tenbin
