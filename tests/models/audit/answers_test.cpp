#include "tenbin/audit/answers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tenbin/audit/checklist_score.hpp"
#include "tenbin/audit/csv_table.hpp"

namespace tenbin::audit {
namespace {

using language::Language;
using testing::ElementsAre;
using testing::HasSubstr;

const std::string examples = TENBIN_SOURCE_DIR "/scenarios/examples/audits/";

/// A sheet with one answer everywhere but for some lines.
std::string csv(const std::string& answer, const std::map<std::string, std::string>& others = {}) {
  std::string text = "item,answer,evidence,note\n";
  for (const Dimension& dimension : standard_checklist().dimensions()) {
    for (const Item& item : dimension.items) {
      const auto other = others.find(item.id);
      text += item.id + "," + (other == others.end() ? answer : other->second) + "\n";
    }
  }
  return text;
}

std::vector<std::string> said(const std::string& text, Language language = Language::english) {
  std::vector<std::string> lines;
  for (const scenario::Problem& problem : read_answers(text, "a").problems)
    lines.push_back(problem.text(language));
  return lines;
}

TEST(CsvTable, ReadsQuotesLineBreaksAndMarks) {
  const CsvTable table = parse_csv(
      "\xEF\xBB\xBF"
      "a, b ,\"c, \"\"d\"\"\"\r\n\r\n\"x\ny\",\" z \"\n");
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_THAT(table.rows[0].fields, ElementsAre("a", "b", "c, \"d\""));
  EXPECT_THAT(table.rows[1].fields, ElementsAre("x\ny", " z "));
  EXPECT_EQ(table.rows[1].line, 3U);
  EXPECT_FALSE(table.unclosed_quote);
  EXPECT_EQ(parse_csv("a\nb,\"c\n").unclosed_quote, 2U);
  EXPECT_EQ(csv_field("a \"b\", c"), "\"a \"\"b\"\", c\"");
  EXPECT_EQ(csv_field("plain"), "plain");
}

TEST(Answers, TakesSignsAndWordsOfBothLanguages) {
  const std::string text = csv("yes,record,", {{"1.2", "○,記録,"},
                                               {"1.3", "△,自己申告,"},
                                               {"1.4", "×,,"},
                                               {"1.5", "－,,"},
                                               {"2.2", "partly,independent_test,"},
                                               {"2.1", "該当なし,,no data of our own"}});
  const AnswersRead read = read_answers(text, "a");
  ASSERT_TRUE(read.sheet);
  EXPECT_EQ(read.sheet->size(), 45U);
  EXPECT_EQ(read.sheet->at("1.2").answer, Answer::yes);
  EXPECT_EQ(read.sheet->at("1.2").evidence, Evidence::record);
  EXPECT_EQ(read.sheet->at("1.3").answer, Answer::partly);
  EXPECT_EQ(read.sheet->at("1.4").answer, Answer::no);
  EXPECT_EQ(read.sheet->at("1.5").answer, Answer::not_applicable);
  EXPECT_EQ(read.sheet->at("2.1").note, "no data of our own");
  EXPECT_EQ(read.sheet->at("2.2").evidence, Evidence::independent_test);
}

TEST(Answers, ExamplesAreWhole) {
  for (const char* name : {"auto-parts-visual-inspection.csv", "bank-credit-decisions.json"}) {
    const AnswersRead read = read_answers_file(examples + name);
    EXPECT_TRUE(read.sheet) << name;
    for (const auto& problem : read.problems) ADD_FAILURE() << problem.text(Language::english);
  }
}

TEST(Answers, TellsAllFaultsOfACsvFileAtOnce) {
  const std::string text = csv("yes,record,", {{"1.1", "maybe,record,"},
                                               {"1.2", "yes,rumour,"},
                                               {"1.3", "yes,,"},
                                               {"1.4", ",,"},
                                               {"2.1", "not_applicable,,"},
                                               {"2.2", "yes,record,a,b"},
                                               {"9.5", "yes,record,\n9.6,yes,record,\n9.4,yes,record,"}});
  EXPECT_THAT(said(text), ElementsAre(HasSubstr("a:2: item 1.1: the answer \"maybe\" is not known"),
                                      HasSubstr("a:3: item 1.2: the evidence \"rumour\" is not known"),
                                      HasSubstr("a:4: item 1.3 has no evidence"),
                                      HasSubstr("a:5: item 1.4 has no answer"),
                                      HasSubstr("a:7: item 2.1 is required but said to be not applicable"),
                                      HasSubstr("a:8: the line has 5 fields (the first line has 4)"),
                                      HasSubstr("a:47: there is no item \"9.6\""),
                                      HasSubstr("a:48: item 9.4 is answered twice")));
  EXPECT_THAT(said("item,answer,evidence\n1.1,yes,record\n"),
              ElementsAre(HasSubstr("a: /: items without a line: 1.2, 1.3,")));
  EXPECT_THAT(said("item,answre,answer,answer\n"),
              ElementsAre(HasSubstr("a:1: the column \"answre\" is not known"),
                          HasSubstr("a:1: the column \"answer\" is there twice"),
                          HasSubstr("a:1: the column \"evidence\" is missing")));
  EXPECT_THAT(said(""), ElementsAre(HasSubstr("a: the file is empty")));
  EXPECT_THAT(said("item,\"answer\n"), ElementsAre(HasSubstr("the quote opened on line 1 is never closed")));
  EXPECT_THAT(said("item,answer\n1.1,\x82\xCD\x82\xA2\n"), ElementsAre(HasSubstr("\"CSV UTF-8\"")));
  EXPECT_THAT(said(csv("yes,record,", {{"1.4", ",,"}}), Language::japanese),
              ElementsAre(HasSubstr("項目 1.4 の回答が空です")));
}

TEST(Answers, TellsAllFaultsOfAJsonFileAtOnce) {
  const std::string text = R"({ "format": "tenbin/answers", "version": 2, "extra": 1, "answers": [
    { "item": "1.1", "answer": "yes", "evidence": "documnet" },
    { "item": 1.2, "answer": "yes", "evidence": "document" },
    { "item": "1.3", "answer": "no", "answer": "yes", "grade": 3 }, 7 ] })";
  const std::vector<std::string> lines = said(text);
  EXPECT_THAT(lines, ElementsAre(HasSubstr("a: /extra: is not a key"), HasSubstr("a: /format: "),
                                 HasSubstr("a: /answers/0/evidence: item 1.1: the evidence \"documnet\""),
                                 HasSubstr("a: /answers/1/item: must be a text"),
                                 HasSubstr("a: /answers/2/answer: the key is there twice"),
                                 HasSubstr("a: /answers/2/grade: is not a key"),
                                 HasSubstr("a: /answers/3: must be an object"),
                                 HasSubstr("items without a line: 1.4,")));
  EXPECT_THAT(said("{ \"format\": "), ElementsAre(HasSubstr("a: line 1, column")));
  EXPECT_THAT(said(R"({"format": "tenbin/answers", "version": 1})"),
              ElementsAre(HasSubstr("a: /answers: the list of answers is missing")));
}

