#pragma once

#include <cstddef>

namespace tenbin {

/// Whole pages straight from the system, zero when handed out.
struct Pages {
  void* memory = nullptr;
  std::size_t bytes = 0;
};

/// Pages of at least `bytes`, a multiple of the page size; in large pages where the system offers them and
/// `bytes` is a multiple of theirs. What was given back is handed out again, cleared: a page fault costs a
/// thousand times what clearing a warm page does, and a batch would otherwise pay it for every scenario. Safe
/// to call from any thread.
/// @throw std::bad_alloc
Pages take_pages(std::size_t bytes);
/// The same pages, grown: what they held stays, the rest is zero.
/// @throw std::bad_alloc  `pages` then stays as it was
Pages grow_pages(Pages pages, std::size_t bytes);
/// Gives pages back. At most 256 MB of them are kept for the next taker, the rest goes to the system.
void give_back_pages(Pages pages) noexcept;

/// The size of what holds `bytes`, in small pages or, from half of one on, in large ones.
std::size_t whole_pages(std::size_t bytes);

}  // namespace tenbin
