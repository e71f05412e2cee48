#include "tenbin/simulation/year_loss_table.hpp"

#include <algorithm>
#include <utility>

#include "tenbin/random/address.hpp"

namespace tenbin {

const YearLossTable::Subject* YearLossTable::find(const std::string& name, Basis basis) const {
  for (const Subject& subject : subjects_) {
    if (subject.name == name && subject.basis == basis) return &subject;
  }
  return nullptr;
}

std::optional<std::size_t> YearLossTable::counted(const std::string& subject) const {
  const auto found = counted_.find(subject);
  return found == counted_.end() ? std::nullopt : std::optional(found->second);
}

std::span<const double> YearLossTable::column(std::size_t number) const {
  const Column& column = columns_[number];
  const auto count = static_cast<std::size_t>(years_);
  if (column.derived != nullptr) {
    Derived& derived = *column.derived;
    const std::lock_guard lock(derived.mutex);
    if (derived.years < years_) {
      column.amounts.grow(count);
      const auto first = static_cast<std::size_t>(derived.years);
      derived.formula(*this, first, {column.amounts.data() + first, count - first});
      derived.years = years_;
    }
  }
  return {column.amounts.data(), count};
}

std::size_t YearLossTable::add_column() {
  columns_.emplace_back();
  return columns_.size() - 1;
}

std::size_t YearLossTable::add_column(Formula formula) {
  const std::size_t number = add_column();
  columns_[number].derived = std::make_unique<Derived>();
  columns_[number].derived->formula = std::move(formula);
  return number;
}

void YearLossTable::add_subject(std::string name, Basis basis, std::size_t column) {
  subjects_.push_back({std::move(name), basis, column});
}

void YearLossTable::add_counted(std::string subject, std::size_t column) {
  counted_.emplace(std::move(subject), column);
}

void YearLossTable::reserve_years(std::int64_t years) {
  const std::int64_t blocks = (years + block_years - 1) / block_years;
  for (Column& column : columns_) {
    if (column.derived == nullptr) column.amounts.grow(static_cast<std::size_t>(blocks * block_years));
  }
}

void YearLossTable::start_again_at(std::int64_t block) {
  years_ = 0;
  first_block_ = block;
  for (Column& column : columns_) {
    std::fill_n(column.amounts.data(), column.amounts.size(), 0.0);
    if (column.derived != nullptr) column.derived->years = 0;
  }
}

double* YearLossTable::block(std::size_t column, std::int64_t block) {
  return columns_[column].amounts.data() + (block - first_block_) * block_years;
}

}  // namespace tenbin
