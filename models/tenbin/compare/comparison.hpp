#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tenbin/compare/axis.hpp"
#include "tenbin/compare/paired_run.hpp"
#include "tenbin/scenario/problem.hpp"

namespace tenbin::compare {

/// A scenario that differs from the others of a comparison along its axes only.
struct Variant {
  std::vector<std::string> values;  ///< by axis, as asked for
  scenario::Scenario input;
};

/// Scenarios to compare, in the order of their values, the last axis first to change.
struct Variants {
  std::vector<Across> across;  ///< every axis with all its values
  std::vector<Variant> variants;
  /// Nothing to run where either is there. The problems name the variant behind the file.
  std::vector<scenario::Problem> problems;
  std::optional<Phrase> fault;  ///< of what was asked for, rather than of the file
};

inline constexpr std::size_t most_variants = 200;

/// Makes every variant and reads it with the ordinary reader; then the engine says whether it can run it.
/// @param text of the scenario file, which must be valid itself
/// @param base the same as read; its years and seed are those of all variants
Variants make_variants(std::string_view text, const std::string& file, const std::vector<Across>& across,
                       const scenario::Scenario& base);

/// Number of the variant that `reference` names: its values, with or without "AXIS=", in the order of the
/// axes, separated by commas; an axis that is not mentioned takes its first value. Empty: the first variant.
/// Nothing where there is no such value.
std::optional<std::size_t> find_variant(const Variants& variants, const std::string& reference);

enum class Verdict {
  more,        ///< the interval lies above zero
  less,        ///< below zero
  same,        ///< the same in every simulated year, or the same quantile at an atom
  cannot_tell  ///< the interval holds zero, or the error is unknown
};

/// A variant minus the reference, on the same years.
struct Difference {
  std::size_t variant = 0;
  std::string subject, measure;  ///< as in PairedFigure
  std::optional<double> level;
  double value = 0;
  double standard_error = 0;               ///< NaN where it cannot be told
  double low = 0, high = 0;                ///< simultaneous interval
  double single_low = 0, single_high = 0;  ///< interval of this difference alone
  Verdict verdict = Verdict::cannot_tell;
};

struct VariantResult {
  std::vector<std::string> values;
  scenario::Scenario input;
  std::vector<result::MeasureRow> measures;  ///< basis "aep"; premiums as measure technical_premium
  std::vector<result::MeasureRow> further;   ///< of the axes
  std::vector<result::ExceedancePoint> curves;
  std::vector<result::AuditPosterior> audits;
};

struct Comparison {
  std::vector<Across> across;
  std::vector<VariantResult> variants;
  std::size_t reference = 0;
  /// Of every variant but the reference, in the order of the reference's figures.
  std::vector<Difference> differences;
  std::size_t family = 0;    ///< differences whose intervals hold together
  double confidence = 0.95;  ///< that all of them hold; of each alone for single_low and single_high
  std::int64_t years = 0;
  int cluster_years = 1;
  double seconds = 0;
};

/// Runs the variants one after the other; of each only its figures are kept. Intervals: value -+ t x SE with
/// Student's t (batches - 1 degrees of freedom) at 1 - 0.05/(2 m) for m differences, so that all hold
/// together with at least 95 % whatever their dependence (Bonferroni; Dunn, Multiple comparisons among means,
/// J. American Statistical Association 56, 1961). Differences without error (nothing moved) are not counted.
/// A party that a variant does not know bears nothing in it.
/// @return nothing if it was stopped
std::optional<Comparison> compare(const Variants& variants, std::size_t reference,
                                  const PairedOptions& options);

}  // namespace tenbin::compare
