#include "export/workbook.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "failure.hpp"
#include "report/assumption_words.hpp"
#include "report/figure_words.hpp"
#include "report/rate_document.hpp"
#include "report/report_context.hpp"
#include "report/words.hpp"
#include "tenbin/core/error.hpp"
#include "tenbin/language/messages/export.hpp"
#include "tenbin/language/messages/names.hpp"
#include "tenbin/language/messages/pages.hpp"
#include "tenbin/language/messages/perils.hpp"
#include "tenbin/language/messages/rate.hpp"
#include "tenbin/language/messages/report.hpp"
#include "whole_file.hpp"

namespace tenbin::cli {
namespace {

using language::Message;

enum class Look { text, wrapped, amount, share, number, plain, factor };

/// A column of a table: its heading, width in characters, and what its cells look like.
struct Column {
  std::string heading;
  double width = 16;
  Look look = Look::text;
};

/// A cell: text, number, or nothing.
struct Value {
  std::string text;
  std::optional<double> number;

  Value(std::string words) : text(std::move(words)) {}  // NOLINT(google-explicit-constructor)
  Value(const char* words) : text(words) {}             // NOLINT(google-explicit-constructor)
  Value(double figure) {                                // NOLINT(google-explicit-constructor)
    if (std::isfinite(figure)) number = figure;
  }
  Value(std::optional<double> figure) {  // NOLINT(google-explicit-constructor)
    if (figure && std::isfinite(*figure)) number = figure;
  }
};

using Row = std::vector<Value>;

lxw_col_t col(std::size_t number) { return static_cast<lxw_col_t>(number); }

class Book {
 public:
  Book(const result::Result& result, language::Language language, const std::string& path)
      : context_(result, language), result_(result), book_(workbook_new(path.c_str())) {
    if (book_ == nullptr) throw std::bad_alloc();
    title_ = format();
    format_set_bold(title_);
    format_set_font_size(title_, 14);
    header_ = format();
    format_set_bold(header_);
    format_set_text_wrap(header_);
    format_set_bg_color(header_, 0xDDE6F0);
    format_set_border(header_, LXW_BORDER_THIN);
    format_set_align(header_, LXW_ALIGN_VERTICAL_CENTER);
    const double largest = largest_amount();
    looks_[Look::text] = format();
    looks_[Look::wrapped] = format();
    format_set_text_wrap(looks_[Look::wrapped]);
    number_look(Look::amount, largest >= 1000 ? "#,##0" : "#,##0.00");
    number_look(Look::share, "0.0%");
    number_look(Look::number, "#,##0");
    number_look(Look::plain, "0");
    number_look(Look::factor, "General");
    for (auto& [look, one] : looks_) {
      format_set_align(one, LXW_ALIGN_VERTICAL_TOP);
    }
  }

  /// Closes without a file where something was thrown before.
  ~Book() {
    if (book_ != nullptr) lxw_workbook_free(book_);
  }
  Book(const Book&) = delete;
  Book& operator=(const Book&) = delete;

  void fill() {
    lxw_doc_properties properties{};
    std::string title = result_.input.name, program = "tenbin " + result_.version;
    properties.title = title.data();
    properties.author = program.data();
    workbook_set_properties(book_, &properties);
    summary();
    exceedance();
    designs();
    liability();
    prices();
    factors();
    assumptions();
    measures();
  }

  /// @return 0 or the number of the library's error
  lxw_error close() { return workbook_close(std::exchange(book_, nullptr)); }

 private:
  std::string say(Message message, const language::Arguments& arguments = {}) const {
    return context_.say(message, arguments);
  }

  lxw_format* format() const { return workbook_add_format(book_); }

  void number_look(Look look, const char* pattern) {
    looks_[look] = format();
    format_set_num_format(looks_[look], pattern);
  }

  double largest_amount() const {
    double largest = 0;
    for (const result::MeasureRow& row : result_.measures) {
      const bool amount = row.measure == "mean" || row.measure == "var" || row.measure == "tvar";
      if (amount && std::isfinite(row.value)) largest = std::max(largest, row.value);
    }
    return largest;
  }

