#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "export/ord_tables.hpp"
#include "report/assumption_words.hpp"
#include "report/council_document.hpp"
#include "report/council_parts.hpp"
#include "report/shell_word.hpp"
#include "report/words.hpp"
#include "tenbin/batch/fingerprint.hpp"
#include "tenbin/compare/council.hpp"
#include "tenbin/language/messages/council.hpp"
#include "tenbin/language/messages/names.hpp"
#include "tenbin/language/messages/pages.hpp"
#include "tenbin/language/messages/report.hpp"

namespace tenbin::cli {
namespace {

using compare::CouncilBar;
using compare::CouncilFigure;
using compare::StoredCouncil;
using compare::StoredPreset;
using compare::Verdict;
using language::Language;
using language::Message;

/// Every amount that is shown, for the unit of money.
result::Result amounts_of(const StoredCouncil& council) {
  result::Result result;
  result.input = council.input;
  result.input.currency = council.currency;
  for (const CouncilFigure& figure : council.figures) {
    if (figure.unit == "currency")
      result.measures.push_back({figure.of, "aep", "mean", council.tail_level, figure.value, 0});
  }
  return result;
}

class Writer {
 public:
  Writer(const StoredCouncil& council, Language language)
      : council_(council),
        shared_(amounts_of(council)),
        context_(shared_, language, Extent::page),
        assumptions_(assumptions_of(council.input)) {}

  Document write() const {
    Document document{say(message::council_title, {{"name", council_.input.name}}), subtitle(), {}, {}, {}};
    for (Section section : {findings(), compared(), bears(), victims(), money(), moves(), nobody(),
                            words_section(context_), again()}) {
      if (!section.blocks.empty()) document.sections.push_back(std::move(section));
    }
    document.footer = say(message::report_footer, {{"version", council_.version}, {"build", council_.build}});
    return document;
  }

 private:
  /// A figure with what it is told of.
  struct Line {
    std::string figure, of, name;
  };

  std::string say(Message message, const language::Arguments& arguments = {}) const {
    return context_.say(message, arguments);
  }
  std::string name_of(std::size_t preset) const {
    const std::string& name = council_.presets[preset].name.in(context_.language());
    return name.empty() ? council_.presets[preset].id : name;
  }
  std::string reference_name() const { return name_of(council_.reference); }

  std::string claims_words(std::size_t run) const {
    const auto& claims = council_.claims[run];
    return claims.probability ? say(message::council_claims_one, {{"share", percent(*claims.probability, 3)}})
                              : say(message::council_claims_preset);
  }

  std::string subtitle() const {
    return say(message::council_subtitle_presets, {{"count", council_.presets.size()},
                                                   {"years", grouped(static_cast<double>(council_.years), 0)},
                                                   {"unit", context_.unit().name}}) +
           (context_.language() == Language::english ? " " : "") +
           say(message::council_reference, {{"reference", reference_name()}});
  }

  std::string who(const std::string& of) const {
    static constexpr std::pair<std::string_view, Message> names[] = {
        {"workers", message::council_workers},
        {"consumers", message::council_consumers},
        {"elderly_or_disabled", message::council_elderly},
        {"businesses", message::council_businesses},
        {"fund", message::council_fund},
        {"direct_insurer", message::council_direct_insurer}};
    for (const auto& [word, name] : names) {
      if (of == word) return say(name);
    }
    return context_.word(of);
  }

  std::vector<Line> lines(const std::string& figure, Message name) const {
    std::vector<Line> found;
    for (const std::string& of : council_.all_of(figure)) {
      found.push_back(
          {figure, of,
           say(name, {{"who", who(of)}, {"party", who(of)}, {"share", tail_words(council_.tail_level)}})});
    }
    return found;
  }

  /// Without the zeros that no preset moves from.
  std::vector<Line> shares() const {
    std::vector<Line> found;
    for (const std::string& of : council_.all_of("share")) {
      const bool any = std::any_of(
          council_.figures.begin(), council_.figures.end(),
          [&](const CouncilFigure& f) { return f.figure == "share" && f.of == of && f.value != 0; });
      if (any) found.push_back({"share", of, who(of)});
    }
    return found;
  }

  Cell cell(const CouncilFigure* figure) const {
    if (figure == nullptr || !std::isfinite(figure->value)) return Cell("-");
    const bool whole = figure->unit == "share" || figure->unit == "probability";
    const double unit = whole ? 0.01 : figure->unit == "currency" ? context_.unit().size : 1;
    if (figure->value == 0 && figure->standard_error == 0) return Cell("0");
    const Estimate rounded = std::isfinite(figure->standard_error)
                                 ? estimate(figure->value / unit, figure->standard_error / unit)
                                 : Estimate{significant_digits(figure->value / unit, 3), "?"};
    if (!whole) return Cell(rounded);
    return Cell(Estimate{rounded.value + "%", rounded.error.empty() ? "" : rounded.error + "%"});
  }

