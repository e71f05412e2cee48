#include "report/rules_document.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "build_info.hpp"
#include "report/assumption_words.hpp"
#include "report/report_context.hpp"
#include "report/words.hpp"
#include "tenbin/language/messages/compare.hpp"
#include "tenbin/language/messages/council.hpp"
#include "tenbin/language/messages/report.hpp"
#include "tenbin/language/messages/rules.hpp"
#include "tenbin/liability/preset.hpp"
#include "tenbin/liability/regime.hpp"

namespace tenbin::cli {
namespace {

using compare::Council;
using compare::RuleFigure;
using compare::Verdict;
using language::Language;
using language::Message;

/// A result with the amounts that are shown, so that they share one unit.
result::Result shared_result(const Council& council) {
  result::Result result;
  result.input = council.input;
  for (const RuleFigure& figure : council.figures) {
    if (figure.figure == "tail" || figure.figure == "premium")
      result.measures.push_back({figure.of, "aep", "mean", {}, figure.value, figure.standard_error});
  }
  return result;
}

class Writer {
 public:
  Writer(const Council& council, Language language)
      : council_(council), shared_(shared_result(council)), context_(shared_, language) {}

  Document write(const std::string& command) {
    Document document{
        context_.say(message::rules_title,
                     {{"name", shared_.input.name}, {"count", council_.presets.size()}}),
        context_.say(message::rules_subtitle, {{"years", grouped(static_cast<double>(council_.years), 0)},
                                               {"seed", std::to_string(shared_.input.simulation.seed)},
                                               {"unit", context_.unit().name}}),
        {},
        {},
        {}};
    document.sections.push_back(findings());
    document.sections.push_back(
        per_run(message::rules_who_bears, [&](std::size_t run) { return burdens(run); }));
    document.sections.push_back(
        per_run(message::rules_what_victims_get, [&](std::size_t run) { return victims(run); }));
    document.sections.push_back(per_run(message::rules_tails, [&](std::size_t run) { return tails(run); }));
    document.sections.back().blocks.emplace_back(insolvencies(0));
    document.sections.push_back(
        per_run(message::rules_policies, [&](std::size_t run) { return policies(run); }));
    document.sections.push_back(tornado());
    document.sections.push_back(rules());
    document.sections.push_back(how_to_read());
    document.sections.push_back({context_.say(message::report_again),
                                 {CommandLine{command}, Note{context_.say(message::report_same_bits)}}});
    document.footer = context_.say(message::report_footer,
                                   {{"version", std::string(build_info().version)}, {"build", build_line()}});
    for (Section& section : document.sections) {
      std::erase_if(section.blocks, [](const Block& block) {
        const Table* table = std::get_if<Table>(&block);
        return table != nullptr && table->rows.empty();
      });
    }
    std::erase_if(document.sections, [](const Section& section) { return section.blocks.empty(); });
    return document;
  }

 private:
  std::string rule_name(std::size_t preset) const {
    return liability::find_preset(council_.presets[preset])->name.in(context_.language());
  }

  std::string run_name(std::size_t run) const {
    const std::optional<double>& probability = council_.claims[run].probability;
    return probability ? context_.say(message::rules_run_one, {{"probability", percent(*probability)}})
                       : context_.say(message::rules_run_preset);
  }

  std::string party_name(const std::string& party) const {
    return party == "fund" ? context_.say(message::council_fund) : context_.word(party);
  }

  std::string type_name(const std::string& type) const {
    if (type == "workers") return context_.say(message::rules_workers);
    if (type == "consumers") return context_.say(message::council_consumers);
    if (type == "elderly_or_disabled") return context_.say(message::rules_elderly);
    return context_.say(message::council_businesses);
  }

  template <class Make>
  Section per_run(Message heading, const Make& make) const {
    Section section{context_.say(heading), {}};
    for (std::size_t run = 0; run < council_.claims.size(); ++run) section.blocks.emplace_back(make(run));
    return section;
  }

  /// Values of `of` for which some rule has a figure that is not zero, in the order of the figures.
  std::vector<std::string> those_with(const std::string& figure) const {
    std::vector<std::string> list;
    for (const RuleFigure& entry : council_.figures) {
      if (entry.figure == figure && entry.value != 0 &&
          std::find(list.begin(), list.end(), entry.of) == list.end())
        list.push_back(entry.of);
    }
    return list;
  }