TEST(Answers, AFileThatIsNotThere) {
  const AnswersRead read = read_answers_file("no/such/file.csv");
  ASSERT_EQ(read.problems.size(), 1U);
  EXPECT_THAT(read.problems[0].text(Language::english), HasSubstr("there is no such file"));
}

TEST(Answers, AFormHoldsEveryQuestionAndReadsBackOnceItIsFilled) {
  for (const Language language : {Language::english, Language::japanese}) {
    std::string form = blank_form(FormFormat::csv, language);
    EXPECT_EQ(read_answers(form, "a").problems.size(), 45U);  // no answers yet
    // The empty answer and evidence stand before three more empty fields.
    for (std::size_t at = form.find(",,,,,\n"); at != std::string::npos; at = form.find(",,,,,\n", at + 1))
      form.replace(at, 6, ",○,文書,,,\n");
    EXPECT_TRUE(read_answers(form, "a").sheet);
    std::string json = blank_form(FormFormat::json, language);
    const std::string blank = R"("answer": "", "evidence": "")";
    for (std::size_t at = json.find(blank); at != std::string::npos; at = json.find(blank, at + 1))
      json.replace(at, blank.size(), R"("answer": "yes", "evidence": "document")");
    EXPECT_TRUE(read_answers(json, "a").sheet);
    for (const Dimension& dimension : standard_checklist().dimensions()) {
      for (const Item& item : dimension.items) EXPECT_THAT(json, HasSubstr(item.question(language)));
    }
  }
}