  std::string amount_words(const CouncilFigure& figure, double value) const {
    const bool whole = figure.unit == "share" || figure.unit == "probability";
    const double unit = whole ? 0.01 : figure.unit == "currency" ? context_.unit().size : 1;
    const std::string words = estimate(value / unit, figure.difference_se / unit).value;
    return whole                       ? words + " " + say(message::council_points)
           : figure.unit == "currency" ? words + " " + context_.unit().name
                                       : words;
  }

  /// What is known of a figure, and what is not.
  struct Findings {
    std::vector<std::string> told, open;
    bool any_told = false;  ///< false: nothing can be told of any preset
  };

  /// One sentence for each verdict, the largest differences first; what the two runs do not agree on depends
  /// on how many claim.
  Findings findings_of(const Line& line) const {
    Findings findings;
    std::vector<std::pair<double, std::string>> more, less;
    std::vector<std::string> unclear, depends;
    bool any = false;
    for (std::size_t preset = 0; preset < council_.presets.size(); ++preset) {
      if (preset == council_.reference) continue;
      std::vector<const CouncilFigure*> runs;
      for (std::size_t run = 0; run < council_.claims.size(); ++run) {
        if (const CouncilFigure* found = council_.find(preset, run, line.figure, line.of))
          runs.push_back(found);
      }
      if (runs.empty()) continue;
      any = true;
      const Verdict verdict = runs.front()->verdict;
      const bool agree = std::all_of(runs.begin(), runs.end(),
                                     [&](const CouncilFigure* one) { return one->verdict == verdict; });
      const std::string quoted = say(message::council_quoted, {{"variant", name_of(preset)}});
      if (!agree) {
        depends.push_back(quoted);
      } else if (verdict == Verdict::cannot_tell) {
        unclear.push_back(quoted);
      } else if (verdict != Verdict::same) {
        (verdict == Verdict::more ? more : less)
            .emplace_back(std::fabs(runs.front()->difference),
                          item(preset, runs, verdict == Verdict::less ? -1 : 1));
      }
    }
    const auto put = [&](std::vector<std::string>& list, Message message,
                         const std::vector<std::string>& words) {
      if (words.empty()) return;
      list.push_back(
          say(message,
              {{"what", line.name}, {"reference", reference_name()}, {"list", some_of(context_, words)}}));
    };
    findings.any_told = !more.empty() || !less.empty() || !depends.empty() || unclear.empty();
    const auto sorted = [](std::vector<std::pair<double, std::string>> items) {
      std::stable_sort(items.begin(), items.end(),
                       [](const auto& a, const auto& b) { return a.first > b.first; });
      std::vector<std::string> words;
      words.reserve(items.size());
      for (auto& one : items) words.push_back(std::move(one.second));
      return words;
    };
    put(findings.told, message::council_more, sorted(std::move(more)));
    put(findings.told, message::council_less, sorted(std::move(less)));
    put(findings.open, message::council_depends, depends);
    if (findings.any_told) put(findings.open, message::council_unclear, unclear);
    if (any && findings.any_told && findings.told.empty() && findings.open.empty())
      findings.told.push_back(say(message::council_same, {{"what", line.name}}));
    return findings;
  }

  /// The interval that holds both runs.
  std::string item(std::size_t preset, const std::vector<const CouncilFigure*>& runs, double sign) const {
    double low = INFINITY, high = -INFINITY;
    for (const CouncilFigure* one : runs) {
      low = std::min({low, sign * one->low, sign * one->high});
      high = std::max({high, sign * one->low, sign * one->high});
    }
    const CouncilFigure& first = *runs.front();
    return say(message::council_item, {{"variant", name_of(preset)},
                                       {"amount", amount_words(first, sign * first.difference)},
                                       {"low", amount_words(first, low)},
                                       {"high", amount_words(first, high)}});
  }

