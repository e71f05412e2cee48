#include "tenbin/simulation/page_pool.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <cstring>
#include <mutex>
#include <new>
#include <vector>

namespace tenbin {
namespace {

constexpr std::size_t small_page = std::size_t{1} << 12;
constexpr std::size_t large_page = std::size_t{1} << 21;
constexpr std::size_t kept_at_most = std::size_t{1} << 28;
/// Enough for the columns of many runs at once; beyond it the system takes pages back.
constexpr std::size_t pieces_at_most = 4096;

class PagePool {
 public:
  PagePool() { kept_.reserve(pieces_at_most); }
  ~PagePool() {
    for (const Pages& pages : kept_) munmap(pages.memory, pages.bytes);
  }
  PagePool(const PagePool&) = delete;
  PagePool& operator=(const PagePool&) = delete;

  /// Kept pages of just this size, or none.
  Pages take(std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    // The latest given back are the warmest.
    const auto found =
        std::find_if(kept_.rbegin(), kept_.rend(), [&](const Pages& pages) { return pages.bytes == bytes; });
    if (found == kept_.rend()) return {};
    const Pages pages = *found;
    *found = kept_.back();
    kept_.pop_back();
    kept_bytes_ -= bytes;
    return pages;
  }

  bool keep(Pages pages) {
    const std::lock_guard lock(mutex_);
    if (kept_bytes_ + pages.bytes > kept_at_most || kept_.size() == pieces_at_most) return false;
    kept_.push_back(pages);
    kept_bytes_ += pages.bytes;
    return true;
  }

 private:
  std::mutex mutex_;
  std::vector<Pages> kept_;
  std::size_t kept_bytes_ = 0;
};

PagePool& pool() {
  static PagePool pages;
  return pages;
}

/// A hint: refusal costs time only.
void advise(const Pages& pages) {
  madvise(pages.memory, pages.bytes, pages.bytes % large_page == 0 ? MADV_HUGEPAGE : MADV_NOHUGEPAGE);
}

}  // namespace

Pages take_pages(std::size_t bytes) {
  Pages pages = pool().take(bytes);
  if (pages.memory != nullptr) {
    std::memset(pages.memory, 0, pages.bytes);
    return pages;
  }
  pages = {mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), bytes};
  if (pages.memory == MAP_FAILED) throw std::bad_alloc();
  advise(pages);
  return pages;
}

Pages grow_pages(Pages pages, std::size_t bytes) {
  const Pages grown = {mremap(pages.memory, pages.bytes, bytes, MREMAP_MAYMOVE), bytes};
  if (grown.memory == MAP_FAILED) throw std::bad_alloc();
  advise(grown);
  return grown;
}

void give_back_pages(Pages pages) noexcept {
  if (pages.memory != nullptr && !pool().keep(pages)) munmap(pages.memory, pages.bytes);
}

std::size_t whole_pages(std::size_t bytes) {
  // Clearing a large page costs as much as many small ones: only where most of it is wanted.
  const std::size_t page = bytes > large_page / 2 ? large_page : small_page;
  return (bytes + page - 1) / page * page;
}

}  // namespace tenbin
