#include "report/council_document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "export/ord_tables.hpp"
#include "report/comparison_words.hpp"
#include "report/council_parts.hpp"
#include "report/figure_words.hpp"
#include "report/words.hpp"
#include "tenbin/batch/fingerprint.hpp"
#include "tenbin/language/messages/compare.hpp"
#include "tenbin/language/messages/council.hpp"
#include "tenbin/language/messages/pages.hpp"
#include "tenbin/language/messages/report.hpp"
#include "tenbin/liability/preset.hpp"

namespace tenbin::cli {
namespace {

using compare::Comparison;
using compare::Difference;
using compare::TornadoRow;
using compare::Verdict;
using language::Language;
using language::Message;

bool starts_with(const std::string& text, std::string_view start) {
  return text.compare(0, start.size(), start) == 0;
}

class Writer {
 public:
  Writer(const compare::StoredComparison& stored, const std::optional<compare::Tornado>& tornado,
         Language language)
      : stored_(stored),
        comparison_(stored.comparison),
        tornado_(tornado),
        shared_(shared_result(comparison_)),
        context_(shared_, language, Extent::page),
        assumptions_(assumptions_of(shared_.input)) {}

  Document write() const {
    Document document{say(message::council_title, {{"name", shared_.input.name}}), subtitle(), {}, {}, {}};
    document.sections = {
        findings(), compared(), bears(), differences(), moves(), nobody(), words_section(context_), again()};
    document.footer = say(message::report_footer, {{"version", stored_.version}, {"build", stored_.build}});
    return document;
  }

 private:
  std::string say(Message message, const language::Arguments& arguments = {}) const {
    return context_.say(message, arguments);
  }
  std::string name_of(std::size_t variant) const { return variant_name(context_, comparison_, variant); }
  std::string reference_name() const { return name_of(comparison_.reference); }

  std::string subtitle() const {
    return say(message::council_subtitle, {{"count", comparison_.variants.size()},
                                           {"years", grouped(static_cast<double>(comparison_.years), 0)},
                                           {"unit", context_.unit().name}}) +
           (context_.language() == Language::english ? " " : "") +
           say(message::council_reference, {{"reference", reference_name()}});
  }

  /// Subjects that a council asks for: each party and what goes beside the parties, all losses last; what
  /// designs pay where there are no parties.
  std::vector<std::string> subjects() const {
    std::vector<std::string> found;
    for (const compare::VariantResult& variant : comparison_.variants) {
      for (const result::MeasureRow& row : variant.measures) {
        const bool wanted = row.measure == "mean" && row.subject != "ground_up" &&
                            !starts_with(row.subject, "design/") && !starts_with(row.subject, "policy/") &&
                            row.subject != "insurer" && row.subject != "insured";
        if (wanted && std::find(found.begin(), found.end(), row.subject) == found.end())
          found.push_back(row.subject);
      }
    }
    return found;
  }

  std::vector<std::string> subjects_and_total() const {
    std::vector<std::string> found = subjects();
    found.emplace_back("ground_up");
    return found;
  }

  std::string subject_name(const std::string& subject) const {
    if (subject == "ground_up") return say(message::subject_ground_up);
    return starts_with(subject, "party/") ? context_.word(subject.substr(6))
                                          : subject_words(context_, subject, "mean");
  }

  std::vector<const Difference*> differences_of(const std::string& subject) const {
    std::vector<const Difference*> found;
    for (const Difference& difference : comparison_.differences) {
      if (difference.subject == subject && difference.measure == "mean") found.push_back(&difference);
    }
    return found;
  }

  std::string item(const Difference& d) const {
    const double sign = d.verdict == Verdict::less ? -1 : 1;
    const double ends[] = {sign * d.low, sign * d.high};
    const auto rounded = [&](double value) { return context_.amount(value, d.standard_error).value; };
    return say(message::council_item, {{"variant", name_of(d.variant)},
                                       {"amount", rounded(sign * d.value) + " " + context_.unit().name},
                                       {"low", rounded(std::min(ends[0], ends[1]))},
                                       {"high", rounded(std::max(ends[0], ends[1]))}});
  }

  void add_findings(const std::string& subject, BulletList& list) const {
    std::string more, less, unclear;
    const std::vector<const Difference*> all = differences_of(subject);
    const auto add = [&](std::string& to, const std::string& words) {
      to += (to.empty() ? "" : say(message::list_separator)) + words;
    };
    for (const Difference* d : all) {
      if (d->verdict == Verdict::more) add(more, item(*d));
      if (d->verdict == Verdict::less) add(less, item(*d));
      if (d->verdict == Verdict::cannot_tell)
        add(unclear, say(message::council_quoted, {{"variant", name_of(d->variant)}}));
    }
    const auto put = [&](Message message, const std::string& words) {
      if (words.empty()) return;
      list.items.push_back(
          say(message, {{"what", subject_name(subject)}, {"reference", reference_name()}, {"list", words}}));
    };
    put(message::council_more, more);
    put(message::council_less, less);
    put(message::council_unclear, unclear);
    if (!all.empty() && more.empty() && less.empty() && unclear.empty())
      list.items.push_back(say(message::council_same, {{"what", subject_name(subject)}}));
  }

