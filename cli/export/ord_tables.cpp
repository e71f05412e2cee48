#include "export/ord_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string_view>

#include "export/event_payments.hpp"
#include "tenbin/core/real.hpp"
#include "tenbin/measure/annual_sample.hpp"

namespace tenbin::cli {
namespace {

/// Open Results Data, list of the field's model settings.
constexpr std::array<double, 15> field_periods = {5000, 1000, 500, 250, 200, 150, 100, 75,
                                                  50,   30,   25,  20,  10,  5,   2};

constexpr double normal_975 = tenbin::normal_975;  // of the 95 % interval, the standard's default

/// Losses above zero, largest first.
std::vector<double> ranked(std::span<const double> periods) {
  std::vector<double> losses;
  std::copy_if(periods.begin(), periods.end(), std::back_inserter(losses), [](double x) { return x > 0; });
  std::sort(losses.begin(), losses.end(), std::greater<>());
  return losses;
}

/// Some periods after others have the same loss columns, so that no table is made twice.
std::span<const double> column(const YearLossTable& table, const YearLossTable::Subject* subject) {
  return subject == nullptr ? std::span<const double>() : table.column(subject->column);
}

}  // namespace

std::span<const double> field_return_periods() { return field_periods; }

std::vector<EpPoint> exceedance_table(std::span<const double> periods,
                                      std::span<const double> return_periods) {
  const std::vector<double> losses = ranked(periods);
  const auto n = static_cast<real>(periods.size());
  std::vector<real> sums(losses.size() + 1, 0);  // of the i largest
  for (std::size_t i = 0; i < losses.size(); ++i) sums[i + 1] = sums[i] + static_cast<real>(losses[i]);
  std::vector<EpPoint> points;
  for (const double return_period : return_periods) {
    EpPoint point{return_period, {}, {}};
    const real r = static_cast<real>(return_period);
    if (r <= n && r > 0) {
      // Rank i: n/i <= r < n/(i-1). A quotient that is whole but for rounding is whole.
      const real quotient = n / r;
      auto i = static_cast<std::size_t>(std::llround(quotient));
      if (std::fabs(static_cast<real>(i) - quotient) > 1e-12L * quotient)
        i = static_cast<std::size_t>(std::ceil(quotient));
      i = std::max<std::size_t>(i, 1);
      real loss = 0;
      if (i <= losses.size()) {
        loss = static_cast<real>(losses[i - 1]);
        if (i > 1) {
          const real lower = n / static_cast<real>(i), upper = n / static_cast<real>(i - 1);
          loss += std::max(r - lower, real{0}) * (static_cast<real>(losses[i - 2]) - loss) / (upper - lower);
        }
      }
      point.loss = static_cast<double>(loss);
      point.tvar = static_cast<double>((sums[std::min(i - 1, losses.size())] + loss) / static_cast<real>(i));
    }
    points.push_back(point);
  }
  return points;
}

AverageLoss average_loss(std::span<const double> periods) {
  if (periods.empty()) return {};
  const auto n = static_cast<real>(periods.size());
  real sum = 0;
  for (const double x : periods) sum += static_cast<real>(x);
  const real mean = sum / n;
  real squares = 0;  // about the mean: the standard's sums of squares, without their cancellation
  for (const double x : periods) squares += (static_cast<real>(x) - mean) * (static_cast<real>(x) - mean);
  return {static_cast<double>(mean),
          periods.size() > 1 ? static_cast<double>(std::sqrt(squares / (n - 1))) : 0};
}

std::string SummarySet::file(const char* table) const {
  return fmt::format("{}_S{}_{}.csv", perspective, number, table);
}

std::vector<SummarySet> summary_sets(const YearLossTable& table, const result::Result& result) {
  std::vector<SummarySet> sets;
  const auto add = [&](SummarySet& set, std::vector<std::string> values, const std::string& subject) {
    const auto* aep = table.find(subject, Basis::aep);
    if (aep != nullptr)
      set.summaries.push_back({std::move(values), aep, table.find(subject, Basis::oep), {}, 0, 0});
  };
  SummarySet all{"gul", 1, {"_not_set_"}, {}};
  add(all, {"All-Risks"}, "ground_up");
  sets.push_back(std::move(all));
  SummarySet parties{"gul", 2, {"FlexiAccLiableParty"}, {}};
  constexpr std::string_view prefix = "party/";
  for (const auto& subject : table.subjects()) {
    if (subject.basis == Basis::aep && subject.name.compare(0, prefix.size(), prefix) == 0)
      add(parties, {subject.name.substr(prefix.size())}, subject.name);
  }
  if (!parties.summaries.empty()) sets.push_back(std::move(parties));
  SummarySet designs{"il", 1, {"PolUserDef1"}, {}};
  SummarySet policies{"il", 2, {"PolUserDef1", "PolNumber", "LOB", "InsuredName"}, {}};
  const auto place_last = [](SummarySet& set, std::size_t design, std::size_t policy) {
    if (set.summaries.empty()) return;
    set.summaries.back().design = design;
    set.summaries.back().policy = policy;
  };
  const auto& all_designs = result.input.coverage_designs;
  for (std::size_t d = 0; d < all_designs.size(); ++d) {
    const scenario::CoverageDesign& design = all_designs[d];
    const std::string subject = "design/" + design.id;
    add(designs, {design.id}, subject + "/insurer");
    place_last(designs, d, 0);
    for (std::size_t p = 0; p < design.policies.size(); ++p) {
      const scenario::Policy& policy = design.policies[p];
      add(policies, {design.id, policy.id, policy.product, policy.insured}, subject + "/policy/" + policy.id);
      place_last(policies, d, p);
    }
  }
  if (!designs.summaries.empty()) sets.push_back(std::move(designs));
  if (!policies.summaries.empty()) sets.push_back(std::move(policies));
  return sets;
}

void set_largest_events(std::vector<SummarySet>& sets, const LargestPayments& payments) {
  for (SummarySet& set : sets) {
    if (set.perspective != "il") continue;
    for (SummarySet::Summary& summary : set.summaries) {
      summary.largest_event = set.number == 1 ? payments.of_design(summary.design)
                                              : payments.of_policy(summary.design, summary.policy);
    }
  }
}

void write_ept(const SummarySet& set, const YearLossTable& table, const Sink& sink) {
  sink("SummaryId,EPCalc,EPType,ReturnPeriod,Loss\n");
  for (std::size_t i = 0; i < set.summaries.size(); ++i) {
    const auto write = [&](EpType type, const std::vector<EpPoint>& points,
                           std::optional<double> EpPoint::*value) {
      for (const EpPoint& point : points) {
        const std::optional<double>& loss = point.*value;
        sink(fmt::format("{},2,{},{:.6f},{}\n", i + 1, static_cast<int>(type), point.return_period,
                         loss ? fmt::format("{:.6f}", *loss) : ""));
      }
    };
    const SummarySet::Summary& summary = set.summaries[i];
    if (summary.oep != nullptr || !summary.largest_event.empty()) {
      const std::span<const double> largest =
          summary.largest_event.empty() ? column(table, summary.oep) : summary.largest_event;
      const auto points = exceedance_table(largest, field_periods);
      write(EpType::oep, points, &EpPoint::loss);
      write(EpType::oep_tvar, points, &EpPoint::tvar);
    }
    const auto points = exceedance_table(column(table, summary.aep), field_periods);
    write(EpType::aep, points, &EpPoint::loss);
    write(EpType::aep_tvar, points, &EpPoint::tvar);
  }
}

void write_palt(const SummarySet& set, const YearLossTable& table, const Sink& sink) {
  sink("SummaryId,SampleType,MeanLoss,SDLoss\n");
  for (std::size_t i = 0; i < set.summaries.size(); ++i) {
    const AverageLoss average = average_loss(column(table, set.summaries[i].aep));
    sink(fmt::format("{},2,{:.6f},{:.6f}\n", i + 1, average.mean, average.sd));
  }
}

void write_alct(const SummarySet& set, const YearLossTable& table, int cluster_years, const Sink& sink) {
  sink(
      "SummaryId,MeanLoss,SDLoss,SampleSize,LowerCI,UpperCI,StandardError,RelativeError,VarElementHaz,"
      "StandardErrorHaz,RelativeErrorHaz,VarElementVuln,StandardErrorVuln,RelativeErrorVuln\n");
  for (std::size_t i = 0; i < set.summaries.size(); ++i) {
    const std::span<const double> periods = column(table, set.summaries[i].aep);
    const AverageLoss average = average_loss(periods);
    const double levels[] = {0.99};
    const double error = AnnualSample(periods, cluster_years, levels).mean().standard_error;
    if (!std::isfinite(error)) {  // too few periods to tell
      sink(fmt::format("{},{:.6f},{:.6f},1,,,,,,,,,,\n", i + 1, average.mean, average.sd));
      continue;
    }
    const std::string relative = average.mean > 0 ? fmt::format("{:.6f}", error / average.mean) : "";
    sink(fmt::format("{},{:.6f},{:.6f},1,{:.6f},{:.6f},{:.6f},{},{:.6f},{:.6f},{},{:.6f},{:.6f},{}\n", i + 1,
                     average.mean, average.sd, average.mean - normal_975 * error,
                     average.mean + normal_975 * error, error, relative, error * error, error, relative, 0.0,
                     0.0, average.mean > 0 ? fmt::format("{:.6f}", 0.0) : ""));
  }
}

void write_summary_info(const SummarySet& set, const Sink& sink) {
  std::string line = "summary_id";
  for (const std::string& field : set.fields) line += "," + field;
  sink(line + ",tiv\n");
  for (std::size_t i = 0; i < set.summaries.size(); ++i) {
    line = std::to_string(i + 1);
    for (const std::string& value : set.summaries[i].values) line += "," + csv_field(value);
    sink(line + ",0\n");
  }
}

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string field = "\"";
  for (const char c : text) field += c == '"' ? "\"\"" : std::string(1, c);
  return field + "\"";
}

}  // namespace tenbin::cli
