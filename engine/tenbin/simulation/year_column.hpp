#pragma once

#include <cstddef>

namespace tenbin {

/// A growing column of annual amounts in memory straight from the system: zero when new, in large pages where
/// the system offers them, so that a million years cost no thousands of page faults.
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
  double* data() { return data_; }
  const double* data() const { return data_; }
  std::size_t size() const { return size_; }

 private:
  double* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace tenbin