  Section findings() const {
    BulletList list;
    for (const std::string& subject : subjects_and_total()) add_findings(subject, list);
    Section section{say(message::report_in_short), {std::move(list)}};
    section.blocks.emplace_back(Note{say(message::council_not_advice)});
    return section;
  }

  const liability::Preset* preset_of(std::size_t variant) const {
    for (std::size_t i = 0; i < comparison_.across.size(); ++i) {
      if (!starts_with(comparison_.across[i].axis, "liability")) continue;
      return liability::find_preset(comparison_.variants[variant].values[i]);
    }
    return nullptr;
  }

  bool any_preset() const {
    for (std::size_t variant = 0; variant < comparison_.variants.size(); ++variant) {
      if (preset_of(variant) != nullptr) return true;
    }
    return false;
  }

  Section compared() const {
    Section section{say(message::council_compared), {}};
    if (!shared_.input.description.empty()) {
      section.blocks.emplace_back(
          Paragraph{say(message::council_same_for_all, {{"description", shared_.input.description}})});
    }
    section.blocks.emplace_back(Paragraph{say(message::council_same_events)});
    Table table{say(message::council_variants),
                {{say(message::council_variant), ColumnKind::sentence}},
                {},
                {comparison_.reference}};
    const bool presets = any_preset();
    if (presets) {
      table.columns.push_back({say(message::council_rule), ColumnKind::sentence});
      table.columns.push_back({say(message::council_law), ColumnKind::sentence});
      table.columns.push_back({say(message::assumptions_confidence), ColumnKind::words});
    } else {
      table.columns.push_back({say(message::council_value), ColumnKind::sentence});
    }
    for (std::size_t variant = 0; variant < comparison_.variants.size(); ++variant) {
      if (!presets) {
        std::string values;
        for (std::size_t i = 0; i < comparison_.across.size(); ++i) {
          values += (values.empty() ? "" : say(message::list_separator)) +
                    name_of_value(comparison_.across[i].axis, comparison_.variants[variant].values[i],
                                  context_.language());
        }
        table.rows.push_back({name_of(variant), values});
        continue;
      }
      const liability::Preset* preset = preset_of(variant);
      if (preset == nullptr) {
        table.rows.push_back({name_of(variant), "-", "-", "-"});
        continue;
      }
      static constexpr const char* confidences[] = {"high", "medium", "low"};
      table.rows.push_back({Cell(name_of(variant), preset->id), preset->rule.in(context_.language()),
                            preset->law.in(context_.language()),
                            context_.word(confidences[static_cast<std::size_t>(preset->confidence)])});
    }
    section.blocks.emplace_back(std::move(table));
    return section;
  }

  /// Subjects as rows, variants as columns; in several tables where there are many.
  void add_levels(Section& section, const std::string& caption, const std::string& measure,
                  std::optional<double> level) const {
    constexpr std::size_t beside = 4;
    for (std::size_t first = 0; first < comparison_.variants.size(); first += beside) {
      const std::size_t last = std::min(first + beside, comparison_.variants.size());
      Table table{first == 0 ? caption : "", {{say(message::retained_who), ColumnKind::sentence}}, {}, {}};
      for (std::size_t variant = first; variant < last; ++variant)
        table.columns.push_back({name_of(variant), ColumnKind::number});
      for (const std::string& subject : subjects_and_total()) {
        std::vector<Cell> row = {subject_name(subject)};
        for (std::size_t variant = first; variant < last; ++variant)
          row.push_back(context_.cell(
              find_like(comparison_.variants[variant].measures, {subject, "aep", measure, level, 0, 0})));
        table.rows.push_back(std::move(row));
      }
      table.strong_rows = {table.rows.size() - 1};
      section.blocks.emplace_back(std::move(table));
    }
  }

