#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tenbin/measure/linear_figure.hpp"
#include "tenbin/result/result.hpp"
#include "tenbin/scenario/compile.hpp"
#include "tenbin/simulation/year_loss_table.hpp"

namespace tenbin::compare {

/// How all runs of a comparison are made.
struct PairedOptions {
  int threads = 0;  ///< 0: all cores; figures do not depend on it
  std::function<void(std::int64_t done, std::int64_t aim)> progress{};  ///< of this run
  std::function<bool()> stop_requested{};
};

/// A figure of a run that can be set against that of another run on the same years.
struct PairedFigure {
  std::string subject;  ///< as in result::MeasureRow; of the only design without "design/ID/": insurer ...
  std::string measure;  ///< mean | sd | var | tvar | technical_premium, of the year's sum
  std::optional<double> level;
  LinearFigure figure;

  bool is_same_as(const PairedFigure& other) const {
    return subject == other.subject && measure == other.measure && level == other.level;
  }
};

/// A scenario simulated for comparison with others: common random numbers come by themselves, because the
/// draws of what the scenarios share have the same addresses (docs/methods/random-numbers.md).
struct PairedRun {
  scenario::Scenario input;
  std::vector<PairedFigure> figures;
  std::vector<result::AuditPosterior> audits;
  std::vector<result::ExceedancePoint> curves;  ///< of annual sums of ground_up, insurer and insured
  std::int64_t years = 0;                       ///< fewer than the scenario's: stopped
  int cluster_years = 1;
  double frequency_log_error = 0;  ///< of incentives, by their pilot

  const PairedFigure* find(const PairedFigure& like) const;
};

/// Parts into which a run is cut to learn the error of a premium, and the fewest years of a part.
inline constexpr std::int64_t most_sections = 32;
inline constexpr std::int64_t fewest_section_years = 1000;

/// @throw tenbin::Error
PairedRun paired_run(const scenario::Scenario& input, const PairedOptions& options);
/// The same for a plan that was made in another way; `compiled` must fit the designs of `input`.
PairedRun paired_run(const scenario::Scenario& input, const scenario::Compiled& compiled,
                     const PairedOptions& options);

}  // namespace tenbin::compare