  /// What the victim bears and what is lost on the way come before the parties' shares.
  std::vector<Line> lines_of_findings() const {
    std::vector<Line> order;
    std::vector<Line> parties;
    for (const Line& line : lines("share", message::council_share_of)) {
      const bool moves =
          std::any_of(council_.figures.begin(), council_.figures.end(), [&](const CouncilFigure& f) {
            return f.figure == "share" && f.of == line.of && f.verdict != Verdict::same;
          });
      if (line.of == "victim") order.push_back(line);
      if (line.of != "victim" && moves) parties.push_back(line);
    }
    for (const Line& line : lines("uncompensated", message::council_uncompensated)) order.push_back(line);
    for (const Line& line : lines("friction", message::council_friction)) order.push_back(line);
    order.insert(order.end(), parties.begin(), parties.end());
    return order;
  }

  /// Only what is known, in short; what is open stands with what nobody knows.
  Section findings() const {
    BulletList list;
    for (const Line& line : lines_of_findings()) {
      for (std::string& sentence : findings_of(line).told) list.items.push_back(std::move(sentence));
    }
    Section section{say(message::report_in_short), {}};
    if (list.items.empty()) list = open_findings();
    section.blocks.emplace_back(std::move(list));
    section.blocks.emplace_back(Note{say(message::council_claims_note)});
    section.blocks.emplace_back(Note{say(message::council_not_advice)});
    return section;
  }

  BulletList open_findings() const {
    BulletList list;
    std::string unclear;
    for (const Line& line : lines_of_findings()) {
      Findings findings = findings_of(line);
      if (!findings.any_told) unclear += (unclear.empty() ? "" : say(message::list_separator)) + line.name;
      for (std::string& sentence : findings.open) list.items.push_back(std::move(sentence));
    }
    if (!unclear.empty()) {
      list.items.push_back(
          say(message::council_unclear, {{"what", unclear}, {"list", say(message::council_all_others)}}));
    }
    return list;
  }

  Section compared() const {
    Section section{say(message::council_compared), {}};
    if (!council_.input.description.empty()) {
      section.blocks.emplace_back(
          Paragraph{say(message::council_same_for_all, {{"description", council_.input.description}})});
    }
    section.blocks.emplace_back(Paragraph{say(message::council_same_events)});
    Table table{say(message::council_variants),
                {{say(message::council_variant), ColumnKind::sentence},
                 {say(message::council_rule), ColumnKind::sentence},
                 {say(message::council_law), ColumnKind::sentence},
                 {say(message::council_assumes), ColumnKind::sentence},
                 {say(message::assumptions_confidence), ColumnKind::words}},
                {},
                {}};
    for (std::size_t preset = 0; preset < council_.presets.size(); ++preset) {
      const StoredPreset& one = council_.presets[preset];
      table.rows.push_back({Cell(name_of(preset), one.id), one.rule.in(context_.language()),
                            Cell(one.law.in(context_.language()), one.date),
                            one.assumes.in(context_.language()), context_.word(one.confidence)});
    }
    section.blocks.emplace_back(std::move(table));
    return section;
  }

  /// Presets as rows, figures as columns, in tables that fit beside each other.
  void add_table(Section& section, const std::string& caption, const std::vector<Line>& all,
                 std::size_t run) const {
    constexpr std::size_t beside = 4;
    for (std::size_t first = 0; first < all.size(); first += beside) {
      const std::size_t last = std::min(first + beside, all.size());
      Table table{caption, {{say(message::council_variant), ColumnKind::sentence}}, {}, {council_.reference}};
      for (std::size_t i = first; i < last; ++i) table.columns.push_back({all[i].name, ColumnKind::number});
      for (std::size_t preset = 0; preset < council_.presets.size(); ++preset) {
        std::vector<Cell> row = {name_of(preset)};
        for (std::size_t i = first; i < last; ++i)
          row.push_back(cell(council_.find(preset, run, all[i].figure, all[i].of)));
        table.rows.push_back(std::move(row));
      }
      section.blocks.emplace_back(std::move(table));
    }
  }

  Section bears() const {
    Section section{say(message::council_bears), {}};
    std::vector<Line> all = shares();
    if (all.empty()) return section;
    const std::vector<Line> friction = lines("friction", message::council_friction);
    all.insert(all.end(), friction.begin(), friction.end());
    for (std::size_t run = 0; run < council_.claims.size(); ++run) {
      const std::string caption = say(message::council_share_caption, {{"claims", claims_words(run)}});
      BarChart chart{caption, "%", BarLayout::stacked, {}, {}};
      for (std::size_t preset = 0; preset < council_.presets.size(); ++preset)
        chart.categories.push_back(name_of(preset));
      for (const Line& line : all) {
        BarSeries series{line.name, {}, {}};
        for (std::size_t preset = 0; preset < council_.presets.size(); ++preset) {
          const CouncilFigure* figure = council_.find(preset, run, line.figure, line.of);
          series.values.push_back(figure == nullptr ? 0 : 100 * figure->value);
        }
        chart.series.push_back(std::move(series));
      }
      section.blocks.emplace_back(std::move(chart));
      add_table(section, caption, all, run);
    }
    return section;
  }

