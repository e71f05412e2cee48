#include "report/html_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "report/html_escape.hpp"
#include "report/web_chart.hpp"
#include "tenbin/language/messages/pages.hpp"
#include "tenbin/language/messages/report.hpp"

namespace tenbin::cli {
namespace {

using language::Language;

constexpr std::string_view style = R"css(
:root { color-scheme: light; --ink: #1b1f24; --soft: #59636e; --line: #d5dae0; --panel: #f4f6f8; --accent: #0b4f8a; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; padding: 1.5rem 1.25rem 3rem; max-width: 60rem; color: var(--ink); background: #fff;
  font: 16px/1.65 system-ui, -apple-system, "Segoe UI", "Hiragino Sans", "Noto Sans CJK JP", "Noto Sans JP",
  "Yu Gothic", Meiryo, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.3; margin: 0 0 .3rem; }
h2 { font-size: 1.2rem; line-height: 1.35; margin: 2.4rem 0 .8rem; padding-bottom: .25rem; border-bottom: 2px solid var(--accent); }
.subtitle, footer, .note { color: var(--soft); }
.subtitle, .note { font-size: .9rem; margin: .2rem 0 1rem; }
.warning { border: 2px solid #b3261e; border-radius: .3rem; padding: .6rem .9rem; margin: 1rem 0; font-weight: 600; }
.findings { background: var(--panel); border-left: .3rem solid var(--accent); padding: .1rem 1rem; border-radius: .2rem; }
.findings h2 { border: 0; margin: .8rem 0 .2rem; padding: 0; }
nav { margin: 1.2rem 0; font-size: .92rem; }
nav p { margin: 0 0 .2rem; color: var(--soft); }
nav ul { list-style: none; padding: 0; margin: 0; display: grid; grid-template-columns: 1fr 1fr; gap: .1rem 2rem; }
nav li { margin: 0; }
a { color: var(--accent); }
ul { padding-left: 1.25rem; margin: .6rem 0 1rem; }
li { margin: .35rem 0; }
.wide { overflow-x: auto; margin: 1.2rem 0; }
table { border-collapse: collapse; font-size: .92rem; line-height: 1.45; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: 0 0 .4rem; }
caption span { display: inline-block; position: sticky; left: 0; max-width: calc(100vw - 2.6rem); }
th, td { padding: .32rem .7rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: baseline; }
thead th { border-bottom: 2px solid var(--ink); vertical-align: bottom; font-weight: 600; }
th[scope=row] { font-weight: 400; min-width: 8.5em; }
.strong > * { font-weight: 600; background: var(--panel); }
.n { text-align: right; white-space: nowrap; }
thead .n { white-space: normal; }
.w { white-space: nowrap; }
.id { overflow-wrap: break-word; min-width: 8em; max-width: 30em; }
td.se, .strong td.se { color: var(--soft); font-weight: 400; font-size: .92em; padding-left: 0; white-space: nowrap; }
td:has(+ .se) { padding-right: .4rem; }
.detail { color: var(--soft); font-size: .92em; }
figure { margin: 1rem 0 1.5rem; }
figcaption { font-weight: 600; margin-bottom: .3rem; }
.drawing { position: relative; width: 100%; max-width: 46rem; height: 24rem; }
.legend { list-style: none; padding: 0; margin: .5rem 0; font-size: .92rem; display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; }
.legend li { margin: .1rem 0; }
.legend button { font: inherit; color: inherit; background: none; border: 0; padding: .1rem .2rem; text-align: left; cursor: pointer; }
.legend button[aria-pressed=false] { opacity: .45; text-decoration: line-through; }
.legend svg { width: 2.6rem; height: .8rem; vertical-align: middle; margin-right: .5rem; }
pre { background: var(--panel); padding: .7rem .9rem; border-radius: .3rem; white-space: pre-wrap; overflow-wrap: anywhere;
  font-size: .9rem; }
footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: .6rem; font-size: .8rem; overflow-wrap: anywhere; }
@media (max-width: 40rem) {
  body { padding: 1rem .8rem 2rem; }
  h1 { font-size: 1.35rem; }
  th, td { padding: .3rem .45rem; }
  table { font-size: .85rem; }
  .drawing { height: 20rem; }
  nav ul { grid-template-columns: 1fr; gap: .6rem; }
}
@page { size: A4; margin: 16mm 14mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  h2 { break-after: avoid; }
  figure, tr, li { break-inside: avoid; }
  .drawing { width: 17cm; height: 9cm; }
  nav { display: none; }
  thead { display: table-header-group; }
  .wide { overflow: visible; }
  caption span { max-width: none; }
  table { font-size: 8.5pt; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
)css";

std::string kind_class(ColumnKind kind) {
  if (kind == ColumnKind::number) return "n";
  return kind == ColumnKind::words ? "w" : "id";
}

class HtmlWriter {
 public:
  explicit HtmlWriter(Language language) : language_(language) {}

  std::string page(const Document& document) {
    const std::string title =
        language::text(language_, message::report_page_title, {{"name", document.title}});
    html_ = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n",
        language::language_code(language_), html_escaped(title), style);
    html_ += "<header>\n<h1>" + html_escaped(document.title) + "</h1>\n<p class=\"subtitle\">" +
             html_escaped(document.subtitle) + "</p>\n</header>\n<main>\n";
    for (const std::string& warning : document.warnings) {
      html_ += "<p class=\"warning\" role=\"alert\">" + html_escaped(warning) + "</p>\n";
    }
    for (std::size_t i = 0; i < document.sections.size(); ++i) {
      const Section& section = document.sections[i];
      html_ += fmt::format("<section id=\"s{}\"{}>\n", i, i == 0 ? " class=\"findings\"" : "");
      html_ += "<h2>" + html_escaped(section.heading) + "</h2>\n";
      for (const Block& block : section.blocks) std::visit([this](const auto& part) { add(part); }, block);
      html_ += "</section>\n";
      if (i == 0) add_contents(document);
    }
    html_ += "</main>\n<footer>" + html_escaped(document.footer) + "</footer>\n";
    if (has_charts_) html_ += web_chart_scripts();
    html_ += "</body>\n</html>\n";
    return std::move(html_);
  }

 private:
  /// Links to the sections, where there are enough to lose one's way.
  void add_contents(const Document& document) {
    constexpr std::size_t enough = 4;
    if (document.sections.size() < enough) return;
    const std::string name = html_escaped(language::text(language_, message::page_contents));
    html_ += "<nav aria-label=\"" + name + "\">\n<p>" + name + "</p>\n<ul>\n";
    for (std::size_t i = 1; i < document.sections.size(); ++i) {
      html_ +=
          fmt::format("<li><a href=\"#s{}\">{}</a></li>\n", i, html_escaped(document.sections[i].heading));
    }
    html_ += "</ul>\n</nav>\n";
  }

  void add(const Paragraph& paragraph) { html_ += "<p>" + html_escaped(paragraph.text) + "</p>\n"; }
  void add(const Note& note) { html_ += "<p class=\"note\">" + html_escaped(note.text) + "</p>\n"; }
  void add(const CommandLine& command) { html_ += "<pre>" + html_escaped(command.text) + "</pre>\n"; }

  void add(const BulletList& list) {
    html_ += "<ul>\n";
    for (const std::string& item : list.items) html_ += "<li>" + html_escaped(item) + "</li>\n";
    html_ += "</ul>\n";
  }

  void add(const Table& table) {
    html_ += "<div class=\"wide\" tabindex=\"0\"><table>\n";
    if (!table.caption.empty())
      html_ += "<caption><span>" + html_escaped(table.caption) + "</span></caption>\n";
    html_ += "<thead><tr>";
    std::vector<ErrorColumn> errors;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const Column& column = table.columns[i];
      errors.push_back(error_column(table, i));
      const std::string span = errors.back() == ErrorColumn::beside ? " colspan=\"2\"" : "";
      html_ += fmt::format("<th scope=\"col\" class=\"{}\"{}>{}</th>", kind_class(column.kind), span,
                           html_escaped(column.heading));
    }
    html_ += "</tr></thead>\n<tbody>\n";
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      const bool strong =
          std::find(table.strong_rows.begin(), table.strong_rows.end(), i) != table.strong_rows.end();
      html_ += strong ? "<tr class=\"strong\">" : "<tr>";
      for (std::size_t column = 0; column < table.rows[i].size(); ++column) {
        add(table.rows[i][column], table.columns[column].kind, column, errors[column]);
      }
      html_ += "</tr>\n";
    }
    html_ += "</tbody></table></div>\n";
  }

