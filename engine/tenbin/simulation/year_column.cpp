#include "tenbin/simulation/year_column.hpp"

#include <utility>

namespace tenbin {

YearColumn::~YearColumn() { give_back_pages(pages_); }

YearColumn::YearColumn(YearColumn&& other) noexcept { *this = std::move(other); }

YearColumn& YearColumn::operator=(YearColumn&& other) noexcept {
  std::swap(pages_, other.pages_);
  std::swap(size_, other.size_);
  return *this;
}

void YearColumn::grow(std::size_t count) {
  if (count <= size_) return;
  const std::size_t bytes = whole_pages(count * sizeof(double));
  if (pages_.memory == nullptr)
    pages_ = take_pages(bytes);
  else if (bytes > pages_.bytes)
    pages_ = grow_pages(pages_, bytes);
  size_ = count;
}

}  // namespace tenbin
