#include "report/comparison_document.hpp"

#include <algorithm>
#include <cmath>

#include "build_info.hpp"
#include "report/comparison_words.hpp"
#include "report/figure_words.hpp"
#include "report/report_context.hpp"
#include "report/words.hpp"
#include "tenbin/language/messages/compare.hpp"
#include "tenbin/language/messages/export.hpp"
#include "tenbin/language/messages/report.hpp"

namespace tenbin::cli {
namespace {

using compare::Comparison;
using compare::Difference;
using compare::Verdict;
using language::Language;

class Writer {
 public:
  Writer(const Comparison& comparison, Language language)
      : comparison_(comparison), shared_(shared_result(comparison)), context_(shared_, language) {}

  Document write(const std::string& command) {
    std::string axes;
    for (const compare::Across& across : comparison_.across)
      axes += (axes.empty() ? "" : context_.say(message::list_separator)) +
              name_of_axis(across.axis, context_.language());
    Document document{context_.say(message::compare_title, {{"name", shared_.input.name}, {"axes", axes}}),
                      subtitle(),
                      {},
                      {},
                      {}};
    document.sections.push_back(findings());
    document.sections.push_back(curves());
    document.sections.push_back(by_variant());
    document.sections.push_back(all_differences());
    document.sections.push_back(how_to_read());
    document.sections.push_back({context_.say(message::report_again),
                                 {CommandLine{command}, Note{context_.say(message::report_same_bits)}}});
    document.footer = context_.say(message::report_footer,
                                   {{"version", std::string(build_info().version)}, {"build", build_line()}});
    document.sections.erase(std::remove_if(document.sections.begin(), document.sections.end(),
                                           [](const Section& section) { return section.blocks.empty(); }),
                            document.sections.end());
    return document;
  }

 private:
  std::string subtitle() const {
    return context_.say(message::compare_subtitle,
                        {{"years", grouped(static_cast<double>(comparison_.years), 0)},
                         {"seed", std::to_string(shared_.input.simulation.seed)},
                         {"unit", context_.unit().name}});
  }

  std::string name_of(std::size_t variant) const { return variant_name(context_, comparison_, variant); }

  std::string what(const std::string& subject, const std::string& measure,
                   std::optional<double> level) const {
    return figure_words(context_, subject, measure, level);
  }

  /// Figures that the sentences speak of.
  bool is_spoken_of(const Difference& difference) const {
    if (difference.measure == "technical_premium") return true;
    if (difference.measure == "mean") return difference.subject.find("policy/") == std::string::npos;
    if (difference.measure != "tvar" || difference.level != context_.headline_level()) return false;
    return difference.subject == "ground_up" ||
           (difference.subject.size() >= 7 &&
            difference.subject.compare(difference.subject.size() - 7, 7, "insured") == 0 &&
            difference.subject.find("policy/") == std::string::npos);
  }

  /// An end of an interval, rounded like the difference itself.
  std::string end(double value, double standard_error) const {
    return context_.amount(value, standard_error).value;
  }

  std::string sentence(const Difference& d) const {
    const std::string unit = " " + context_.unit().name;
    language::Arguments arguments = {{"variant", name_of(d.variant)},
                                     {"reference", name_of(comparison_.reference)},
                                     {"what", what(d.subject, d.measure, d.level)}};
    const auto put = [&](double value, double low, double high) {
      arguments.emplace_back("amount", end(value, d.standard_error) + unit);
      arguments.emplace_back("low", end(low, d.standard_error));
      arguments.emplace_back("high", end(high, d.standard_error));
    };
    switch (d.verdict) {
      case Verdict::more:
        put(d.value, d.low, d.high);
        return context_.say(message::compare_is_more, arguments);
      case Verdict::less:
        put(-d.value, -d.high, -d.low);
        return context_.say(message::compare_is_less, arguments);
      case Verdict::same:
        return context_.say(message::compare_is_same, arguments);
      case Verdict::cannot_tell:
        break;
    }
    if (!std::isfinite(d.standard_error)) return context_.say(message::compare_unknown, arguments);
    put(d.value, d.low, d.high);
    return context_.say(message::compare_cannot_tell, arguments);
  }

  Section findings() const {
    Section section{context_.say(message::report_in_short), {}};
    for (std::size_t variant = 0; variant < comparison_.variants.size(); ++variant) {
      BulletList list;
      for (const Difference& difference : comparison_.differences) {
        if (difference.variant == variant && is_spoken_of(difference))
          list.items.push_back(sentence(difference));
      }
      if (!list.items.empty()) section.blocks.emplace_back(std::move(list));
    }
    return section;
  }