  /// Errors stand in a column of their own, so that figures and errors are each aligned.
  enum class ErrorColumn { none, beside };

  static ErrorColumn error_column(const Table& table, std::size_t column) {
    const bool any = std::any_of(table.rows.begin(), table.rows.end(),
                                 [&](const std::vector<Cell>& row) { return !row[column].error.empty(); });
    return any ? ErrorColumn::beside : ErrorColumn::none;
  }

  /// Long names may be broken after their marks.
  static std::string words_of(const Cell& cell) {
    std::string words;
    for (const char c : html_escaped(cell.text)) {
      words += c;
      if (c == '/' || c == '_') words += "<wbr>";
    }
    if (!cell.detail.empty()) words += "<div class=\"detail\">" + html_escaped(cell.detail) + "</div>";
    return words;
  }

  void add(const Cell& cell, ColumnKind kind, std::size_t column, ErrorColumn errors) {
    if (column == 0) {
      html_ += "<th scope=\"row\" class=\"id\">" + words_of(cell) + "</th>";
      return;
    }
    html_ += fmt::format("<td class=\"{}\">{}</td>", kind_class(kind), words_of(cell));
    if (errors == ErrorColumn::none) return;
    html_ += "<td class=\"se\">" + (cell.error.empty() ? "" : "± " + html_escaped(cell.error)) + "</td>";
  }

  void add(const ExceedanceChart& chart) { add_chart(chart.caption, web_chart(chart, language_)); }
  void add(const CurveChart& chart) { add_chart(chart.caption, web_chart(chart, language_)); }
  void add(const BarChart& chart) { add_chart(chart.caption, web_chart(chart, language_)); }
  void add(const PointChart& chart) { add_chart(chart.caption, web_chart(chart, language_)); }

  void add_chart(const std::string& caption, const std::string& drawing) {
    html_ += "<figure class=\"chart\">\n<figcaption>" + html_escaped(caption) + "</figcaption>\n" + drawing +
             "</figure>\n";
    has_charts_ = true;
  }

  bool has_charts_ = false;
  Language language_;
  std::string html_;
};

}  // namespace

std::string html_report(const Document& document, Language language) {
  return HtmlWriter(language).page(document);
}

}  // namespace tenbin::cli
