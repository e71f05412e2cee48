#include "export/result_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "export/event_payments.hpp"
#include "export/workbook.hpp"
#include "report/json_report.hpp"
#include "tenbin/random/address.hpp"
#include "tenbin/simulation/event_generator.hpp"

namespace tenbin::cli {
namespace {

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

constexpr const char* splt_header =
    "Period,PeriodWeight,EventId,Year,Month,Day,Hour,Minute,SummaryId,SampleId,Loss,ImpactedExposure\n";

std::string period_weight(std::int64_t years) { return fmt::format("{}", 1 / static_cast<double>(years)); }

double loss_of(const EventTable& events, std::uint32_t event) {
  double loss = 0;
  for (std::size_t head = 0; head < events.source_heads; ++head) loss += events.amount[head][event];
  return loss;
}

/// Events of a block with a loss in the periods, numbered by time; claims-made policies also look at events
/// of earlier years, which have no number here.
struct NumberedEvents {
  std::vector<std::uint32_t> order;
  std::vector<std::int64_t> number;  ///< by event; 0: none

  void count(const EventTable& events, std::int64_t block, std::int64_t years, std::int64_t& last) {
    std::size_t own = events.size();
    for (const EventTable::Run& run : events.runs) {
      if (run.years_before > 0) own = std::min(own, run.begin);
    }
    events.order_by(events.time, order);
    number.assign(events.size(), 0);
    for (const std::uint32_t event : order) {
      const std::int64_t period = block * block_years + events.year[event] + 1;
      if (event < own && period <= years && loss_of(events, event) > 0) number[event] = ++last;
    }
  }
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

std::int64_t write_period_losses(const Plan& plan, std::int64_t years, const Sink& sink) {
  Pieces pieces(sink);
  pieces.add("{}", splt_header);
  const EventGenerator generator(plan);
  EventGenerator::Workspace workspace;
  EventTable events;
  NumberedEvents numbers;
  const std::string weight = period_weight(years);
  std::int64_t last = 0;
  for (std::int64_t block = 0; block * block_years < years; ++block) {
    generator.generate(static_cast<std::uint32_t>(block), EventColumns{.time = true}, workspace, events);
    numbers.count(events, block, years, last);
    for (const std::uint32_t event : numbers.order) {
      if (numbers.number[event] == 0) continue;
      const Date date = date_of(events.time[event]);
      const std::int64_t period = block * block_years + events.year[event] + 1;
      pieces.add("{},{},{},{},{},{},{},{},1,1,{:.2f},0\n", period, weight, numbers.number[event], period,
                 date.month, date.day, date.hour, date.minute, loss_of(events, event));
    }
  }
  pieces.flush();
  return last;
}

void write_paid_losses(const Plan& plan, std::int64_t years, std::int64_t events_of_periods,
                       const std::vector<SummarySet>& sets, const std::vector<Sink>& sinks) {
  std::vector<Pieces> pieces;
  pieces.reserve(sinks.size());
  for (const Sink& sink : sinks) pieces.emplace_back(sink).add("{}", splt_header);
  // SummaryId by design, and by design and policy.
  std::map<std::size_t, std::size_t> design_id;
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> policy_id;
  for (const SummarySet& set : sets) {
    for (std::size_t i = 0; i < set.summaries.size(); ++i) {
      const SummarySet::Summary& summary = set.summaries[i];
      if (set.number == 1) design_id[summary.design] = i + 1;
      if (set.number == 2) policy_id[{summary.design, summary.policy}] = i + 1;
    }
  }
  const EventGenerator generator(plan);
  const EventPayments payments(plan);
  EventGenerator::Workspace generating;
  EventPayments::Workspace walking;
  EventTable events;
  NumberedEvents numbers;
  const std::string weight = period_weight(years);
  std::int64_t last = 0, last_of_earlier = events_of_periods;
  for (std::int64_t block = 0; block * block_years < years; ++block) {
    generator.generate(static_cast<std::uint32_t>(block), PolicyEvents::columns, generating, events);
    numbers.count(events, block, years, last);
    /// A payment's place in the file: period, time, event, then summary.
    struct Line {
      std::uint32_t year;
      double time;
      std::int64_t number;
      std::size_t summary;
      double paid;
    };
    std::vector<std::vector<Line>> lines(sinks.size());
    std::map<std::uint32_t, std::int64_t> earlier;
    std::map<std::tuple<std::size_t, std::uint32_t, std::uint32_t>, double> by_design;
    const auto number_of = [&](std::uint32_t event, std::uint32_t year) {
      if (numbers.number[event] != 0 && events.year[event] == year) return numbers.number[event];
      const auto [found, is_new] = earlier.emplace(event, last_of_earlier + 1);
      if (is_new) ++last_of_earlier;
      return found->second;
    };
    const auto time_of = [&](const PolicyPlan& policy, std::uint32_t event) {
      return policy.trigger == Trigger::claims_made ? events.reported[event] : events.time[event];
    };
    for (const EventPayments::Payment& payment : payments.take(events, walking)) {
      if (block * block_years + payment.year >= years) continue;
      const PolicyPlan& policy = plan.designs[payment.design].policies[payment.policy];
      by_design[{payment.design, payment.year, payment.event}] += payment.paid;
      lines[1].push_back({payment.year, time_of(policy, payment.event),
                          number_of(payment.event, payment.year),
                          policy_id.at({payment.design, payment.policy}), payment.paid});
    }
    for (const auto& [key, paid] : by_design) {
      const auto [design, year, event] = key;
      const double time = events.year[event] == year ? events.time[event] : events.reported[event];
      lines[0].push_back({year, time, number_of(event, year), design_id.at(design), paid});
    }
    for (std::size_t file = 0; file < lines.size(); ++file) {
      std::sort(lines[file].begin(), lines[file].end(), [](const Line& a, const Line& b) {
        return std::tie(a.year, a.time, a.number, a.summary) < std::tie(b.year, b.time, b.number, b.summary);
      });
      for (const Line& line : lines[file]) {
        const Date date = date_of(line.time);
        const std::int64_t period = block * block_years + line.year + 1;
        pieces[file].add("{},{},{},{},{},{},{},{},{},1,{:.2f},0\n", period, weight, line.number, period,
                         date.month, date.day, date.hour, date.minute, line.summary, line.paid);
      }
    }
  }
  for (Pieces& piece : pieces) piece.flush();
}

ResultFolder::ResultFolder(const std::string& path, YearLosses year_losses, PeriodLosses period_losses)
    : folder_(path, file_names), year_losses_(year_losses), period_losses_(period_losses) {}

void ResultFolder::write_tables(const result::Result& result, const YearLossTable& table, const Plan& plan) {
  const auto write_table = [&](const std::string& name, const auto& body) {
    TextFile file = folder_.text_file(name);
    body([&](std::string_view text) { file.write(text); });
    file.close();
  };
  std::vector<SummarySet> sets = summary_sets(table, result);
  std::optional<LargestPayments> largest;
  if (!plan.designs.empty()) {
    largest.emplace(plan, table.years(), 0);
    set_largest_events(sets, *largest);
  }
  for (const SummarySet& set : sets) {
    write_table(set.file("ept"), [&](const Sink& sink) { write_ept(set, table, sink); });
    write_table(set.file("palt"), [&](const Sink& sink) { write_palt(set, table, sink); });
    write_table(set.file("alct"),
                [&](const Sink& sink) { write_alct(set, table, plan.cluster_years(), sink); });
    write_table(set.file("summary-info"), [&](const Sink& sink) { write_summary_info(set, sink); });
  }
  if (year_losses_ == YearLosses::written)
    write_table("ylt.csv", [&](const Sink& sink) { write_year_losses(table, sink); });
  if (period_losses_ == PeriodLosses::none) return;
  std::int64_t events = 0;
  write_table("gul_S1_splt.csv",
              [&](const Sink& sink) { events = write_period_losses(plan, table.years(), sink); });
  if (plan.designs.empty()) return;
  std::vector<SummarySet> insured;
  std::vector<TextFile> files;
  std::vector<Sink> sinks;
  files.reserve(2);
  for (const SummarySet& set : sets) {
    if (set.perspective != "il") continue;
    insured.push_back(set);
    files.push_back(folder_.text_file(set.file("splt")));
    sinks.emplace_back([&file = files.back()](std::string_view text) { file.write(text); });
  }
  write_paid_losses(plan, table.years(), events, insured, sinks);
  for (TextFile& file : files) file.close();
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
