#include "report/trace_document.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "build_info.hpp"
#include "report/figure_words.hpp"
#include "report/json_writer.hpp"
#include "report/report_context.hpp"
#include "report/words.hpp"
#include "tenbin/language/messages/compare.hpp"
#include "tenbin/language/messages/gaps.hpp"
#include "tenbin/language/messages/products.hpp"
#include "tenbin/language/messages/report.hpp"

namespace tenbin::cli {
namespace {

using compare::Trace;
using compare::TracedEvent;
using compare::TracedPolicy;
using compare::TracedSection;
using compare::TracedYear;
using language::Language;
using language::Message;

constexpr std::size_t most_events = 8;  // of a year that are shown one by one
constexpr double days_of_year = 365;

Message reason_words(GapReason reason) {
  switch (reason) {
    case GapReason::not_covered:
      return message::gap_reason_not_covered;
    case GapReason::condition_not_met:
      return message::gap_reason_condition_not_met;
    case GapReason::excluded:
      return message::gap_reason_excluded;
    case GapReason::outside_trigger:
      return message::gap_reason_outside_trigger;
    case GapReason::waiting_time:
      return message::case_term_waiting_hours;
    case GapReason::deductible:
      return message::terms_deductible;
    case GapReason::self_insured_retention:
      return message::gap_reason_self_insured_retention;
    case GapReason::indemnity_period:
      return message::gap_reason_indemnity_period;
    case GapReason::limit:
      return message::gap_reason_limit;
    case GapReason::share:
      return message::gap_reason_share;
    case GapReason::aggregate_deductible:
      return message::gap_reason_aggregate_deductible;
    case GapReason::aggregate_limit:
      return message::gap_reason_aggregate_limit;
    case GapReason::policy_deductible:
      return message::gap_reason_policy_deductible;
    case GapReason::policy_self_insured_retention:
      return message::gap_reason_policy_self_insured_retention;
    case GapReason::policy_limit:
      return message::gap_reason_policy_limit;
    case GapReason::policy_share:
      return message::gap_reason_policy_share;
    case GapReason::policy_aggregate_deductible:
      return message::gap_reason_policy_aggregate_deductible;
    case GapReason::policy_aggregate_limit:
      return message::gap_reason_policy_aggregate_limit;
  }
  return message::gap_reason_not_covered;
}

/// The largest amounts of a trace decide the unit of money.
result::Result shared_result(const Trace& trace, const result::Result& stored) {
  result::Result result;
  result.input = stored.input;
  for (const TracedYear& year : trace.years) {
    double loss = 0;
    for (const TracedEvent& event : year.events) loss += event.loss;
    result.measures.push_back({"ground_up", "aep", "mean", {}, loss, 0});
  }
  return result;
}

class Writer {
 public:
  Writer(const Trace& trace, const result::Result& stored, Language language)
      : trace_(trace), stored_(stored), shared_(shared_result(trace, stored)), context_(shared_, language) {
    const std::string prefix = "design/";
    if (trace.subject.compare(0, prefix.size(), prefix) == 0) {
      design_ = trace.subject.substr(prefix.size(), trace.subject.find('/', prefix.size()) - prefix.size());
    } else if (!stored.input.coverage_designs.empty()) {
      design_ = stored.input.coverage_designs.front().id;
    }
  }

  Document write(TracedYears years) {
    const bool worst = years == TracedYears::worst;
    Document document{context_.say(message::trace_title, {{"name", stored_.input.name}}),
                      context_.say(worst ? message::trace_subtitle : message::trace_subtitle_given,
                                   {{"count", trace_.years.size()},
                                    {"years", grouped(static_cast<double>(stored_.years_done), 0)},
                                    {"subject", subject_words(context_, trace_.subject, "mean")},
                                    {"seed", std::to_string(stored_.input.simulation.seed)},
                                    {"unit", context_.unit().name}}),
                      {},
                      {},
                      {}};
    document.sections.push_back(why());
    for (const TracedYear& year : trace_.years) document.sections.push_back(section_of(year));
    document.sections.push_back({"", {Note{context_.say(message::trace_check)}}});
    document.footer = context_.say(message::report_footer,
                                   {{"version", std::string(build_info().version)}, {"build", build_line()}});
    return document;
  }

 private:
  std::string amount(double value) const { return context_.amount(value); }

