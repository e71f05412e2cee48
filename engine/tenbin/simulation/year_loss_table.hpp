#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
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

  /// From the first year that it holds.
  std::int64_t years() const { return years_; }
  const std::vector<Subject>& subjects() const { return subjects_; }
  /// Amounts of the simulated years; valid until the table grows. Threads may ask at the same time.
  std::span<const double> column(std::size_t number) const;
  std::size_t columns() const { return columns_.size(); }
  /// Amounts of a policy or section that its annual limit counts, where others are paid beside the limit
  /// (defence cost outside it); nothing where every payment counts.
  std::optional<std::size_t> counted(const std::string& subject) const;
  /// @return null where there is no such subject
  const Subject* find(const std::string& name, Basis basis) const;

  // Building.
  std::size_t add_column();
  /// Writes the years [first, first + amounts.size()) of a column, from the table's other columns.
  using Formula =
      std::function<void(const YearLossTable& table, std::size_t first, std::span<double> amounts)>;
  /// A column that follows from others: computed when it is asked for, so that nobody pays for what nobody
  /// reads.
  std::size_t add_column(Formula formula);
  void add_subject(std::string name, Basis basis, std::size_t column);
  void add_counted(std::string subject, std::size_t column);
  /// Makes room for `years` years, rounded up to whole blocks.
  void reserve_years(std::int64_t years);
  /// Forgets its years: from now on it holds those from a block on. What it held is zero again.
  void start_again_at(std::int64_t block);
  /// The years of one block, to write to; not of a column with a formula.
  double* block(std::size_t column, std::int64_t block);
  void set_years(std::int64_t years) { years_ = years; }

 private:
  std::int64_t years_ = 0;
  std::int64_t first_block_ = 0;
  std::vector<Subject> subjects_;
  std::map<std::string, std::size_t> counted_;
  struct Derived {
    Formula formula;
    std::mutex mutex;
    std::int64_t years = 0;  ///< computed so far
  };
  struct Column {
    mutable YearColumn amounts;
    std::unique_ptr<Derived> derived;  ///< null: written block by block
  };
  std::vector<Column> columns_;
};

}  // namespace tenbin
