#include "report/council_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "export/ord_tables.hpp"
#include "report/assumption_words.hpp"
#include "tenbin/core/error.hpp"
#include "tenbin/language/messages/council.hpp"
#include "tenbin/language/messages/report.hpp"
#include "tenbin/scenario/compile.hpp"

namespace tenbin::cli {
namespace {

Table weakest(const ReportContext& context, const std::vector<result::Assumption>& assumptions,
              const std::vector<std::string>& leading) {
  constexpr std::size_t most_rows = 12, first_places = 5;
  const std::set<std::string> moving(
      leading.begin(), leading.begin() + static_cast<std::ptrdiff_t>(std::min(leading.size(), first_places)));
  std::vector<const result::Assumption*> weak;
  for (const result::Assumption& assumption : assumptions) {
    if (assumption.confidence == "low") weak.push_back(&assumption);
  }
  const auto rank = [&](const result::Assumption* one) {
    return std::pair(moving.count(one->id), reach(*one));
  };
  std::stable_sort(weak.begin(), weak.end(), [&](const result::Assumption* a, const result::Assumption* b) {
    return rank(b) < rank(a);
  });
  if (weak.size() > most_rows) weak.resize(most_rows);
  Table table{context.say(message::council_nobody_caption),
              {{context.say(message::assumptions_name), ColumnKind::sentence},
               {context.say(message::assumptions_value), ColumnKind::sentence},
               {context.say(message::assumptions_basis), ColumnKind::sentence}},
              {},
              {}};
  for (const result::Assumption* assumption : weak) {
    std::string detail = assumption->id;
    if (moving.count(assumption->id) > 0) detail += "; " + context.say(message::council_nobody_moves);
    const std::string meaning = meaning_of(*assumption, context.language());
    const Cell basis(
        context.say(assumption->judgement ? message::assumptions_judgement : message::assumptions_sourced),
        assumption->source);
    table.rows.push_back({meaning.empty() ? Cell(detail) : Cell(meaning, detail),
                          value_words(*assumption, context.language()), basis});
  }
  return table;
}

}  // namespace

std::vector<result::Assumption> assumptions_of(const scenario::Scenario& input) {
  try {
    return scenario::compile(input).assumptions;
  } catch (const Error&) {
    return {};
  }
}

std::string left_out_words(const ReportContext& context, const std::string& name, const std::string& words) {
  return name + (context.language() == language::Language::english ? ": " : "：") + words;
}

std::string some_of(const ReportContext& context, const std::vector<std::string>& items) {
  constexpr std::size_t readable = 3;
  std::string list;
  for (std::size_t i = 0; i < std::min(items.size(), readable); ++i)
    list += (list.empty() ? "" : context.say(message::list_separator)) + items[i];
  if (items.size() <= readable) return list;
  return context.say(message::council_and_more, {{"list", list}, {"count", items.size() - readable}});
}

Section unknowns_section(const ReportContext& context, const std::vector<result::Assumption>& assumptions,
                         const std::vector<std::string>& leading, BulletList left_out) {
  Section section{context.say(message::council_nobody), {}};
  const auto count = [&](auto&& is) {
    return static_cast<std::size_t>(std::count_if(assumptions.begin(), assumptions.end(), is));
  };
  if (!assumptions.empty()) {
    section.blocks.emplace_back(Paragraph{
        context.say(message::council_nobody_counts,
                    {{"total", assumptions.size()},
                     {"judgement", count([](const result::Assumption& a) { return a.judgement; })},
                     {"low", count([](const result::Assumption& a) { return a.confidence == "low"; })},
                     {"high", count([](const result::Assumption& a) { return a.confidence == "high"; })}})});
    section.blocks.emplace_back(weakest(context, assumptions, leading));
  }
  if (!left_out.items.empty()) {
    section.blocks.emplace_back(Paragraph{context.say(message::council_nobody_rules)});
    section.blocks.emplace_back(std::move(left_out));
  }
  return section;
}

Section words_section(const ReportContext& context) {
  BulletList list;
  list.items.push_back(context.say(message::council_words_mean));
  if (const auto level = context.headline_level())
    list.items.push_back(context.say(message::council_words_tail, {{"share", tail_words(*level)}}));
  list.items.push_back(context.say(message::council_words_bears));
  list.items.push_back(context.say(message::council_words_error));
  list.items.push_back(context.say(message::certainty_cannot_tell));
  list.items.push_back(context.say(message::council_words_cannot_tell));
  return {context.say(message::council_words), {std::move(list)}};
}

std::string csv_number(double value) { return std::isfinite(value) ? fmt::format("{}", value) : ""; }

std::string csv_number(const std::optional<double>& value) { return value ? csv_number(*value) : ""; }

std::string assumptions_csv(const scenario::Scenario& input) {
  std::string text = std::string(byte_order_mark) + "id,value,unit,low,high,confidence,judgement,source\n";
  for (const result::Assumption& one : assumptions_of(input)) {
    text += fmt::format("{},{},{},{},{},{},{},{}\n", csv_field(one.id), csv_number(one.value),
                        csv_field(one.unit), csv_number(one.low), csv_number(one.high), one.confidence,
                        one.judgement ? "yes" : "no", csv_field(one.source));
  }
  return text;
}

}  // namespace tenbin::cli
