#pragma once

#include <cstddef>

#include "tenbin/simulation/page_pool.hpp"

namespace tenbin {

/// A growing column of annual amounts in whole pages: zero when new, in large pages where the system offers
/// them, so that a million years cost no thousands of page faults.
class YearColumn {
 public:
  YearColumn() = default;
  ~YearColumn();
  YearColumn(YearColumn&& other) noexcept;
  YearColumn& operator=(YearColumn&& other) noexcept;
  YearColumn(const YearColumn&) = delete;
  YearColumn& operator=(const YearColumn&) = delete;

  /// Grows to `count` numbers; the old ones stay, the new ones are zero.
  /// @throw std::bad_alloc
  void grow(std::size_t count);
  double* data() { return static_cast<double*>(pages_.memory); }
  const double* data() const { return static_cast<const double*>(pages_.memory); }
  std::size_t size() const { return size_; }

 private:
  Pages pages_;
  std::size_t size_ = 0;
};

}  // namespace tenbin