  Section all_differences() const {
    Section section{context_.say(message::compare_figures), {}};
    for (std::size_t variant = 0; variant < comparison_.variants.size(); ++variant) {
      if (variant == comparison_.reference) continue;
      Table table{
          context_.say(message::compare_figures_caption, {{"variant", name_of(variant)},
                                                          {"reference", name_of(comparison_.reference)},
                                                          {"unit", context_.unit().name}}),
          {{context_.say(message::verify_figure), ColumnKind::sentence},
           {context_.say(message::differences_value), ColumnKind::number},
           {context_.say(message::compare_column_interval), ColumnKind::number},
           {context_.say(message::verify_verdict), ColumnKind::words}},
          {},
          {},
          40};
      // What the sentences speak of comes first, so that a terminal shows it.
      for (const bool spoken : {true, false}) {
        for (const Difference& d : comparison_.differences) {
          if (d.variant != variant || is_spoken_of(d) != spoken) continue;
          const bool told = std::isfinite(d.standard_error);
          const std::string interval =
              told ? context_.say(message::compare_interval, {{"low", end(d.low, d.standard_error)},
                                                              {"high", end(d.high, d.standard_error)}})
                   : "?";
          const Estimate figure = context_.amount(d.value, d.standard_error);
          table.rows.push_back({what(d.subject, d.measure, d.level),
                                told ? Cell(figure) : Cell(Estimate{figure.value, "?"}), interval,
                                context_.say(verdict_words(d.verdict))});
        }
      }
      section.blocks.emplace_back(std::move(table));
    }
    return section;
  }

  /// Rows of the reference that are worth a column.
  Section by_variant() const {
    Section section{context_.say(message::compare_levels), {}};
    constexpr std::size_t beside = 3;  // variants that fit beside each other on a terminal
    const auto& reference = comparison_.variants[comparison_.reference].measures;
    for (std::size_t first = 0; first < comparison_.variants.size(); first += beside) {
      const std::size_t last = std::min(first + beside, comparison_.variants.size());
      Table table{context_.say(message::compare_levels_caption, {{"unit", context_.unit().name}}),
                  {{context_.say(message::verify_figure), ColumnKind::sentence}},
                  {},
                  {}};
      for (std::size_t variant = first; variant < last; ++variant)
        table.columns.push_back({name_of(variant), ColumnKind::number});
      for (const result::MeasureRow& row : reference) {
        Difference like;
        like.subject = row.subject;
        like.measure = row.measure;
        like.level = row.level;
        if (!is_spoken_of(like)) continue;
        std::vector<Cell> cells{what(row.subject, row.measure, row.level)};
        for (std::size_t variant = first; variant < last; ++variant)
          cells.push_back(context_.cell(find_like(comparison_.variants[variant].measures, row)));
        table.rows.push_back(std::move(cells));
      }
      section.blocks.emplace_back(std::move(table));
    }
    add_further(section);
    return section;
  }

  void add_further(Section& section) const {
    Table table{context_.say(message::compare_further_caption),
                {{context_.say(message::compare_column_variant), ColumnKind::sentence},
                 {context_.say(message::verify_figure), ColumnKind::sentence},
                 {context_.say(message::sheet_value), ColumnKind::number}},
                {},
                {}};
    for (std::size_t variant = 0; variant < comparison_.variants.size(); ++variant) {
      for (const result::MeasureRow& row : comparison_.variants[variant].further)
        table.rows.push_back({name_of(variant), row.subject, Cell(estimate(row.value, row.standard_error))});
    }
    if (!table.rows.empty()) section.blocks.emplace_back(std::move(table));
  }

  Section curves() const {
    Section section{context_.say(message::report_loss), {}};
    for (const std::string subject : {"ground_up", "insured"}) {
      const bool moved = std::any_of(
          comparison_.differences.begin(), comparison_.differences.end(), [&](const Difference& difference) {
            return difference.subject == subject && difference.verdict != Verdict::same;
          });
      if (!moved || comparison_.variants.size() > most_series) continue;
      ExceedanceChart chart{context_.say(message::compare_curve_caption,
                                         {{"subject", subject_words(context_, subject, "var")}}),
                            context_.say(message::chart_loss_axis, {{"unit", context_.unit().name}}),
                            context_.say(message::chart_return_period_axis),
                            {}};
      for (std::size_t variant = 0; variant < comparison_.variants.size(); ++variant) {
        ChartSeries series{name_of(variant), {}};
        for (const result::ExceedancePoint& point : comparison_.variants[variant].curves) {
          if (point.subject != subject) continue;
          series.points.push_back({point.return_period, point.loss / context_.unit().size,
                                   point.standard_error / context_.unit().size});
        }
        if (!series.points.empty()) chart.series.push_back(std::move(series));
      }
      if (!chart.series.empty()) section.blocks.emplace_back(std::move(chart));
    }
    return section;
  }

  Section how_to_read() const {
    BulletList list;
    list.items.push_back(context_.say(message::compare_how_pairs));
    list.items.push_back(context_.say(message::compare_how_family, {{"count", comparison_.family}}));
    list.items.push_back(context_.say(message::compare_how_error));
    return {context_.say(message::compare_how), {list}};
  }

  static constexpr std::size_t most_series = 6;  // that a chart can tell apart

  const Comparison& comparison_;
  result::Result shared_;
  ReportContext context_;
};

}  // namespace

Document comparison_document(const Comparison& comparison, const std::string& command, Language language) {
  return Writer(comparison, language).write(command);
}

}  // namespace tenbin::cli
