#include "export/result_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include "export/workbook.hpp"
#include "report/json_report.hpp"
#include "tenbin/simulation/event_generator.hpp"

namespace tenbin::cli {
namespace {

constexpr int block_years = 4096;  // of an event table
constexpr int days_a_year = 365;

const std::vector<std::string> file_names = {"result.json", "measures.csv",     "curves.csv", "ylt.csv",
                                             "result.xlsx", "_ept.csv",         "_palt.csv",  "_alct.csv",
                                             "_splt.csv",   "_summary-info.csv"};

/// The number as it is read back, or nothing where it cannot be told.
std::string number(double value) { return std::isfinite(value) ? fmt::format("{}", value) : ""; }

std::string number(const std::optional<double>& value) { return value ? number(*value) : ""; }

struct Date {
  int month = 1, day = 1, hour = 0, minute = 0;
};

Date date_of(double time) {
  static constexpr std::array<int, 12> lengths = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  constexpr int minutes_a_day = 24 * 60;
  const int minutes =
      std::clamp(static_cast<int>(time * days_a_year * minutes_a_day), 0, days_a_year * minutes_a_day - 1);
  Date date;
  int day = minutes / minutes_a_day;
  for (const int length : lengths) {
    if (day < length) break;
    day -= length;
    ++date.month;
  }
  date.day = day + 1;
  date.hour = minutes % minutes_a_day / 60;
  date.minute = minutes % 60;
  return date;
}

/// Pieces of text collected before they go to the sink.
class Pieces {
 public:
  explicit Pieces(const Sink& sink) : sink_(sink) {}
  template <class... Values>
  void add(fmt::format_string<Values...> form, Values&&... values) {
    fmt::format_to(std::back_inserter(buffer_), form, std::forward<Values>(values)...);
    if (buffer_.size() > (std::size_t{1} << 16U)) flush();
  }
  void flush() {
    sink_(std::string_view(buffer_.data(), buffer_.size()));
    buffer_.clear();
  }

 private:
  const Sink& sink_;
  fmt::memory_buffer buffer_;
};

}  // namespace

std::vector<double> return_periods_beyond(std::int64_t years) {
  std::vector<double> beyond;
  for (const double period : field_return_periods()) {
    if (period > static_cast<double>(years)) beyond.push_back(period);
  }
  return beyond;
}

void write_measures(const result::Result& result, const Sink& sink) {
  sink("subject,basis,measure,level,value,standard_error\n");
  for (const result::MeasureRow& row : result.measures) {
    sink(fmt::format("{},{},{},{},{},{}\n", csv_field(row.subject), row.basis, row.measure, number(row.level),
                     number(row.value), number(row.standard_error)));
  }
}

void write_curves(const result::Result& result, const Sink& sink) {
  sink("subject,basis,return_period,loss,standard_error\n");
  for (const result::ExceedancePoint& point : result.curves) {
    sink(fmt::format("{},{},{},{},{}\n", csv_field(point.subject), point.basis, number(point.return_period),
                     number(point.loss), number(point.standard_error)));
  }
}

void write_year_losses(const YearLossTable& table, const Sink& sink) {
  Pieces pieces(sink);
  pieces.add("Period");
  std::vector<std::span<const double>> columns;
  for (const auto& subject : table.subjects()) {
    pieces.add(",{}", csv_field(subject.name + (subject.basis == Basis::aep ? " aep" : " oep")));
    columns.push_back(table.column(subject.column));
  }
  pieces.add("\n");
  for (std::size_t year = 0; year < static_cast<std::size_t>(table.years()); ++year) {
    pieces.add("{}", year + 1);
    for (const auto& column : columns) {
      if (column[year] == 0) {
        pieces.add(",0");
      } else {
        pieces.add(",{}", column[year]);
      }
    }
    pieces.add("\n");
  }
  pieces.flush();
}

void write_period_losses(const Plan& plan, std::int64_t years, const Sink& sink) {
  Pieces pieces(sink);
  pieces.add(
      "Period,PeriodWeight,EventId,Year,Month,Day,Hour,Minute,SummaryId,SampleId,Loss,ImpactedExposure\n");
  const EventGenerator generator(plan);
  EventGenerator::Workspace workspace;
  EventTable events;
  std::vector<std::uint32_t> order;
  const std::string weight = fmt::format("{}", 1 / static_cast<double>(years));
  std::int64_t event_id = 0;
  for (std::int64_t block = 0; block * block_years < years; ++block) {
    generator.generate(static_cast<std::uint32_t>(block), EventColumns{.time = true}, workspace, events);
    std::size_t own = events.size();  // claims-made policies also look at events of earlier years
    for (const EventTable::Run& run : events.runs) {
      if (run.years_before > 0) own = std::min(own, run.begin);
    }
    events.order_by(events.time, order);
    for (const std::uint32_t event : order) {
      const std::int64_t period = block * block_years + events.year[event] + 1;
      if (event >= own || period > years) continue;
      double loss = 0;
      for (const std::vector<double>& amounts : events.amount) loss += amounts[event];
      if (!(loss > 0)) continue;
      const Date date = date_of(events.time[event]);
      pieces.add("{},{},{},{},{},{},{},{},1,1,{:.2f},0\n", period, weight, ++event_id, period, date.month,
                 date.day, date.hour, date.minute, loss);
    }
  }
  pieces.flush();
}

ResultFolder::ResultFolder(const std::string& path, YearLosses year_losses, PeriodLosses period_losses)
    : folder_(path, file_names), year_losses_(year_losses), period_losses_(period_losses) {}

void ResultFolder::write_tables(const result::Result& result, const YearLossTable& table, const Plan& plan) {
  const auto write_table = [&](const std::string& name, const auto& body) {
    TextFile file = folder_.text_file(name);
    body([&](std::string_view text) { file.write(text); });
    file.close();
  };
  for (const SummarySet& set : summary_sets(table, result)) {
    write_table(set.file("ept"), [&](const Sink& sink) { write_ept(set, table, sink); });
    write_table(set.file("palt"), [&](const Sink& sink) { write_palt(set, table, sink); });
    write_table(set.file("alct"),
                [&](const Sink& sink) { write_alct(set, table, plan.cluster_years(), sink); });
    write_table(set.file("summary-info"), [&](const Sink& sink) { write_summary_info(set, sink); });
  }
  if (year_losses_ == YearLosses::written)
    write_table("ylt.csv", [&](const Sink& sink) { write_year_losses(table, sink); });
  if (period_losses_ == PeriodLosses::written)
    write_table("gul_S1_splt.csv", [&](const Sink& sink) { write_period_losses(plan, table.years(), sink); });
}

void ResultFolder::write(const std::string& name, std::string_view content) const {
  TextFile file = folder_.text_file(name);
  file.write(content);
  file.close();
}

void ResultFolder::finish(const result::Result& result, language::Language language) {
  write("result.json", json_report(result));
  std::string text;
  const Sink collect = [&](std::string_view piece) { text += piece; };
  write_measures(result, collect);
  write("measures.csv", text);
  text.clear();
  write_curves(result, collect);
  write("curves.csv", text);
  write_workbook(result, language, folder_.file("result.xlsx"), folder_.shown("result.xlsx"));
  folder_.commit();
}

}  // namespace tenbin::cli
