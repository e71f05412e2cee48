#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tenbin/result/result.hpp"
#include "tenbin/simulation/year_loss_table.hpp"

/// Tables in the form of the Open Results Data Standard (Oasis), with that standard's own definitions, which
/// differ from ours in the quantile and in the TVaR (docs/formats/result-folder.md, docs/glossary.md). A
/// period is a simulated year; there is one sample a period; all periods have the same weight.
namespace tenbin::cli {

/// EPType of the standard.
enum class EpType : int { oep = 1, oep_tvar = 2, aep = 3, aep_tvar = 4 };

/// The return periods [yr] that the field asks for, longest first.
std::span<const double> field_return_periods();

/// Loss and tail value at one return period; nothing beyond the longest simulated one.
struct EpPoint {
  double return_period = 0;
  std::optional<double> loss, tvar;
};

/// Full uncertainty (EPCalc 2). The i-th largest of n periods has the return period n/i. Between two of them
/// the loss is linear in the return period; below that of the smallest loss above zero it is 0; beyond n
/// nothing is known. The tail value at r, with n/i <= r < n/(i-1), is the mean of the i-1 largest and the
/// loss at r, whatever other return periods are asked for; periods without a loss count as zero.
/// @param periods a loss >= 0 for each period
std::vector<EpPoint> exceedance_table(std::span<const double> periods,
                                      std::span<const double> return_periods);

/// Mean and standard deviation (n - 1) of the periods.
struct AverageLoss {
  double mean = 0, sd = 0;
};
AverageLoss average_loss(std::span<const double> periods);

/// What a summary set is about; one file of each table is made of it.
struct SummarySet {
  std::string perspective;          ///< gul | il
  int number = 1;                   ///< S1, S2, ...
  std::vector<std::string> fields;  ///< of the summary-info file, between summary_id and tiv
  struct Summary {
    std::vector<std::string> values;  ///< of the fields
    const YearLossTable::Subject* aep = nullptr;
    const YearLossTable::Subject* oep = nullptr;  ///< our definition; the standard's for ground-up losses
    /// The largest loss of one event in each period, by the standard's definition. Empty: that of `oep`.
    std::span<const double> largest_event{};
    std::size_t design = 0, policy = 0;  ///< places in the scenario, of insured losses
  };
  std::vector<Summary> summaries;  ///< SummaryId is the place, from 1

  /// "gul_S1_ept.csv"
  std::string file(const char* table) const;
};

/// gul S1: all losses; gul S2: by party; il S1: by design; il S2: by policy. Without designs or parties
/// fewer.
std::vector<SummarySet> summary_sets(const YearLossTable& table, const result::Result& result);

class LargestPayments;
/// Gives insured losses their largest events.
void set_largest_events(std::vector<SummarySet>& sets, const LargestPayments& payments);

/// Takes the text of a file piece by piece.
using Sink = std::function<void(std::string_view)>;

/// EPT: SummaryId,EPCalc,EPType,ReturnPeriod,Loss. A return period beyond the simulated ones has no loss.
void write_ept(const SummarySet& set, const YearLossTable& table, const Sink& sink);
/// ALT, in files named palt: SummaryId,SampleType,MeanLoss,SDLoss
void write_palt(const SummarySet& set, const YearLossTable& table, const Sink& sink);
/// ALCT: how sure the mean is. With one sample a period all variance is that of the periods (Haz). Standard
/// errors are ours, so that worlds of uncertain parameters count.
void write_alct(const SummarySet& set, const YearLossTable& table, int cluster_years, const Sink& sink);
/// summary_id,...,tiv. The total insured value is 0: liability has none.
void write_summary_info(const SummarySet& set, const Sink& sink);

/// A field of a CSV file (RFC 4180): in quotes where it needs them.
std::string csv_field(std::string_view text);

}  // namespace tenbin::cli
