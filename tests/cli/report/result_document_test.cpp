#include "report/result_document.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <sstream>

#include "cli/sample_result.hpp"
#include "report/html_report.hpp"
#include "report/text_report.hpp"

namespace tenbin::cli {
namespace {

using language::Language;
using ::testing::HasSubstr;
using ::testing::Not;

std::string as_text(const result::Result& result, Language language = Language::english,
                    CharacterSet characters = CharacterSet::unicode) {
  Environment environment;
  environment.language = language;
  environment.characters = characters;
  return text_report(result_document(result, language), environment);
}

/// With sentences unbroken.
std::string as_wide_text(const result::Result& result, Language language = Language::english) {
  Environment environment;
  environment.language = language;
  environment.columns = 10'000;
  return text_report(result_document(result, language), environment);
}

std::string as_page(const result::Result& result, Language language = Language::english) {
  return html_report(result_document(result, language, Extent::page), language);
}

TEST(TextReport, AnswersTheFourQuestions) {
  const std::string text = as_text(sample_result());
  for (const char* heading :
       {"In short\n", "What does each policy cost?\n", "How bad can it get?\n", "What stays with whom?\n",
        "How sure are we?\n", "What this program does not know\n"}) {
    EXPECT_THAT(text, HasSubstr(heading));
  }
  EXPECT_THAT(text, HasSubstr("technical premium                0.6500 ±  0.0039   0.6500 ±  0.0039\n"));
  EXPECT_THAT(text, HasSubstr("paid by insurers               0.7000 ± 0.0042"));
  EXPECT_THAT(text, HasSubstr("line-7     external audit     72  62.3 ± 9.4"));
  EXPECT_THAT(
      text,
      HasSubstr("  tenbin run scenarios/examples/visual-inspection.json --years 1000000 --seed 20260401\n"));
}

TEST(TextReport, SpeaksJapanese) {
  const std::string text = as_wide_text(sample_result(), Language::japanese);
  for (const char* words : {"要点\n", "純保険料", "支払限度額", "免責金額", "再現期間 100 年", "標準誤差",
                            "保有損失", "インテグレーター", "外部監査", "百万円"}) {
    EXPECT_THAT(text, HasSubstr(words));
  }
  EXPECT_THAT(text, Not(HasSubstr("premium")));
}

TEST(TextReport, FitsInto80Columns) {
  for (const std::string& text : {as_text(sample_result()), as_text(sample_result(), Language::japanese),
                                  as_text(sample_result(), Language::english, CharacterSet::ascii)}) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      if (line.compare(0, 8, "  tenbin") == 0) continue;  // a command to copy stays whole
      EXPECT_LE(display_width(line), 80) << line;
    }
  }
}

TEST(TextReport, IsAsciiWhereTheTerminalIs) {
  for (const char c : as_text(sample_result(), Language::english, CharacterSet::ascii)) {
    ASSERT_LT(static_cast<unsigned char>(c), 0x80U);
  }
}

TEST(TextReport, NamesThatTheTerminalCannotShowBecomeQuestionMarks) {
  result::Result result = sample_result();
  result.input.name = "工場 café";
  EXPECT_THAT(as_text(result, Language::english, CharacterSet::ascii), HasSubstr("?? caf?\n"));
  EXPECT_THAT(as_text(result), HasSubstr("工場 café\n"));
}

TEST(TextReport, StylesHeadingsOnlyWhereAsked) {
  Environment environment;
  const Document document = result_document(sample_result(), Language::english);
  EXPECT_THAT(text_report(document, environment), Not(HasSubstr("\x1b[")));
  environment.styling = Styling::styled;
  EXPECT_THAT(text_report(document, environment), HasSubstr("\x1b[1mIn short\x1b[0m\n"));
}

TEST(TextReport, WarnsFirst) {
  result::Result result = sample_result();
  result.interrupted = true;
  result.target_met = false;
  result.audits[0].refer = true;
  const std::string text = as_wide_text(result);
  const std::size_t findings = text.find("In short");
  for (const char* warning : {"! The run was interrupted. All figures rest on the 1,000,000 years",
                              "! The target error was not", "! line-7: a required item"}) {
    EXPECT_LT(text.find(warning), findings) << warning;
  }
}