  Section bears() const {
    Section section{say(message::council_bears), {}};
    const std::string caption = say(message::council_bears_caption, {{"unit", context_.unit().name}});
    BarChart chart{caption, context_.unit().name, BarLayout::stacked, {}, {}};
    for (std::size_t variant = 0; variant < comparison_.variants.size(); ++variant)
      chart.categories.push_back(name_of(variant));
    const std::vector<std::string> parties = subjects();
    for (const std::string& subject : parties.empty() ? subjects_and_total() : parties) {
      BarSeries series{subject_name(subject), {}, {}};
      for (const compare::VariantResult& variant : comparison_.variants) {
        const result::MeasureRow* row = find_like(variant.measures, {subject, "aep", "mean", {}, 0, 0});
        series.values.push_back(row == nullptr ? 0 : row->value / context_.unit().size);
      }
      chart.series.push_back(std::move(series));
    }
    section.blocks.emplace_back(std::move(chart));
    add_levels(section, caption, "mean", std::nullopt);
    if (const auto level = context_.headline_level()) {
      add_levels(
          section,
          say(message::council_tail_caption, {{"share", tail_words(*level)}, {"unit", context_.unit().name}}),
          "tvar", level);
      section.blocks.emplace_back(Note{say(message::council_sums)});
    }
    return section;
  }

  Section differences() const {
    Section section{say(message::council_differences), {}};
    Table table{say(message::council_differences_caption,
                    {{"reference", reference_name()}, {"unit", context_.unit().name}}),
                {{say(message::retained_who), ColumnKind::sentence},
                 {say(message::council_variant), ColumnKind::sentence},
                 {say(message::differences_value), ColumnKind::number},
                 {say(message::compare_column_interval), ColumnKind::number},
                 {say(message::verify_verdict), ColumnKind::words}},
                {},
                {}};
    for (const std::string& subject : subjects_and_total()) {
      for (const Difference* d : differences_of(subject)) {
        const bool told = std::isfinite(d->standard_error);
        const auto rounded = [&](double value) { return context_.amount(value, d->standard_error).value; };
        table.rows.push_back(
            {subject_name(subject), name_of(d->variant), Cell(context_.amount(d->value, d->standard_error)),
             told ? say(message::compare_interval, {{"low", rounded(d->low)}, {"high", rounded(d->high)}})
                  : "?",
             say(verdict_words(d->verdict))});
      }
    }
    section.blocks.emplace_back(std::move(table));
    section.blocks.emplace_back(
        Note{say(message::council_interval_note, {{"confidence", percent(comparison_.confidence)}})});
    return section;
  }

  /// The rows of the tornado on all losses, else of its first figure; the largest spread first.
  std::vector<const TornadoRow*> leading_rows() const {
    std::vector<const TornadoRow*> rows;
    if (!tornado_ || tornado_->rows.empty()) return rows;
    const auto on = [&](const std::string& subject, const std::string& measure) {
      for (const TornadoRow& row : tornado_->rows) {
        if (row.subject == subject && row.measure == measure) rows.push_back(&row);
      }
    };
    on("ground_up", "mean");
    if (rows.empty()) on(tornado_->rows.front().subject, tornado_->rows.front().measure);
    std::stable_sort(rows.begin(), rows.end(),
                     [](const TornadoRow* a, const TornadoRow* b) { return a->spread() > b->spread(); });
    return rows;
  }

  std::string figure(const TornadoRow& row) const {
    return figure_words(context_, row.subject, row.measure, std::nullopt);
  }

  std::string words_of(const TornadoRow& row) const {
    const std::string& words =
        context_.language() == Language::japanese ? row.description_ja : row.description_en;
    return words.empty() ? row.parameter : words;
  }

  Section moves() const {
    Section section{say(message::council_moves), {}};
    BulletList list;
    const std::string unit = " " + context_.unit().name;
    for (const std::string& subject : subjects()) {
      double largest = 0;
      for (const Difference* d : differences_of(subject)) {
        if (d->verdict == Verdict::more || d->verdict == Verdict::less)
          largest = std::max(largest, std::fabs(d->value));
      }
      if (largest > 0) {
        list.items.push_back(
            say(message::council_moves_choice,
                {{"what", subject_name(subject)}, {"amount", context_.amount(largest) + unit}}));
      }
    }
    const std::vector<const TornadoRow*> rows = leading_rows();
    if (!rows.empty()) list.items.push_back(leading_words(rows));
    if (!list.items.empty()) section.blocks.emplace_back(std::move(list));
    if (!tornado_) {
      section.blocks.emplace_back(Note{say(message::council_no_tornado)});
      return section;
    }
    for (Block& block : tornado_blocks(*tornado_, context_)) section.blocks.push_back(std::move(block));
    return section;
  }