  Section why() const {
    std::map<std::string, double> losses;
    std::map<std::string, std::set<std::int64_t>> years_of;
    double total = 0;
    std::int64_t single = 0;
    for (const TracedYear& year : trace_.years) {
      double loss = 0, largest = 0;
      for (const TracedEvent& event : year.events) {
        losses[event.peril] += event.loss;
        if (event.loss > 0) years_of[event.peril].insert(year.year);
        loss += event.loss;
        largest = std::max(largest, event.loss);
      }
      total += loss;
      single += largest > 0.5 * loss ? 1 : 0;
    }
    std::vector<std::pair<std::string, double>> order(losses.begin(), losses.end());
    std::stable_sort(order.begin(), order.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    BulletList list;
    const std::size_t years = trace_.years.size();
    for (std::size_t i = 0; i < order.size() && i < 5 && total > 0; ++i) {
      const auto& [peril, loss] = order[i];
      list.items.push_back(context_.say(message::trace_why_peril, {{"peril", context_.peril(peril)},
                                                                   {"share", percent(loss / total)},
                                                                   {"count", years_of[peril].size()},
                                                                   {"years", years}}));
    }
    list.items.push_back(context_.say(message::trace_why_event, {{"count", single}, {"years", years}}));
    return {context_.say(message::trace_why), {list}};
  }

  std::string list_of(const std::vector<std::pair<std::string, double>>& parts) const {
    std::string text;
    for (const auto& [name, value] : parts) {
      if (value == 0) continue;
      text += (text.empty() ? "" : context_.say(message::list_separator)) + name + " " + amount(value);
    }
    return text.empty() ? "-" : text;
  }

  std::string damage(const std::vector<double>& amounts) const {
    if (trace_.heads.size() == 1) return amount(amounts.front());
    std::vector<std::pair<std::string, double>> parts;
    for (std::size_t head = 0; head < trace_.heads.size(); ++head)
      parts.emplace_back(context_.word(trace_.heads[head]), amounts[head]);
    return list_of(parts);
  }

  std::string bearers(const std::vector<double>& burdens) const {
    std::vector<std::pair<std::string, double>> parts;
    for (std::size_t party = 0; party < trace_.parties.size(); ++party)
      parts.emplace_back(context_.word(trace_.parties[party]), burdens[party]);
    return list_of(parts);
  }

  /// Payments and gaps of one design, of one event or of several.
  struct Payments {
    std::vector<std::pair<std::string, double>> paid;  ///< by policy
    std::array<double, gap_reasons> gap{};
  };

  void add(const TracedEvent& event, Payments& sum) const {
    for (const TracedPolicy& policy : event.policies) {
      if (policy.design != design_) continue;
      auto known = std::find_if(sum.paid.begin(), sum.paid.end(),
                                [&](const auto& entry) { return entry.first == policy.policy; });
      if (known == sum.paid.end()) known = sum.paid.insert(sum.paid.end(), {policy.policy, 0});
      known->second += policy.paid;
      sum.gap[static_cast<std::size_t>(GapReason::not_covered)] += policy.uncovered;
      for (const TracedSection& section : policy.sections) {
        for (std::size_t reason = 0; reason < gap_reasons; ++reason) sum.gap[reason] += section.gap[reason];
      }
    }
  }

  std::string gaps(const Payments& payments) const {
    std::vector<std::pair<std::string, double>> parts;
    double whole = 0;
    for (double gap : payments.gap) whole += gap;
    for (std::size_t number = 0; number < gap_reasons; ++number) {
      const auto reason = static_cast<GapReason>(number);
      const std::string name = context_.say(reason_words(reason));
      // What rounding leaves of a sum is no gap.
      if (std::fabs(payments.gap[number]) > 1e-12 * whole) parts.emplace_back(name, payments.gap[number]);
    }
    return list_of(parts);
  }

  std::vector<Cell> row(const std::string& when, const std::string& name,
                        const std::vector<const TracedEvent*>& events) const {
    std::vector<double> amounts(trace_.heads.size()), burdens(trace_.parties.size());
    Payments payments;
    for (const TracedEvent* event : events) {
      for (std::size_t i = 0; i < amounts.size(); ++i) amounts[i] += event->amounts[i];
      for (std::size_t i = 0; i < burdens.size(); ++i) burdens[i] += event->burdens[i];
      add(*event, payments);
    }
    std::vector<Cell> cells{when, name, damage(amounts)};
    if (!trace_.parties.empty()) cells.emplace_back(bearers(burdens));
    if (!design_.empty()) {
      cells.emplace_back(list_of(payments.paid));
      cells.emplace_back(gaps(payments));
    }
    return cells;
  }

  Section section_of(const TracedYear& year) const {
    Section section{context_.say(message::trace_year, {{"year", grouped(static_cast<double>(year.year), 0)},
                                                       {"amount", amount(year.value)},
                                                       {"unit", context_.unit().name}}),
                    {}};
    if (year.events.empty()) {
      section.blocks.emplace_back(Paragraph{context_.say(message::trace_no_events)});
      return section;
    }
    Table table{context_.say(message::trace_year_caption,
                             {{"count", year.events.size()},
                              {"subject", subject_words(context_, trace_.subject, "mean")}}),
                {{context_.say(message::trace_day), ColumnKind::number},
                 {context_.say(message::trace_event), ColumnKind::sentence},
                 {context_.say(message::trace_damage), ColumnKind::sentence}},
                {},
                {}};
    if (!trace_.parties.empty())
      table.columns.push_back({context_.say(message::trace_borne), ColumnKind::sentence});
    if (!design_.empty()) {
      table.columns.push_back({context_.say(message::trace_paid, {{"design", context_.design_name(design_)}}),
                               ColumnKind::sentence});
      table.columns.push_back({context_.say(message::trace_not_paid), ColumnKind::sentence});
    }
    std::vector<const TracedEvent*> all, shown, rest;
    for (const TracedEvent& event : year.events) all.push_back(&event);
    std::vector<const TracedEvent*> by_size = all;
    std::stable_sort(by_size.begin(), by_size.end(),
                     [](const TracedEvent* a, const TracedEvent* b) { return a->loss > b->loss; });
    const std::size_t count = by_size.size() <= most_events + 1 ? by_size.size() : most_events;
    const std::set<const TracedEvent*> large(by_size.begin(),
                                             by_size.begin() + static_cast<std::ptrdiff_t>(count));
    for (const TracedEvent* event : all) (large.count(event) > 0 ? shown : rest).push_back(event);
    for (const TracedEvent* event : shown) {
      const std::string day = std::to_string(static_cast<int>(std::floor(1 + event->time * days_of_year)));
      const std::string peril = context_.peril(event->peril);
      table.rows.push_back(row(
          day, event->entity.empty() ? peril : peril + context_.say(message::list_separator) + event->entity,
          {event}));
    }
    if (!rest.empty())
      table.rows.push_back(row("", context_.say(message::trace_smaller, {{"count", rest.size()}}), rest));
    if (all.size() > 1) {
      table.strong_rows = {table.rows.size()};
      table.rows.push_back(row("", context_.say(message::trace_sum), all));
    }
    section.blocks.emplace_back(std::move(table));
    return section;
  }

  const Trace& trace_;
  const result::Result& stored_;
  result::Result shared_;
  ReportContext context_;
  std::string design_;  ///< whose payments are shown
};

using Json = nlohmann::ordered_json;

/// Amounts by name; what is zero is left out.
Json by_name(const std::vector<std::string>& names, const std::vector<double>& amounts) {
  Json object = Json::object();
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (amounts[i] != 0) object[names[i]] = amounts[i];
  }
  return object;
}

Json payments_of(const TracedEvent& event) {
  Json rows = Json::array();
  for (const TracedPolicy& policy : event.policies) {
    for (const TracedSection& section : policy.sections) {
      if (section.burden == 0 && section.paid == 0) continue;
      Json gaps = Json::object();
      for (std::size_t reason = 0; reason < gap_reasons; ++reason) {
        if (section.gap[reason] != 0)
          gaps[std::string(to_string(static_cast<GapReason>(reason)))] = section.gap[reason];
      }
      rows.push_back({{"design", policy.design},
                      {"policy", policy.policy},
                      {"section", section.section},
                      {"burden", section.burden},
                      {"paid", section.paid},
                      {"not_paid", gaps}});
    }
    if (policy.uncovered > 0) {
      rows.push_back({{"design", policy.design},
                      {"policy", policy.policy},
                      {"section", nullptr},
                      {"burden", policy.uncovered},
                      {"paid", 0},
                      {"not_paid", {{std::string(to_string(GapReason::not_covered)), policy.uncovered}}}});
    }
  }
  return rows;
}

}  // namespace

Document trace_document(const Trace& trace, const result::Result& stored, Language language,
                        TracedYears years) {
  return Writer(trace, stored, language).write(years);
}

std::string trace_json(const Trace& trace, const result::Result& stored, const std::string& result_file) {
  Json document;
  document["format"] = "tenbin/trace";
  document["version"] = 1;
  document["build"] = {{"program", "tenbin"},
                       {"version", std::string(build_info().version)},
                       {"commit", std::string(build_info().commit)},
                       {"compiler", std::string(build_info().compiler)},
                       {"flags", std::string(build_info().flags)}};
  document["result_file"] = result_file;
  document["input_file"] = stored.source_file;
  document["seed"] = stored.input.simulation.seed;
  document["years_simulated"] = stored.years_done;
  document["currency"] = stored.input.currency;
  document["subject"] = trace.subject;
  document["basis"] = "aep";
  Json& years = document["years"] = Json::array();
  for (const TracedYear& year : trace.years) {
    Json events = Json::array();
    for (const TracedEvent& event : year.events) {
      events.push_back({{"time", event.time},
                        {"reported", event.reported},
                        {"entity", event.entity},
                        {"peril", event.peril},
                        {"cause", std::to_string(event.cause)},
                        {"loss", event.loss},
                        {"amounts", by_name(trace.heads, event.amounts)},
                        {"burdens", by_name(trace.parties, event.burdens)},
                        {"payments", payments_of(event)}});
    }
    years.push_back({{"year", year.year}, {"value", year.value}, {"events", events}});
  }
  return json_text(document);
}

}  // namespace tenbin::cli
