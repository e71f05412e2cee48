#include "tenbin/measure/batch_sums.hpp"

#include <algorithm>

#include "tenbin/core/error.hpp"
#include "tenbin/measure/fixed_sum.hpp"

namespace tenbin {

void BatchSums::append(std::span<const double> years) {
  while (!years.empty()) {
    if (years_ % batch_years_ == 0) sums_.push_back(0);
    const std::size_t count = std::min(batch_years_ - years_ % batch_years_, years.size());
    sums_.back() += column::fixed_sum(count, [&](std::size_t i) { return years[i]; });
    years_ += count;
    years = years.subspan(count);
  }
}

LinearFigure BatchSums::mean() const {
  check(years_ > 0, "BatchSums", "number of years", 0, "at least 1");
  const auto n = static_cast<double>(years_);
  LinearFigure figure{column::fixed_sum(sums_.size(), [&](std::size_t b) { return sums_[b]; }) / n, true, {}};
  figure.influence.reserve(sums_.size());
  for (std::size_t b = 0; b < sums_.size(); ++b) {
    const std::size_t count = std::min(batch_years_, years_ - b * batch_years_);
    figure.influence.push_back((sums_[b] - static_cast<double>(count) * figure.value) / n);
  }
  return figure;
}

}  // namespace tenbin