TEST(TextReport, SaysWhereTheErrorIsUnknown) {
  result::Result result = sample_result();
  for (result::MeasureRow& row : result.measures) {
    if (row.level == 0.999) row.standard_error = std::numeric_limits<double>::quiet_NaN();
  }
  EXPECT_THAT(as_wide_text(sample_result()), Not(HasSubstr("± ? means")));
  EXPECT_THAT(as_wide_text(result), HasSubstr("± ? means"));
}

TEST(TextReport, SaysThatFewYearsLieInTheTail) {
  result::Result result = sample_result();
  result.years_done = 20'000;
  EXPECT_THAT(as_wide_text(result), HasSubstr("rests on about 20 simulated years beyond it. That is few"));
}

TEST(TextReport, PutsTheWeakestAssumptionFirst) {
  const std::string text = as_wide_text(sample_result());
  EXPECT_LT(text.find("episodes_per_year"), text.find("recall_cost"));
  EXPECT_LT(text.find("recall_cost"), text.find("cost_of_capital"));
}

// Findings follow the errors: the same difference with a wider interval, and the sentence says what can be
// said.
TEST(TextReport, SaysCannotTellWhereTheIntervalCoversZero) {
  result::Result result = sample_result();
  result.buyer_differences = {{"high", "base", "integrator", {0.4e6, 0.05e6}}};
  for (const Language language : language::languages) {
    const bool english = language == Language::english;
    result.buyer_differences[0].total_cost = {0.4e6, 0.05e6};
    EXPECT_THAT(as_wide_text(result, language),
                HasSubstr(english ? "integrator: High deductible costs 0.400 million yen more a year in total"
                                  : "より年間 0.400 百万円 多い"));
    result.buyer_differences[0].total_cost = {-0.4e6, 0.05e6};
    EXPECT_THAT(as_wide_text(result, language),
                HasSubstr(english ? "costs 0.400 million yen less a year" : "より年間 0.400 百万円 少ない"));
    result.buyer_differences[0].total_cost = {0.4e6, 0.3e6};
    const std::string text = as_wide_text(result, language);
    EXPECT_THAT(text, HasSubstr(english ? "cannot tell whether High deductible costs more or less in total"
                                        : "多いか少ないかは判定できない"));
    EXPECT_THAT(text, Not(HasSubstr(english ? "million yen more a year in total" : "百万円 多い")));
    result.buyer_differences[0].total_cost.standard_error = std::numeric_limits<double>::quiet_NaN();
    EXPECT_THAT(as_wide_text(result, language), Not(HasSubstr(english ? "in total" : "総コスト")));
  }
}

TEST(TextReport, NamesTheLargestGapWhereTheErrorsTellIt) {
  result::Result result = sample_result();
  result.gaps = {{"base", "p", "integrator", "", "", "", "paid", 5e5, 1e4},
                 {"base", "p", "integrator", "", "", "", "deductible", 3e5, 1e4},
                 {"base", "p", "integrator", "", "", "", "limit", 2e5, 1e4},
                 {"base", "p", "integrator", "", "", "", "aggregate_limit", 1e-9, 1e-9}};
  EXPECT_THAT(as_wide_text(result),
              HasSubstr(", p: 50% of the insured's loss is not paid; the largest part is: deductible."));
  result.gaps[2].standard_error = 1e5;
  EXPECT_THAT(as_wide_text(result),
              HasSubstr("cannot tell whether more of it is \"deductible\" or \"above the "
                        "occurrence limit\""));
  EXPECT_THAT(as_page(result), Not(HasSubstr("above the annual limit"))) << "what rounding leaves is no gap";
}

TEST(TextReport, NeedsNoPolicyAndNoFigures) {
  result::Result empty;
  empty.input.name = "nothing";
  empty.input.currency = "JPY";
  EXPECT_THAT(as_text(empty), HasSubstr("nothing\n"));
  EXPECT_THAT(as_text(empty), Not(HasSubstr("What does each policy cost?")));
}

/// The page without its scripts, whose words are not the report's.
std::string without_scripts(std::string page) {
  for (std::size_t begin = page.find("<script"); begin != std::string::npos; begin = page.find("<script")) {
    const std::string end = "</script>";
    page.erase(begin, page.find(end, begin) + end.size() - begin);
  }
  return page;
}