  Cell scaled(const RuleFigure* figure, double unit) const {
    if (figure == nullptr) return Cell("-");
    return Cell(estimate(figure->value / unit, figure->standard_error / unit));
  }

  /// Short cells: a wide table has no room for errors, which the page and the JSON show.
  Cell brief(const RuleFigure* figure, double unit) const {
    if (figure == nullptr) return Cell("-");
    return Cell(grouped(figure->value / unit, 1));
  }

  struct Shown {
    std::string heading, figure, of;
  };

  Table by_rule(std::string caption, const std::vector<Shown>& shown, std::size_t run, double unit) const {
    Table table{std::move(caption), {{context_.say(message::rules_rule), ColumnKind::sentence}}, {}, {}};
    for (const Shown& column : shown) table.columns.push_back({column.heading, ColumnKind::number});
    for (std::size_t preset = 0; preset < council_.presets.size(); ++preset) {
      std::vector<Cell> row{rule_name(preset)};
      for (const Shown& column : shown)
        row.push_back(brief(council_.find(preset, run, column.figure, column.of), unit));
      table.rows.push_back(std::move(row));
    }
    return table;
  }

  Table burdens(std::size_t run) const {
    std::vector<Shown> shown;
    for (const std::string& party : those_with("share")) shown.push_back({party_name(party), "share", party});
    shown.push_back({context_.say(message::rules_friction), "friction", ""});
    return by_rule(context_.say(message::rules_burden_caption, {{"run", run_name(run)}}), shown, run, 0.01);
  }

  Table victims(std::size_t run) const {
    std::vector<Shown> shown{{context_.say(message::rules_uncompensated), "uncompensated", ""}};
    for (const std::string& type : those_with("under_half")) {
      shown.push_back(
          {context_.say(message::rules_under_half, {{"type", type_name(type)}}), "under_half", type});
      shown.push_back({context_.say(message::rules_nothing, {{"type", type_name(type)}}), "nothing", type});
    }
    shown.push_back({context_.say(message::rules_insurers), "insurers", ""});
    return by_rule(context_.say(message::rules_victim_caption, {{"run", run_name(run)}}), shown, run, 0.01);
  }

  Table tails(std::size_t run) const {
    std::vector<Shown> shown;
    for (const std::string& party : those_with("tail")) shown.push_back({party_name(party), "tail", party});
    return by_rule(context_.say(message::rules_tail_caption, {{"tail", tail_words(council_.tail_level)},
                                                              {"unit", context_.unit().name},
                                                              {"run", run_name(run)}}),
                   shown, run, context_.unit().size);
  }

  Table insolvencies(std::size_t run) const {
    std::vector<Shown> shown;
    for (const std::string& party : those_with("insolvencies"))
      shown.push_back({party_name(party), "insolvencies", party});
    if (shown.empty()) return {};
    return by_rule(context_.say(message::rules_means_caption, {{"run", run_name(run)}}), shown, run, 1e-3);
  }

  Table policies(std::size_t run) const {
    Table table{context_.say(message::rules_premium_caption,
                             {{"unit", context_.unit().name}, {"run", run_name(run)}}),
                {{context_.say(message::rules_policy), ColumnKind::words},
                 {context_.say(message::rules_rule), ColumnKind::sentence},
                 {context_.say(message::rules_premium), ColumnKind::number},
                 {context_.say(message::rules_against, {{"reference", rule_name(council_.reference)}}),
                  ColumnKind::number},
                 {context_.say(message::rules_beyond), ColumnKind::number}},
                {},
                {}};
    for (const std::string& policy : those_with("premium")) {
      for (std::size_t preset = 0; preset < council_.presets.size(); ++preset) {
        const RuleFigure* premium = council_.find(preset, run, "premium", policy);
        if (premium == nullptr) continue;
        const double unit = context_.unit().size;
        const RuleFigure* beyond = council_.find(preset, run, "beyond", policy);
        const Cell difference =
            preset == council_.reference
                ? Cell("")
                : Cell(estimate(premium->difference / unit, premium->difference_error / unit));
        table.rows.push_back({policy, rule_name(preset), scaled(premium, unit), difference,
                              beyond == nullptr ? Cell("-") : Cell(percent(beyond->value))});
      }
    }
    return table;
  }