  const result::MeasureRow* row(const std::string& subject, const char* measure,
                                std::optional<double> level = std::nullopt, const char* basis = "aep") const {
    return context_.find(subject, basis, measure, level);
  }
  static Value value(const result::MeasureRow* found) {
    return found == nullptr ? Value("") : Value(found->value);
  }
  static Value error(const result::MeasureRow* found) {
    return found == nullptr ? Value("") : Value(found->standard_error);
  }

  // Sheets.

  struct Sheet {
    lxw_worksheet* sheet;
    std::string name;
    lxw_row_t next = 0;
    lxw_col_t widest = 0;
  };

  Sheet sheet(Message name) const {
    Sheet made{workbook_add_worksheet(book_, say(name).c_str()), say(name)};
    if (made.sheet == nullptr) throw std::bad_alloc();
    worksheet_set_landscape(made.sheet);
    worksheet_set_paper(made.sheet, 9);  // A4
    worksheet_fit_to_pages(made.sheet, 1, 0);
    worksheet_set_footer(made.sheet, ("&L&F&R" + say(message::sheet_page)).c_str());
    return made;
  }

  void put(const Sheet& on, lxw_row_t at, lxw_col_t column, const Value& value, Look look) const {
    if (value.number) {
      worksheet_write_number(on.sheet, at, column, *value.number, looks_.at(look));
    } else if (!value.text.empty()) {
      worksheet_write_string(on.sheet, at, column, value.text.c_str(),
                             looks_.at(look == Look::wrapped ? look : Look::text));
    }
  }

  /// A table at the next free row. @return its first row below the heading
  lxw_row_t table(Sheet& on, const std::vector<Column>& columns, const std::vector<Row>& rows) const {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      worksheet_write_string(on.sheet, on.next, col(i), columns[i].heading.c_str(), header_);
    }
    const lxw_row_t first = ++on.next;
    for (const Row& one : rows) {
      for (std::size_t i = 0; i < one.size(); ++i) put(on, on.next, col(i), one[i], columns[i].look);
      ++on.next;
    }
    on.widest = std::max(on.widest, col(columns.size() - 1));
    return first;
  }