TEST(HtmlReport, IsOnePageWithoutNetwork) {
  for (const Language language : language::languages) {
    const std::string page = as_page(sample_result(), language);
    EXPECT_THAT(page, HasSubstr(language == Language::english ? "<html lang=\"en\">" : "<html lang=\"ja\">"));
    EXPECT_THAT(page, Not(HasSubstr("<script src")));
    EXPECT_THAT(page, Not(HasSubstr("<link")));
    EXPECT_THAT(without_scripts(page), Not(HasSubstr("src=")));
    EXPECT_THAT(without_scripts(page), Not(HasSubstr("url(")));
    EXPECT_THAT(page, HasSubstr("<canvas role=\"img\" aria-label="));
    EXPECT_LT(page.size(), 3U << 20U);
    EXPECT_THAT(page, HasSubstr("@page { size: A4"));
    EXPECT_THAT(page, HasSubstr("name=\"viewport\""));
  }
}

TEST(HtmlReport, ShowsWhatTheRunConvergedToAndWhatPremiumsAreMadeOf) {
  result::Result result = sample_result();
  for (const std::int64_t years : {250'000, 500'000, 1'000'000}) {
    result.convergence.push_back({"ground_up", "mean", {}, years, 1.1e6, 3e12 / static_cast<double>(years)});
    result.convergence.push_back({"design/base/insurer", "mean", {}, years, 0.7e6, 1e4});
  }
  std::stable_sort(result.convergence.begin(), result.convergence.end(),
                   [](const auto& a, const auto& b) { return a.subject > b.subject; });
  const std::string page = as_page(result);
  EXPECT_THAT(page, HasSubstr("loss as years were added, in million yen"));
  EXPECT_THAT(page, HasSubstr("What the premiums are made of, in million yen a year"));
  EXPECT_THAT(page, HasSubstr("What each party bears before its insurance"));
  EXPECT_THAT(page, HasSubstr("SHA-256 of the input as understood: "));
  EXPECT_THAT(page, HasSubstr("<nav aria-label=\"On this page\">"));
  EXPECT_THAT(as_text(result), Not(HasSubstr("as years were added"))) << "pictures stand on pages";
}

TEST(HtmlReport, ClosesWhatItOpens) {
  const std::string page = without_scripts(as_page(sample_result()));
  for (const std::string tag :
       {"table", "tr", "td", "th", "ul", "li", "p", "section", "figure", "canvas", "div"}) {
    std::size_t opened = 0, closed = 0;
    for (std::size_t at = page.find("<" + tag); at != std::string::npos; at = page.find("<" + tag, at + 1)) {
      const char next = page[at + tag.size() + 1];
      if (next == '>' || next == ' ') ++opened;
    }
    for (std::size_t at = page.find("</" + tag + ">"); at != std::string::npos;
         at = page.find("</" + tag + ">", at + 1))
      ++closed;
    EXPECT_EQ(opened, closed) << tag;
    EXPECT_GT(opened, 0U) << tag;
  }
}

TEST(HtmlReport, GivesTheSourceOfAnAssumption) {
  EXPECT_THAT(as_page(sample_result()),
              HasSubstr("judgement<div class=\"detail\">market anchors, section 4 B</div>"));
  EXPECT_THAT(as_text(sample_result()), Not(HasSubstr("market anchors")));
}

TEST(HtmlReport, ShowsHostileNamesAsText) {
  result::Result result = sample_result();
  result.input.name = "<img src=x onerror=alert(1)> & \"co\"";
  const std::string page = as_page(result);
  EXPECT_THAT(page, Not(HasSubstr("<img")));
  EXPECT_THAT(page, HasSubstr("&lt;img src=x onerror=alert(1)&gt; &amp; &quot;co&quot;"));
}

TEST(CommandToRunAgain, QuotesForTheShell) {
  result::Result result = sample_result();
  result.source_file = "my case's.json";
  EXPECT_EQ(command_to_run_again(result),
            R"(tenbin run 'my case'\''s.json' --years 1000000 --seed 20260401)");
}

}  // namespace
}  // namespace tenbin::cli
