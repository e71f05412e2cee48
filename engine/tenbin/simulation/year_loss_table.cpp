#include "tenbin/simulation/year_loss_table.hpp"

#include <utility>

#include "tenbin/random/address.hpp"

namespace tenbin {

const YearLossTable::Subject* YearLossTable::find(const std::string& name, Basis basis) const {
  for (const Subject& subject : subjects_) {
    if (subject.name == name && subject.basis == basis) return &subject;
  }
  return nullptr;
}

std::size_t YearLossTable::add_column() {
  columns_.emplace_back();
  return columns_.size() - 1;
}

void YearLossTable::add_subject(std::string name, Basis basis, std::size_t column) {
  subjects_.push_back({std::move(name), basis, column});
}

void YearLossTable::reserve_years(std::int64_t years) {
  const std::int64_t blocks = (years + block_years - 1) / block_years;
  for (YearColumn& column : columns_) column.grow(static_cast<std::size_t>(blocks * block_years));
}

double* YearLossTable::block(std::size_t column, std::int64_t block) {
  return columns_[column].data() + block * block_years;
}

}  // namespace tenbin