  Section victims() const {
    Section section{say(message::council_victims), {}};
    std::vector<Line> all = lines("uncompensated", message::council_uncompensated);
    for (const Line& line : lines("under_half", message::council_under_half)) all.push_back(line);
    for (const Line& line : lines("nothing", message::council_nothing)) all.push_back(line);
    for (std::size_t run = 0; run < council_.claims.size(); ++run)
      add_table(section, say(message::council_victims_caption, {{"claims", claims_words(run)}}), all, run);
    return section;
  }

  Section money() const {
    Section section{say(message::council_money), {}};
    std::vector<Line> all;
    for (const auto& [figure, name] : {std::pair{"mean", message::council_mean},
                                       {"tail", message::council_tail},
                                       {"insurers", message::council_insurers},
                                       {"premium", message::council_premium},
                                       {"levy", message::council_levy},
                                       {"insolvencies", message::council_insolvencies},
                                       {"beyond", message::council_beyond}}) {
      for (const Line& line : lines(figure, name)) all.push_back(line);
    }
    for (std::size_t run = 0; run < council_.claims.size(); ++run) {
      add_table(section,
                say(message::council_money_caption,
                    {{"unit", context_.unit().name}, {"claims", claims_words(run)}}),
                all, run);
    }
    if (!section.blocks.empty()) section.blocks.emplace_back(Note{say(message::council_sums)});
    return section;
  }

  std::vector<const CouncilBar*> leading_bars() const {
    std::vector<const CouncilBar*> bars;
    for (const CouncilBar& bar : council_.bars) bars.push_back(&bar);
    std::stable_sort(bars.begin(), bars.end(),
                     [](const CouncilBar* a, const CouncilBar* b) { return a->spread() > b->spread(); });
    return bars;
  }

  const result::Assumption* assumption(const std::string& id) const {
    for (const result::Assumption& one : assumptions_) {
      if (one.id == id) return &one;
    }
    return nullptr;
  }

  std::string words_of(const std::string& id) const {
    const std::string words = meaning_of_number(id, context_.language());
    return words.empty() ? id : words;
  }

  std::string points(double value, double standard_error) const {
    return estimate(100 * value, 100 * standard_error).value + " " + say(message::council_points);
  }

  /// The one that comparisons of presets have; another of a file stays.
  std::string tornado_figure() const {
    if (council_.tornado_figure != compare::Council{}.tornado_figure) return council_.tornado_figure;
    return say(message::figure_victim_share);
  }

  Section moves() const {
    Section section{say(message::council_moves), {}};
    const std::vector<const CouncilBar*> bars = leading_bars();
    if (bars.empty()) {
      section.blocks.emplace_back(Note{say(message::council_no_tornado)});
      return section;
    }
    BulletList list;
    const CouncilBar& first = *bars.front();
    const double error = first.at_low_se + first.at_high_se;
    const double next = bars.size() > 1 ? bars[1]->spread() : 0;
    const double next_error = bars.size() > 1 ? bars[1]->at_low_se + bars[1]->at_high_se : 0;
    if (first.spread() - next > 2 * (error + next_error)) {
      std::string words = say(message::council_moves_most, {{"figure", tornado_figure()},
                                                            {"words", words_of(first.assumption)},
                                                            {"amount", points(first.spread(), error)}});
      const result::Assumption* known = assumption(first.assumption);
      if (known != nullptr && known->judgement) {
        words += (context_.language() == Language::english ? " " : "") +
                 say(message::council_moves_weak, {{"confidence", context_.word(known->confidence)}});
      }
      list.items.push_back(words);
    } else {
      list.items.push_back(say(message::council_moves_which, {{"figure", tornado_figure()}}));
    }
    section.blocks.emplace_back(std::move(list));
    add_bars(section, bars);
    return section;
  }