  std::string leading_words(const std::vector<const TornadoRow*>& rows) const {
    const TornadoRow& first = *rows.front();
    if (rows.size() > 1) {
      // Ends of one run and of another: their errors add up at most.
      const TornadoRow& second = *rows[1];
      const double error = first.at_low_se + first.at_high_se + second.at_low_se + second.at_high_se;
      if (!(first.spread() - second.spread() > 2 * error))
        return say(message::council_moves_unclear, {{"what", figure(first)}});
    }
    std::string words = say(message::council_moves_number,
                            {{"what", figure(first)},
                             {"words", words_of(first)},
                             {"amount", context_.amount(first.spread()) + " " + context_.unit().name}});
    if (first.judgement) {
      words += (context_.language() == Language::english ? " " : "") +
               say(message::council_moves_weak, {{"confidence", context_.word(first.confidence)}});
    }
    return words;
  }

  Section nobody() const {
    std::vector<std::string> leading;
    for (const TornadoRow* row : leading_rows()) leading.push_back(row->parameter);
    BulletList left_out;
    for (std::size_t variant = 0; variant < comparison_.variants.size(); ++variant) {
      const liability::Preset* preset = preset_of(variant);
      if (preset != nullptr && !preset->not_modelled.english.empty())
        left_out.items.push_back(
            left_out_words(context_, name_of(variant), preset->not_modelled.in(context_.language())));
    }
    return unknowns_section(context_, assumptions_, leading, std::move(left_out));
  }

  Section again() const {
    return {say(message::report_again),
            {CommandLine{command_to_compare_again(comparison_, stored_.source_file)},
             Note{say(message::report_same_bits)},
             Note{say(message::page_hash, {{"hash", batch::sha256(batch::canonical_input(shared_.input))},
                                           {"build", stored_.build}})}}};
  }

  const compare::StoredComparison& stored_;
  const Comparison& comparison_;
  const std::optional<compare::Tornado>& tornado_;
  result::Result shared_;
  ReportContext context_;
  std::vector<result::Assumption> assumptions_;
};

}  // namespace

Document council_document(const compare::StoredComparison& stored,
                          const std::optional<compare::Tornado>& tornado, Language language) {
  return Writer(stored, tornado, language).write();
}

std::vector<std::pair<std::string, std::string>> council_tables(
    const compare::StoredComparison& stored, const std::optional<compare::Tornado>& tornado) {
  const Comparison& comparison = stored.comparison;
  const std::string mark = byte_order_mark;
  std::string axes;
  for (const compare::Across& across : comparison.across) axes += "," + csv_field(across.axis);
  const auto values = [&](std::size_t variant) {
    std::string words = std::to_string(variant);
    for (const std::string& value : comparison.variants[variant].values) words += "," + csv_field(value);
    return words;
  };
  std::string figures = mark + "variant" + axes + ",subject,measure,level,value,standard_error\n";
  for (std::size_t variant = 0; variant < comparison.variants.size(); ++variant) {
    for (const result::MeasureRow& row : comparison.variants[variant].measures) {
      figures += fmt::format("{},{},{},{},{},{}\n", values(variant), csv_field(row.subject), row.measure,
                             csv_number(row.level), csv_number(row.value), csv_number(row.standard_error));
    }
  }
  static constexpr const char* verdicts[] = {"more", "less", "same", "cannot_tell"};
  std::string differences =
      mark + "variant" + axes + ",subject,measure,level,difference,standard_error,low,high,verdict\n";
  for (const Difference& d : comparison.differences) {
    differences +=
        fmt::format("{},{},{},{},{},{},{},{},{}\n", values(d.variant), csv_field(d.subject), d.measure,
                    csv_number(d.level), csv_number(d.value), csv_number(d.standard_error), csv_number(d.low),
                    csv_number(d.high), verdicts[static_cast<std::size_t>(d.verdict)]);
  }
  std::vector<std::pair<std::string, std::string>> tables = {
      {"figures.csv", std::move(figures)},
      {"differences.csv", std::move(differences)},
      {"assumptions.csv", assumptions_csv(comparison.variants[comparison.reference].input)}};
  if (!tornado) return tables;
  std::string moves = mark +
                      "parameter,unit,value,low,high,confidence,judgement,subject,measure,base,"
                      "base_standard_error,at_low,at_low_standard_error,at_high,at_high_standard_error\n";
  for (const TornadoRow& row : tornado->rows) {
    moves +=
        fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", csv_field(row.parameter),
                    csv_field(row.unit), csv_number(row.value), csv_number(row.low), csv_number(row.high),
                    row.confidence, row.judgement ? "yes" : "no", csv_field(row.subject), row.measure,
                    csv_number(row.base), csv_number(row.base_se), csv_number(row.at_low),
                    csv_number(row.at_low_se), csv_number(row.at_high), csv_number(row.at_high_se));
  }
  tables.emplace_back("tornado.csv", std::move(moves));
  return tables;
}

}  // namespace tenbin::cli
