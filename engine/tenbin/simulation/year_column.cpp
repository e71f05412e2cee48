#include "tenbin/simulation/year_column.hpp"

#include <sys/mman.h>

#include <new>
#include <utility>

namespace tenbin {

YearColumn::~YearColumn() {
  if (data_ != nullptr) munmap(data_, bytes_);
}

YearColumn::YearColumn(YearColumn&& other) noexcept { *this = std::move(other); }

YearColumn& YearColumn::operator=(YearColumn&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  std::swap(bytes_, other.bytes_);
  return *this;
}

void YearColumn::grow(std::size_t count) {
  if (count <= size_) return;
  // Clearing a large page costs as much as many small ones: only where most of it is wanted.
  constexpr std::size_t large_page = std::size_t{1} << 21;
  const bool is_large = count * sizeof(double) > large_page / 2;
  const std::size_t page = is_large ? large_page : std::size_t{1} << 12;
  const std::size_t bytes = (count * sizeof(double) + page - 1) / page * page;
  if (bytes > bytes_) {
    void* const memory =
        data_ == nullptr ? mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
                         : mremap(data_, bytes_, bytes, MREMAP_MAYMOVE);
    if (memory == MAP_FAILED) throw std::bad_alloc();
    // Hints: refusal costs time only.
    madvise(memory, bytes, is_large ? MADV_HUGEPAGE : MADV_NOHUGEPAGE);
    data_ = static_cast<double*>(memory);
    bytes_ = bytes;
  }
  size_ = count;
}

}  // namespace tenbin