// --- scores ---------------------------------------------------------------------------------------------

TEST(ChecklistScore, ByHand) {
  library::LibraryReader library{library::standard_library()};
  // Third dimension: required yes with a document, one partly with a record, no, not applicable, yes with a
  // test: (1.5 x 0.75 + 1.25 x 0.5 x 0.9 + 0 + 0.75 x 1) / (1.5 + 1.25 + 1 + 0.75)
  const AnswersRead read = read_answers(csv("no,none,", {{"3.1", "yes,document,"},
                                                         {"3.2", "partly,record,"},
                                                         {"3.4", "not_applicable,,"},
                                                         {"3.5", "yes,independent_test,"}}),
                                        "a");
  const ChecklistScore score = score_checklist(*read.sheet, library);
  EXPECT_NEAR(static_cast<double>(score.dimensions[2].percent), 100 * (1.125 + 0.5625 + 0.75) / 4.5, 1e-12);
  EXPECT_EQ(score.dimensions[0].percent, 0);
  EXPECT_EQ(score.failed_gates().size(), 10U);  // all required items but 3.1
}

TEST(ChecklistScore, FullMarksAndNothing) {
  library::LibraryReader library{library::standard_library()};
  const auto percent = [&](const std::string& text) {
    std::vector<double> result;
    for (const auto& [dimension, value] :
         score_checklist(*read_answers(text, "a").sheet, library).percentages())
      result.push_back(value);
    return result;
  };
  EXPECT_EQ(percent(csv("yes,independent_test,")), std::vector<double>(9, 100.0));
  EXPECT_EQ(percent(csv("no,none,")), std::vector<double>(9, 0.0));
  EXPECT_TRUE(percent(csv("not_applicable,none,asked nowhere")).empty());
}

TEST(ChecklistScore, BetterAnswersAndEvidenceNeverScoreLess) {
  library::LibraryReader library{library::standard_library()};
  double last = -1;
  for (const char* answer : {"no,none,", "partly,none,", "yes,none,", "yes,self_statement,", "yes,document,",
                             "yes,record,", "yes,independent_test,"}) {
    const AnswersRead read = read_answers(csv("yes,document,", {{"5.2", answer}}), "a");
    const double now = score_checklist(*read.sheet, library).percentages().at("operation");
    EXPECT_GT(now, last) << answer;
    last = now;
  }
}

TEST(ChecklistScore, AnImprovedItemKeepsBetterEvidence) {
  const AnswerSheet sheet = *read_answers(csv("no,none,", {{"5.2", "partly,independent_test,"}}), "a").sheet;
  EXPECT_EQ(with_item_improved(sheet, "5.1").at("5.1").evidence, Evidence::record);
  EXPECT_EQ(with_item_improved(sheet, "5.2").at("5.2").evidence, Evidence::independent_test);
  EXPECT_EQ(with_item_improved(sheet, "5.2").at("5.2").answer, Answer::yes);
  EXPECT_EQ(with_item_improved(sheet, "5.2").at("5.1").answer, Answer::no);
}

}  // namespace
}  // namespace tenbin::audit
