#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "tenbin/contract/terms.hpp"
#include "tenbin/measure/batch_figures.hpp"
#include "tenbin/measure/estimate.hpp"

namespace tenbin {

/// A column of annual amounts of which only those other than zero are kept, with their years. Most years of
/// most policies pay nothing: what is done with such a column costs what its payments cost.
class PaidYears {
 public:
  /// Consecutive years of a column.
  struct Part {
    std::span<const std::uint32_t> at;  ///< year of each amount, rising
    std::span<const double> amounts;    ///< other than zero [currency]
    std::size_t first = 0;              ///< year with which the part begins
    std::size_t years = 0;
  };

  /// No years.
  PaidYears() = default;
  /// @param column finite amounts, one per year; fewer than 2^32
  explicit PaidYears(std::span<const double> column) { append(column); }
  /// Further years behind those that it has.
  void append(std::span<const double> column);

  std::size_t years() const { return years_; }
  Part whole() const { return {at_, amounts_, 0, years_}; }
  /// \pre first + years <= years()
  Part part(std::size_t first, std::size_t years) const;
  /// One amount per year.
  std::vector<double> column() const;

  /// What annual terms leave of each year's amount.
  PaidYears after(const AggregateTerms& terms) const;
  /// Year by year. \pre the same number of years
  PaidYears plus(const PaidYears& other) const;

 private:
  void add(std::uint32_t year, double amount);

  std::size_t years_ = 0;
  std::vector<std::uint32_t> at_;
  std::vector<double> amounts_;
};

double mean_of(const PaidYears::Part& part);

/// Mean with its standard error, and the standard deviation: those of AnnualSample up to rounding.
struct PaidMoments {
  Estimate mean;
  double sd = 0;
};
/// @param cluster_years years that share their parameters
/// @throw ParameterError without years
PaidMoments moments(const PaidYears& paid, int cluster_years);

/// Mean and TVaR of the whole and of each batch, as of the column; amounts >= 0.
BatchFigures batch_figures(const PaidYears& paid, int cluster_years, double level);

}  // namespace tenbin