  static void widths(const Sheet& on, const std::vector<Column>& columns) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      worksheet_set_column(on.sheet, col(i), col(i), columns[i].width, nullptr);
    }
  }

  /// A sheet that is one table: heading frozen and repeated on each page, filter, print area.
  Sheet table_sheet(Message name, const std::vector<Column>& columns, const std::vector<Row>& rows) const {
    Sheet made = sheet(name);
    widths(made, columns);
    table(made, columns, rows);
    worksheet_freeze_panes(made.sheet, 1, 1);
    worksheet_repeat_rows(made.sheet, 0, 0);
    if (!rows.empty()) worksheet_autofilter(made.sheet, 0, 0, made.next - 1, made.widest);
    print_area(made);
    return made;
  }

  static void print_area(const Sheet& on, lxw_row_t more_rows = 0, lxw_col_t more_columns = 0) {
    worksheet_print_area(on.sheet, 0, 0, std::max<lxw_row_t>(on.next, 1) - 1 + more_rows,
                         static_cast<lxw_col_t>(on.widest + more_columns));
  }

  /// Subjects of the summary with their names: all losses, parties, insurers and insureds of each design,
  /// policies.
  std::vector<std::pair<std::string, std::string>> headline_subjects() const {
    std::vector<std::pair<std::string, std::string>> list = {{"ground_up", say(message::subject_ground_up)}};
    const auto add = [&](const std::string& subject, std::string words) {
      if (context_.has_subject(subject)) list.emplace_back(subject, std::move(words));
    };
    for (const std::string& subject : context_.subjects_under("party/"))
      add(subject, context_.word(subject.substr(6)));
    for (const scenario::CoverageDesign& design : result_.input.coverage_designs) {
      const std::string name = context_.design_name(design.id), prefix = "design/" + design.id;
      const auto in_design = [&](const std::string& words) {
        return say(message::subject_in_design, {{"design", name}, {"subject", words}});
      };
      add(prefix + "/insurer", in_design(say(message::subject_insurers)));
      add(prefix + "/insured", in_design(say(message::subject_insureds)));
      for (const scenario::Policy& policy : design.policies) {
        add(prefix + "/policy/" + policy.id,
            in_design(say(message::subject_policy, {{"policy", policy.id}})));
      }
    }
    return list;
  }

  void summary() const {
    Sheet on = sheet(message::sheet_summary);
    std::vector<Column> columns = {{say(message::sheet_subject), 44, Look::text},
                                   {say(message::figure_mean), 18, Look::amount},
                                   {say(message::sheet_error), 16, Look::amount},
                                   {say(message::figure_attachment), 16, Look::share}};
    for (const double level : context_.levels()) {
      columns.push_back(
          {say(message::figure_var, {{"years", return_period_words(level)}, {"level", level_words(level)}}),
           18, Look::amount});
      columns.push_back({say(message::sheet_error), 16, Look::amount});
    }
    for (const double level : context_.levels()) {
      columns.push_back(
          {say(message::figure_tvar, {{"share", tail_words(level)}, {"level", level_words(level)}}), 18,
           Look::amount});
      columns.push_back({say(message::sheet_error), 16, Look::amount});
    }
    widths(on, columns);
    worksheet_write_string(on.sheet, on.next++, 0, result_.input.name.c_str(), title_);
    const std::vector<std::pair<Message, Value>> facts = {
        {message::sheet_file, result_.source_file},
        {message::sheet_currency, result_.input.currency},
        {message::sheet_price_year,
         result_.input.price_year > 0 ? Value(double(result_.input.price_year)) : Value("")},
        {message::sheet_years, Value(static_cast<double>(result_.years_done))},
        {message::sheet_seed, std::to_string(result_.input.simulation.seed)},
        {message::sheet_program, "tenbin " + result_.version + ", " + result_.build}};
    for (const auto& [item, fact] : facts) {
      put(on, on.next, 0, say(item), Look::text);
      put(on, on.next++, 1, fact, item == message::sheet_price_year ? Look::plain : Look::number);
    }
    if (result_.interrupted)
      put(on, on.next++, 0,
          say(message::warning_interrupted, {{"years", std::to_string(result_.years_done)}}), Look::text);
    ++on.next;
    std::vector<Row> rows;
    for (const auto& [subject, words] : headline_subjects()) {
      Row line = {words, value(row(subject, "mean")), error(row(subject, "mean")),
                  value(row(subject, "probability_of_attachment"))};
      for (const char* measure : {"var", "tvar"}) {
        for (const double level : context_.levels()) {
          line.push_back(value(row(subject, measure, level)));
          line.push_back(error(row(subject, measure, level)));
        }
      }
      rows.push_back(std::move(line));
    }
    const lxw_row_t first = table(on, columns, rows);
    worksheet_freeze_panes(on.sheet, first, 1);
    print_area(on);
  }

  void exceedance() const {
    struct Line {
      std::string subject, basis, words;
    };
    std::vector<Line> lines = {{"ground_up", "aep", say(message::loss_year_sum)},
                               {"ground_up", "oep", say(message::loss_largest_event)}};
    for (const scenario::CoverageDesign& design : result_.input.coverage_designs) {
      for (const auto& [part, words] : {std::pair{"/insurer", message::subject_insurers},
                                        std::pair{"/insured", message::subject_insureds}}) {
        lines.push_back({"design/" + design.id + part, "aep",
                         say(message::subject_in_design,
                             {{"design", context_.design_name(design.id)}, {"subject", words}})});
      }
    }
    std::map<double, std::map<std::size_t, const result::ExceedancePoint*>> points;
    for (const result::ExceedancePoint& point : result_.curves) {
      for (std::size_t i = 0; i < lines.size(); ++i) {
        if (point.subject == lines[i].subject && point.basis == lines[i].basis)
          points[point.return_period][i] = &point;
      }
    }
    std::vector<Column> columns = {{say(message::sheet_return_period), 14, Look::factor}};
    for (const Line& line : lines) {
      columns.push_back({line.words, 20, Look::amount});
      columns.push_back({say(message::sheet_error), 14, Look::amount});
    }
    std::vector<Row> rows;
    for (const auto& [period, by_line] : points) {
      Row one = {period};
      for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto found = by_line.find(i);
        one.push_back(found == by_line.end() ? Value("") : Value(found->second->loss));
        one.push_back(found == by_line.end() ? Value("") : Value(found->second->standard_error));
      }
      rows.push_back(std::move(one));
    }
    Sheet on = sheet(message::sheet_exceedance);
    widths(on, columns);
    const lxw_row_t first = table(on, columns, rows);
    worksheet_freeze_panes(on.sheet, first, 1);
    worksheet_repeat_rows(on.sheet, 0, 0);
    if (rows.empty()) return print_area(on);
    lxw_chart* chart = workbook_add_chart(book_, LXW_CHART_SCATTER_STRAIGHT_WITH_MARKERS);
    const lxw_row_t last = on.next - 1;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const lxw_col_t at = col(1 + 2 * i);
      lxw_chart_series* series = chart_add_series(chart, nullptr, nullptr);
      chart_series_set_categories(series, on.name.c_str(), first, 0, last, 0);
      chart_series_set_values(series, on.name.c_str(), first, at, last, at);
      chart_series_set_name_range(series, on.name.c_str(), first - 1, at);
    }
    chart_title_set_name(chart, say(message::chart_caption, {{"unit", result_.input.currency}}).c_str());
    chart_axis_set_log_base(chart->x_axis, 10);
    chart_axis_set_name(chart->x_axis, say(message::sheet_return_period).c_str());
    chart_axis_set_name(chart->y_axis,
                        say(message::chart_loss_axis, {{"unit", result_.input.currency}}).c_str());
    chart_axis_set_num_format(chart->y_axis, "#,##0");
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    lxw_chart_options options{};
    options.x_scale = 1.9;
    options.y_scale = 1.6;
    worksheet_insert_chart_opt(on.sheet, on.next + 1, 0, chart, &options);
    print_area(on, 26);
  }

  void designs() const {
    const std::optional<double> level = context_.headline_level();
    const std::string tail =
        level ? say(message::figure_tvar, {{"share", tail_words(*level)}, {"level", level_words(*level)}})
              : "";
    const auto with_tail = [&](Message subject) { return say(subject) + ": " + tail; };
    const std::vector<Column> columns = {{say(message::sheet_design), 24, Look::text},
                                         {say(message::sheet_name), 30, Look::wrapped},
                                         {say(message::subject_insurers), 20, Look::amount},
                                         {say(message::sheet_error), 16, Look::amount},
                                         {with_tail(message::subject_insurers), 22, Look::amount},
                                         {say(message::subject_insureds), 20, Look::amount},
                                         {say(message::sheet_error), 16, Look::amount},
                                         {with_tail(message::subject_insureds), 22, Look::amount},
                                         {say(message::price_technical_premium), 20, Look::amount}};
    std::vector<Row> rows;
    for (const scenario::CoverageDesign& design : result_.input.coverage_designs) {
      const std::string prefix = "design/" + design.id;
      std::optional<double> premium;
      for (const result::PolicyPrice& price : result_.prices) {
        if (price.design == design.id) premium = premium.value_or(0) + price.technical_premium;
      }
      Row one = {design.id, design.name};
      for (const char* subject : {"/insurer", "/insured"}) {
        one.push_back(value(row(prefix + subject, "mean")));
        one.push_back(error(row(prefix + subject, "mean")));
        one.push_back(level ? value(row(prefix + subject, "tvar", level)) : Value(""));
      }
      one.push_back(premium);
      rows.push_back(std::move(one));
    }
    Sheet on = sheet(message::sheet_designs);
    widths(on, columns);
    table(on, columns, rows);
    worksheet_freeze_panes(on.sheet, 1, 1);
    if (!result_.differences.empty()) {
      on.next += 1;
      const std::vector<Column> heading = {
          {say(message::sheet_design), 0, Look::text},  {say(message::sheet_reference), 0, Look::text},
          {say(message::sheet_subject), 0, Look::text}, {say(message::sheet_measure), 0, Look::text},
          {say(message::sheet_level), 0, Look::factor}, {say(message::differences_value), 0, Look::amount},
          {say(message::sheet_error), 0, Look::amount}};
      std::vector<Row> lines;
      for (const result::DesignDifference& one : result_.differences) {
        lines.push_back(
            {one.design, one.reference,
             say(one.subject == "insurer" ? message::subject_insurers : message::subject_insureds),
             measure_words(one.measure), one.level, one.value, one.standard_error});
      }
      table(on, heading, lines);
    }
    print_area(on);
  }

  std::string measure_words(const std::string& measure) const {
    if (measure == "mean") return say(message::figure_mean);
    if (measure == "sd") return say(message::figure_sd);
    return measure == "var" ? "VaR" : measure == "tvar" ? "TVaR" : measure;
  }

  void liability() const {
    const std::vector<Column> columns = {{say(message::sheet_party), 28, Look::text},
                                         {say(message::sheet_expected), 20, Look::amount},
                                         {say(message::sheet_error), 16, Look::amount},
                                         {say(message::sheet_share), 12, Look::share}};
    const result::MeasureRow* whole = row("ground_up", "mean");
    std::vector<Row> rows;
    for (const std::string& subject : context_.subjects_under("party/")) {
      const result::MeasureRow* mean = row(subject, "mean");
      if (mean == nullptr) continue;
      rows.push_back({context_.word(subject.substr(6)), mean->value, mean->standard_error,
                      whole != nullptr ? Value(mean->value / whole->value) : Value("")});
    }
    Sheet on = sheet(message::sheet_liability);
    widths(on, columns);
    const lxw_row_t first = table(on, columns, rows);
    worksheet_freeze_panes(on.sheet, 1, 1);
    if (rows.empty()) return print_area(on);
    lxw_chart* chart = workbook_add_chart(book_, LXW_CHART_BAR);
    lxw_chart_series* series = chart_add_series(chart, nullptr, nullptr);
    chart_series_set_categories(series, on.name.c_str(), first, 0, on.next - 1, 0);
    chart_series_set_values(series, on.name.c_str(), first, 1, on.next - 1, 1);
    chart_series_set_name_range(series, on.name.c_str(), first - 1, 1);
    chart_title_set_name(chart, say(message::parties_caption, {{"unit", result_.input.currency}}).c_str());
    chart_axis_set_reverse(chart->y_axis);
    chart_axis_set_num_format(chart->x_axis, "#,##0");
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    lxw_chart_options options{};
    options.x_scale = 1.3;
    worksheet_insert_chart_opt(on.sheet, on.next + 1, 0, chart, &options);
    print_area(on, 17, 1);
  }

  void prices() const {
    const std::vector<Column> columns = {{say(message::sheet_design), 18, Look::text},
                                         {say(message::terms_policy), 18, Look::text},
                                         {say(message::sheet_product), 26, Look::text},
                                         {say(message::sheet_insured), 18, Look::text},
                                         {say(message::price_expected_claims), 18, Look::amount},
                                         {say(message::sheet_error), 14, Look::amount},
                                         {say(message::price_claims_expense), 16, Look::amount},
                                         {say(message::price_risk_load), 16, Look::amount},
                                         {say(message::price_expense), 16, Look::amount},
                                         {say(message::price_profit), 16, Look::amount},
                                         {say(message::price_technical_premium), 18, Look::amount},
                                         {say(message::sheet_error), 14, Look::amount},
                                         {say(message::price_loss_ratio), 14, Look::share},
                                         {say(message::price_rate_on_line), 14, Look::share},
                                         {say(message::sheet_capital), 20, Look::text}};
    std::vector<Row> rows;
    for (const result::PolicyPrice& price : result_.prices) {
      rows.push_back({context_.design_name(price.design), price.policy, context_.word(price.product),
                      context_.word(price.insured), price.expected_claims, price.expected_claims_se,
                      price.claims_expense, price.risk_load, price.expense, price.profit,
                      price.technical_premium, price.technical_premium_se, price.expected_loss_ratio,
                      value(row("design/" + price.design + "/policy/" + price.policy, "rate_on_line")),
                      price.capital == "stand_alone"      ? say(message::capital_stand_alone)
                      : price.capital == "reference_book" ? say(message::capital_reference_book)
                                                          : price.capital});
    }
    table_sheet(message::sheet_prices, columns, rows);
  }

  /// The factors of each policy's closed-form premium, whose product it is.
  void factors() const {
    std::optional<rating::Rating> rating;
    try {
      rating = closed_forms(result_.input);
    } catch (const Error&) {
      return;  // the page says why; a workbook has no place for it
    }
    if (!rating) return;
    std::vector<Column> columns = {{say(message::sheet_design), 18, Look::text},
                                   {say(message::terms_policy), 18, Look::text},
                                   {say(message::sheet_exposure_base), 18, Look::text}};
    static constexpr std::pair<const char*, Message> names[] = {
        {"exposure", message::sheet_exposure},
        {"base_rate", message::sheet_base_rate},
        {"performance", message::rate_factor_performance},
        {"quality", message::rate_factor_quality},
        {"share", message::rate_factor_share},
        {"terms", message::rate_factor_terms},
        {"claims_expense", message::price_claims_expense},
        {"risk_load", message::rate_factor_risk_load},
        {"loading", message::rate_factor_loading}};
    for (const auto& [id, name] : names) columns.push_back({say(name), 16, Look::factor});
    columns.push_back({say(message::price_technical_premium), 18, Look::amount});
    std::vector<Row> rows;
    for (const rating::PolicyRate& policy : rating->policies) {
      Row row = {context_.design_name(policy.design), policy.policy,
                 name_of_exposure(policy.exposure, context_.language())};
      for (const auto& [id, name] : names) {
        const auto found = std::find_if(policy.factors.begin(), policy.factors.end(),
                                        [id = id](const rating::RateFactor& one) { return one.id == id; });
        row.push_back(found == policy.factors.end() ? Value("") : Value(found->value));
      }
      row.emplace_back(policy.technical_premium);
      rows.push_back(std::move(row));
    }
    table_sheet(message::rate_page_heading, columns, rows);
  }

  void assumptions() const {
    const std::vector<Column> columns = {{say(message::assumptions_name), 44, Look::text},
                                         {say(message::list_description), 44, Look::wrapped},
                                         {say(message::sheet_assumed), 14, Look::factor},
                                         {say(message::sheet_unit), 14, Look::text},
                                         {say(message::sheet_low), 12, Look::factor},
                                         {say(message::sheet_high), 12, Look::factor},
                                         {say(message::assumptions_confidence), 12, Look::text},
                                         {say(message::assumptions_basis), 14, Look::text},
                                         {say(message::sheet_source), 90, Look::wrapped}};
    std::vector<Row> rows;
    for (const result::Assumption& one : result_.assumptions) {
      rows.push_back(
          {one.id, meaning_of(one, context_.language()), one.value,
           name_of_unit(one.unit, context_.language()), one.low, one.high, context_.word(one.confidence),
           say(one.judgement ? message::assumptions_judgement : message::assumptions_sourced), one.source});
    }
    table_sheet(message::sheet_assumptions, columns, rows);
  }

  /// The ids of measures.csv, for formulas that look a figure up, with the subject in words.
  void measures() const {
    const std::vector<Column> columns = {
        {say(message::sheet_subject), 50, Look::text}, {say(message::sheet_name), 50, Look::text},
        {say(message::sheet_basis), 10, Look::text},   {say(message::sheet_measure), 28, Look::text},
        {say(message::sheet_level), 10, Look::factor}, {say(message::sheet_value), 20, Look::factor},
        {say(message::sheet_error), 18, Look::factor}};
    std::vector<Row> rows;
    for (const result::MeasureRow& one : result_.measures) {
      rows.push_back({one.subject, subject_words(context_, one.subject, one.measure), one.basis, one.measure,
                      one.level, one.value, one.standard_error});
    }
    table_sheet(message::sheet_measures, columns, rows);
  }

  ReportContext context_;
  const result::Result& result_;
  lxw_workbook* book_;
  lxw_format *title_ = nullptr, *header_ = nullptr;
  std::map<Look, lxw_format*> looks_;
};

}  // namespace

void write_workbook(const result::Result& result, language::Language language, const std::string& path,
                    const std::string& shown) {
  Book book(result, language, path);
  book.fill();
  errno = 0;
  const lxw_error error = book.close();
  if (error == LXW_NO_ERROR) return;
  if (errno != 0) throw cannot_write(shown, errno);
  throw Failure(ExitCode::failure, {message::workbook_failed, {{"reason", lxw_strerror(error)}}});
}

std::string workbook_bytes(const result::Result& result, language::Language language) {
  const std::string pattern = (std::filesystem::temp_directory_path() / "tenbin.XXXXXX").string();
  std::string folder = pattern;
  if (mkdtemp(folder.data()) == nullptr) throw cannot_write(pattern, errno);
  struct Remove {
    const std::string& folder;
    ~Remove() {
      std::error_code ignored;
      std::filesystem::remove_all(folder, ignored);
    }
  } const remove{folder};
  const std::string path = folder + "/result.xlsx";
  write_workbook(result, language, path, path);
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace tenbin::cli
