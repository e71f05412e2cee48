#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/document.hpp"
#include "tenbin/language/catalogue.hpp"
#include "tenbin/result/result.hpp"

namespace tenbin::cli {

/// How much a reader is shown: a page also has pictures, and tables that would crowd a terminal.
enum class Extent { terminal, page };

/// What the sections of a report share: the result, the language, the unit of money, and how to look things
/// up.
class ReportContext {
 public:
  ReportContext(const result::Result& result, language::Language language, Extent extent = Extent::terminal);

  const result::Result& result() const { return result_; }
  language::Language language() const { return language_; }
  Extent extent() const { return extent_; }
  const MoneyUnit& unit() const { return unit_; }

  std::string say(language::Message message, const language::Arguments& arguments = {}) const;

  /// The row, or null
  const result::MeasureRow* find(std::string_view subject, std::string_view basis, std::string_view measure,
                                 std::optional<double> level = std::nullopt) const;
  bool has_subject(std::string_view subject) const;
  /// Subjects that start with the prefix and have no further '/', in the result's order.
  std::vector<std::string> subjects_under(std::string_view prefix) const;
  /// Levels of var or tvar in the result, ascending.
  const std::vector<double>& levels() const { return levels_; }
  /// The level nearest to 0.99, at which one figure must stand for the tail.
  std::optional<double> headline_level() const;

  /// An amount of the currency as a figure in the report's unit.
  Estimate amount(double value, double standard_error) const;
  std::string amount(double value) const;
  /// Cell of a row: amounts in the unit, probabilities in percent; a dash if the row is null.
  Cell cell(const result::MeasureRow* row) const;
  /// "1.23 ± 0.04 million yen"
  std::string amount_in_words(double value, double standard_error) const;

  /// Designs that are reported one by one: all of them, or none where there are too many to read.
  const std::vector<scenario::CoverageDesign>& designs() const;
  std::string design_name(std::string_view design) const;
  /// A fixed word of the scenario language, for a reader.
  std::string word(std::string_view word) const;
  /// A peril, which may share its id with a cover.
  std::string peril(std::string_view peril) const;
  /// Who is insured by a policy, for a reader.
  std::string insured_name(const scenario::Policy& policy) const;

 private:
  const result::Result& result_;
  language::Language language_;
  Extent extent_;
  MoneyUnit unit_;
  std::vector<double> levels_;
};

/// 0.995 -> "200"
std::string return_period_words(double level);
/// 0.995 -> "99.5%"
std::string level_words(double level);
/// 0.995 -> "0.5%"
std::string tail_words(double level);

}  // namespace tenbin::cli
