#pragma once

#include <string>
#include <vector>

#include "export/folder.hpp"
#include "export/ord_tables.hpp"
#include "tenbin/language/catalogue.hpp"
#include "tenbin/result/result.hpp"
#include "tenbin/simulation/plan.hpp"
#include "tenbin/simulation/year_loss_table.hpp"

namespace tenbin::cli {

/// The tables of single years, which are large: only where they are asked for.
enum class YearLosses { none, written };    ///< ylt.csv
enum class PeriodLosses { none, written };  ///< gul_S1_splt.csv, il_S1_splt.csv, il_S2_splt.csv

/// A result as a folder of files that other programs read (docs/formats/result-folder.md). It appears when it
/// is whole.
class ResultFolder {
 public:
  /// @throw Failure (exit code 1) if the folder cannot be made, as all members
  ResultFolder(const std::string& path, YearLosses year_losses, PeriodLosses period_losses);

  /// Tables made of single years; called while the year loss table lives.
  void write_tables(const result::Result& result, const YearLossTable& table, const Plan& plan);
  /// The rest; then the folder is there.
  void finish(const result::Result& result, language::Language language);

 private:
  void write(const std::string& name, std::string_view content) const;

  Folder folder_;
  YearLosses year_losses_;
  PeriodLosses period_losses_;
};

/// measures.csv: every figure of the result, with our definitions and its standard error.
void write_measures(const result::Result& result, const Sink& sink);
/// curves.csv: exceedance curves, with our definitions and standard errors.
void write_curves(const result::Result& result, const Sink& sink);
/// ylt.csv: a row for each simulated year, a column for each subject and basis.
void write_year_losses(const YearLossTable& table, const Sink& sink);
/// SPLT of all losses: a row for each event with a loss, by period and time. Events are numbered from 1. A
/// period is a year of 365 days; its number stands for the calendar year.
/// @return the number of events
std::int64_t write_period_losses(const Plan& plan, std::int64_t years, const Sink& sink);

/// SPLT of insured losses: a row for each event that a design (S1) or a policy (S2) pays for in a period. An
/// event has its number in the SPLT of all losses. A claims-made policy also answers for events of earlier
/// years, which are no events of the periods: they are numbered on from `events`.
/// @param events of the SPLT of all losses
void write_paid_losses(const Plan& plan, std::int64_t years, std::int64_t events,
                       const std::vector<SummarySet>& sets, const std::vector<Sink>& sinks);

/// Those of the field's return periods [yr] that lie beyond the simulated years, longest first.
std::vector<double> return_periods_beyond(std::int64_t years);

}  // namespace tenbin::cli