  void add_bars(Section& section, const std::vector<const CouncilBar*>& bars) const {
    constexpr std::size_t most_bars = 15;
    const std::string caption = say(message::council_bars_caption, {{"figure", tornado_figure()}});
    BarChart chart{caption,
                   say(message::council_points),
                   BarLayout::range,
                   {},
                   {{say(message::tornado_low), {}, {}}, {say(message::tornado_high), {}, {}}}};
    Table table{caption,
                {{say(message::assumptions_name), ColumnKind::sentence},
                 {say(message::assumptions_value), ColumnKind::sentence},
                 {say(message::tornado_low), ColumnKind::number},
                 {say(message::tornado_high), ColumnKind::number}},
                {},
                {},
                most_bars};
    for (const CouncilBar* bar : bars) {
      if (chart.categories.size() < most_bars) {
        chart.categories.push_back(words_of(bar->assumption));
        chart.series[0].values.push_back(100 * bar->at_low);
        chart.series[0].standard_errors.push_back(100 * bar->at_low_se);
        chart.series[1].values.push_back(100 * bar->at_high);
        chart.series[1].standard_errors.push_back(100 * bar->at_high_se);
      }
      table.rows.push_back({number_cell(context_, words_of(bar->assumption), bar->assumption),
                            significant_digits(bar->value, 4) + " (" + significant_digits(bar->low, 3) +
                                " .. " + significant_digits(bar->high, 3) + ")",
                            Cell(estimate(100 * bar->at_low, 100 * bar->at_low_se)),
                            Cell(estimate(100 * bar->at_high, 100 * bar->at_high_se))});
    }
    section.blocks.emplace_back(std::move(chart));
    section.blocks.emplace_back(std::move(table));
  }

  Section nobody() const {
    std::vector<std::string> leading;
    for (const CouncilBar* bar : leading_bars()) leading.push_back(bar->assumption);
    BulletList left_out;
    for (std::size_t preset = 0; preset < council_.presets.size(); ++preset) {
      const std::string& words = council_.presets[preset].not_modelled.in(context_.language());
      if (!words.empty()) left_out.items.push_back(left_out_words(context_, name_of(preset), words));
    }
    Section section = unknowns_section(context_, assumptions_, leading, std::move(left_out));
    BulletList open = open_findings();
    if (!open.items.empty()) section.blocks.insert(section.blocks.begin(), std::move(open));
    return section;
  }

  Section again() const {
    std::string ids;
    for (const StoredPreset& preset : council_.presets) ids += (ids.empty() ? "" : ",") + preset.id;
    const std::string file = council_.source_file.empty() ? "-" : council_.source_file;
    const std::string command =
        "tenbin compare " + shell_word(file) + " --across " + shell_word("liability=" + ids) + " --years " +
        std::to_string(council_.years) + " --seed " + std::to_string(council_.input.simulation.seed);
    return {say(message::report_again),
            {CommandLine{command}, Note{say(message::report_same_bits)},
             Note{say(message::page_hash, {{"hash", batch::sha256(batch::canonical_input(council_.input))},
                                           {"build", council_.build}})}}};
  }

  const StoredCouncil& council_;
  result::Result shared_;
  ReportContext context_;
  std::vector<result::Assumption> assumptions_;
};

}  // namespace

Document council_document(const StoredCouncil& council, Language language) {
  return Writer(council, language).write();
}

std::vector<std::pair<std::string, std::string>> council_tables(const StoredCouncil& council) {
  static constexpr const char* verdicts[] = {"more", "less", "same", "cannot_tell"};
  std::string figures = std::string(byte_order_mark) +
                        "preset,claims,figure,of,unit,value,standard_error,difference,"
                        "difference_standard_error,low,high,verdict\n";
  for (const CouncilFigure& one : council.figures) {
    figures += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{}\n",
                           csv_field(council.presets[static_cast<std::size_t>(one.preset)].id),
                           council.claims[static_cast<std::size_t>(one.claims)].id, one.figure,
                           csv_field(one.of), one.unit, csv_number(one.value), csv_number(one.standard_error),
                           csv_number(one.difference), csv_number(one.difference_se), csv_number(one.low),
                           csv_number(one.high), verdicts[static_cast<std::size_t>(one.verdict)]);
  }
  std::vector<std::pair<std::string, std::string>> tables = {
      {"figures.csv", std::move(figures)}, {"assumptions.csv", assumptions_csv(council.input)}};
  if (council.bars.empty()) return tables;
  std::string bars =
      std::string(byte_order_mark) +
      "assumption,low,value,high,at_low,at_low_standard_error,at_high,at_high_standard_error\n";
  for (const CouncilBar& bar : council.bars) {
    bars += fmt::format("{},{},{},{},{},{},{},{}\n", csv_field(bar.assumption), csv_number(bar.low),
                        csv_number(bar.value), csv_number(bar.high), csv_number(bar.at_low),
                        csv_number(bar.at_low_se), csv_number(bar.at_high), csv_number(bar.at_high_se));
  }
  tables.emplace_back("tornado.csv", std::move(bars));
  return tables;
}

}  // namespace tenbin::cli