  std::string sentence(const RuleFigure& figure) const {
    const double points = 0.01;
    const auto text = [&](double value) {
      return estimate(value / points, figure.difference_error / points).value;
    };
    language::Arguments arguments = {{"rule", rule_name(figure.preset)},
                                     {"reference", rule_name(council_.reference)},
                                     {"what", context_.say(message::rules_what_victim)}};
    const bool less = figure.verdict == Verdict::less;
    arguments.emplace_back("amount", text(std::fabs(figure.difference)));
    arguments.emplace_back("low", text(less ? -figure.high : figure.low));
    arguments.emplace_back("high", text(less ? -figure.low : figure.high));
    switch (figure.verdict) {
      case Verdict::more:
        return context_.say(message::rules_is_more, arguments);
      case Verdict::less:
        return context_.say(message::rules_is_less, arguments);
      case Verdict::same:
        return context_.say(message::rules_is_same, arguments);
      case Verdict::cannot_tell:
        break;
    }
    return context_.say(message::rules_cannot_tell, arguments);
  }

  Section findings() const {
    Section section{context_.say(message::report_in_short), {}};
    for (std::size_t run = 0; run < council_.claims.size(); ++run) {
      section.blocks.emplace_back(Paragraph{context_.say(
          message::rules_findings, {{"reference", rule_name(council_.reference)}, {"run", run_name(run)}})});
      BulletList list;
      for (std::size_t preset = 0; preset < council_.presets.size(); ++preset) {
        const RuleFigure* share = council_.find(preset, run, "share", "victim");
        if (preset != council_.reference && share != nullptr) list.items.push_back(sentence(*share));
      }
      section.blocks.emplace_back(std::move(list));
    }
    section.blocks.emplace_back(Note{context_.say(message::rules_claims_note)});
    return section;
  }

  Section tornado() const {
    Table table{context_.say(message::rules_tornado_caption,
                             {{"reference", rule_name(council_.reference)},
                              {"years", grouped(static_cast<double>(council_.tornado_years), 0)}}),
                {{context_.say(message::rules_assumption), ColumnKind::sentence},
                 {context_.say(message::rules_range), ColumnKind::words},
                 {context_.say(message::rules_at_low), ColumnKind::number},
                 {context_.say(message::rules_at_high), ColumnKind::number}},
                {},
                {},
                12};
    for (const compare::TornadoBar& bar : council_.tornado) {
      const auto points = [](double change, double error) {
        return Cell(estimate(change / 0.01, error / 0.01));
      };
      table.rows.push_back(
          {number_cell(context_, meaning_of_number(bar.assumption, context_.language()), bar.assumption),
           significant_digits(bar.low, 3) + " - " + significant_digits(bar.high, 3),
           points(bar.at_low, bar.at_low_error), points(bar.at_high, bar.at_high_error)});
    }
    return {context_.say(message::rules_tornado_heading), {std::move(table)}};
  }

  Section rules() const {
    BulletList list;
    for (const std::string& id : council_.presets) {
      const liability::Preset& preset = *liability::find_preset(id);
      const Language language = context_.language();
      list.items.push_back(preset.name.in(language) + " (" + id + "): " + preset.rule.in(language));
    }
    return {context_.say(message::rules_rules), {std::move(list)}};
  }

  Section how_to_read() const {
    BulletList list;
    list.items.push_back(context_.say(message::rules_how_pairs));
    list.items.push_back(context_.say(message::rules_how_family, {{"count", council_.family}}));
    list.items.push_back(context_.say(message::rules_how_judgement));
    return {context_.say(message::compare_how), {std::move(list)}};
  }

  const Council& council_;
  result::Result shared_;
  ReportContext context_;
};

}  // namespace

Document rules_document(const Council& council, const std::string& command, Language language) {
  return Writer(council, language).write(command);
}

}  // namespace tenbin::cli
