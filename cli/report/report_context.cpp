#include "report/report_context.hpp"

#include <algorithm>
#include <cmath>

#include "report/words.hpp"
#include "tenbin/language/messages/report.hpp"
#include "tenbin/result/many_designs.hpp"
#include "tenbin/result/measure_table.hpp"
#include "tenbin/scenario/grid.hpp"

namespace tenbin::cli {

using language::Arguments;
using language::Language;
using language::Message;

namespace {

bool is_amount(const result::MeasureRow& row) {
  return row.measure == "mean" || row.measure == "sd" || row.measure == "var" || row.measure == "tvar" ||
         row.measure == "technical_premium";
}

bool is_probability(const result::MeasureRow& row) {
  return row.measure == "probability_of_attachment" || row.measure == "probability_of_exhaustion" ||
         row.measure == "rate_on_line" || row.measure == "expected_loss_ratio";
}

double largest_amount(const result::Result& result) {
  double largest = 0;
  for (const result::MeasureRow& row : result.measures) {
    // What parties could pay is no loss, and counts are no amounts.
    if (row.subject.compare(0, 10, "liability/") == 0) continue;
    if (is_amount(row) && std::isfinite(row.value)) largest = std::max(largest, std::fabs(row.value));
  }
  return largest;
}

std::vector<double> levels_of(const result::Result& result) {
  std::vector<double> levels;
  for (const result::MeasureRow& row : result.measures) {
    if (row.level) levels.push_back(*row.level);
  }
  std::sort(levels.begin(), levels.end());
  levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
  return levels;
}

}  // namespace

ReportContext::ReportContext(const result::Result& result, Language language, Extent extent)
    : result_(result),
      language_(language),
      extent_(extent),
      unit_(money_unit(largest_amount(result), result.input.currency, language)),
      levels_(levels_of(result)) {}

std::string ReportContext::say(Message message, const Arguments& arguments) const {
  return language::text(language_, message, arguments);
}

const result::MeasureRow* ReportContext::find(std::string_view subject, std::string_view basis,
                                              std::string_view measure, std::optional<double> level) const {
  for (const result::MeasureRow& row : result_.measures) {
    if (row.subject == subject && row.basis == basis && row.measure == measure && row.level == level)
      return &row;
  }
  return nullptr;
}

bool ReportContext::has_subject(std::string_view subject) const {
  return std::any_of(result_.measures.begin(), result_.measures.end(),
                     [&](const result::MeasureRow& row) { return row.subject == subject; });
}

std::vector<std::string> ReportContext::subjects_under(std::string_view prefix) const {
  std::vector<std::string> subjects;
  for (const result::MeasureRow& row : result_.measures) {
    if (row.subject.compare(0, prefix.size(), prefix) != 0) continue;
    if (row.subject.find('/', prefix.size()) != std::string::npos) continue;
    if (std::find(subjects.begin(), subjects.end(), row.subject) == subjects.end())
      subjects.push_back(row.subject);
  }
  return subjects;
}

std::optional<double> ReportContext::headline_level() const { return result::headline_level(levels_); }

Estimate ReportContext::amount(double value, double standard_error) const {
  return estimate(value / unit_.size, standard_error / unit_.size);
}

std::string ReportContext::amount(double value) const { return significant_digits(value / unit_.size, 3); }

Cell ReportContext::cell(const result::MeasureRow* row) const {
  if (row == nullptr || std::isnan(row->value)) return Cell("-");
  if (row->value == 0 && row->standard_error == 0) return Cell("0");
  if (!std::isfinite(row->standard_error)) {
    const double value = is_amount(*row)        ? row->value / unit_.size
                         : is_probability(*row) ? 100 * row->value
                                                : row->value;
    return Cell(Estimate{significant_digits(value, 3) + (is_probability(*row) ? "%" : ""), "?"});
  }
  if (is_amount(*row)) return Cell(amount(row->value, row->standard_error));
  if (is_probability(*row)) {
    Estimate share = estimate(100 * row->value, 100 * row->standard_error);
    share.value += "%";
    if (!share.error.empty()) share.error += "%";
    return Cell(share);
  }
  return Cell(estimate(row->value, row->standard_error));
}

std::string ReportContext::amount_in_words(double value, double standard_error) const {
  const Estimate figure = amount(value, standard_error);
  const std::string error = figure.error.empty() || figure.error == "0" ? "" : " ± " + figure.error;
  const std::string words = figure.value + error + " " + unit_.name;
  return std::isfinite(standard_error) ? words : say(message::figure_error_unknown, {{"figure", words}});
}

const std::vector<scenario::CoverageDesign>& ReportContext::designs() const {
  static const std::vector<scenario::CoverageDesign> none;
  const auto& all = result_.input.coverage_designs;
  return all.size() > result::most_designs_in_full ? none : all;
}

std::string ReportContext::design_name(std::string_view design) const {
  const auto& all = result_.input.coverage_designs;
  const auto found = std::find_if(all.begin(), all.end(), [&](const scenario::CoverageDesign& candidate) {
    return candidate.id == design;
  });
  if (found != all.end() && !found->name.empty()) return name_of_design(*found, language_);
  // What the only grid has made is told by its terms.
  const std::string base = scenario::base_of_grid(std::string(design));
  const bool is_only = std::all_of(all.begin(), all.end(), [&](const scenario::CoverageDesign& other) {
    return scenario::base_of_grid(other.id) == base;
  });
  const bool from_grid = scenario::is_from_grid(std::string(design));
  if (is_only && from_grid) return terms_of_grid(design, language_);
  const std::string name =
      from_grid && found != all.end() ? name_of_design(*found, language_) : std::string(design);
  return say(message::subject_design, {{"design", name}});
}

std::string ReportContext::word(std::string_view word) const { return name_of_word(word, language_); }

std::string ReportContext::peril(std::string_view peril) const { return name_of_peril(peril, language_); }

std::string ReportContext::insured_name(const scenario::Policy& policy) const {
  if (policy.insured.empty()) return say(message::subject_insured_of_policy, {{"policy", policy.id}});
  return say(message::subject_insured_of, {{"party", word(policy.insured)}, {"policy", policy.id}});
}

std::string return_period_words(double level) { return significant_digits(1 / (1 - level), 4); }

std::string level_words(double level) { return percent(level, 6); }

std::string tail_words(double level) { return percent(1 - level, 4); }

}  // namespace tenbin::cli
