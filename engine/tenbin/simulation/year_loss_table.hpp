#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "tenbin/simulation/year_column.hpp"

namespace tenbin {

/// What a year's number is made of its events.
enum class Basis {
  aep,  ///< the year's sum (aggregate exceedance)
  oep   ///< the year's largest event, under occurrence terms, before annual aggregate terms
};

/// Annual amounts by subject and basis. Subjects: ground_up; party/NAME; design/ID/insurer;
/// design/ID/insured; design/ID/policy/ID; design/ID/policy/ID/insured; design/ID/policy/ID/section/ID.
/// Several subjects may share one column where they are the same by construction (a design with one policy).
class YearLossTable {
 public:
  struct Subject {
    std::string name;
    Basis basis;
    std::size_t column;
  };

  std::int64_t years() const { return years_; }
  const std::vector<Subject>& subjects() const { return subjects_; }
  /// Amounts of the simulated years.
  std::span<const double> column(std::size_t number) const {
    return {columns_[number].data(), static_cast<std::size_t>(years_)};
  }
  std::size_t columns() const { return columns_.size(); }
  /// @return null where there is no such subject
  const Subject* find(const std::string& name, Basis basis) const;

  // Building.
  std::size_t add_column();
  void add_subject(std::string name, Basis basis, std::size_t column);
  /// Makes room for `years` years, rounded up to whole blocks.
  void reserve_years(std::int64_t years);
  /// The years of one block, to write to.
  double* block(std::size_t column, std::int64_t block);
  void set_years(std::int64_t years) { years_ = years; }

 private:
  std::int64_t years_ = 0;
  std::vector<Subject> subjects_;
  std::vector<YearColumn> columns_;
};

}  // namespace tenbin
