#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <regex>

#include "cli/run_program.hpp"
#include "cli/temporary_folder.hpp"
#include "report/comparison_document.hpp"
#include "tenbin/scenario/reader.hpp"

namespace tenbin::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
using Json = nlohmann::json;

const char* const small_scenario =
    R"({ "format": "tenbin/scenario", "version": 1, "name": "small", "currency": "USD",
  "simulation": { "years": 20000, "seed": 1 },
  "perils": [ { "id": "claims", "frequency": { "distribution": "poisson", "mean": 2 },
                "severity": { "distribution": "exponential", "mean": 100 } } ],
  "coverage_designs": [
    { "id": "low", "name": "Low deductible", "policies": [ { "id": "layer", "sections": [ { "cover": "all",
      "deductible": { "type": "ordinary", "amount": 50 } } ] } ] },
    { "id": "high", "name": "High deductible", "policies": [ { "id": "layer", "sections": [ { "cover": "all",
      "deductible": { "type": "ordinary", "amount": 100 } } ] } ] } ] })";

class CompareCommand : public ::testing::Test {
 protected:
  TemporaryFolder folder_;
  std::string scenario_ = folder_.write("small.json", small_scenario);
};

Document document_of(const std::string& text, const std::vector<std::string>& across, std::size_t reference,
                     language::Language language) {
  const scenario::ReadResult read = scenario::read_scenario(text, "small.json");
  const compare::ReadAcross axes = compare::read_across(across);
  const compare::Variants variants =
      compare::make_variants(text, "small.json", axes.across, read.scenario.value());
  EXPECT_TRUE(variants.problems.empty());
  return comparison_document(compare::compare(variants, reference, {}).value(), "", language);
}

/// Sentences of the findings of a comparison.
std::vector<std::string> sentences(const std::vector<std::string>& across, std::size_t reference,
                                   language::Language language, const std::string& text = small_scenario) {
  const Document document = document_of(text, across, reference, language);
  std::vector<std::string> list;
  for (const Block& block : document.sections.front().blocks) {
    const auto& items = std::get<BulletList>(block).items;
    list.insert(list.end(), items.begin(), items.end());
  }
  return list;
}

std::string replaced(std::string text, const std::vector<std::pair<std::string, std::string>>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string mark = std::string(1, static_cast<char>(i + 1));
    for (std::size_t at = text.find(words[i].first); at != std::string::npos; at = text.find(words[i].first))
      text.replace(at, words[i].first.size(), mark);
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string mark = std::string(1, static_cast<char>(i + 1));
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark))
      text.replace(at, 1, words[i].second);
  }
  return text;
}

// The first pair can be told apart, the second cannot: 2.000 or 2.002 claims a year.
TEST_F(CompareCommand, SwapTheReferenceAndEverySentenceSwaps) {
  struct Words {
    language::Language language;
    std::string more, less;
    std::regex interval;
    std::string joint;
  };
  const std::vector<Words> languages = {{language::Language::english, "higher than", "lower than",
                                         std::regex("between -([0-9.,]+) and ([0-9.,]+)"), " and "},
                                        {language::Language::japanese, "大きくなります", "小さくなります",
                                         std::regex("差は-([0-9.,]+)～([0-9.,]+)"), "～"}};
  const std::vector<std::pair<std::vector<std::string>, std::pair<std::string, std::string>>> pairs = {
      {{"design"}, {"Low deductible", "High deductible"}},
      {{"/perils/0/frequency/mean=2,2.002"},
       {"/perils/0/frequency/mean 2.002", "/perils/0/frequency/mean 2"}}};
  for (const Words& words : languages) {
    for (const auto& [across, names] : pairs) {
      const auto there = sentences(across, 0, words.language), back = sentences(across, 1, words.language);
      ASSERT_EQ(there.size(), back.size());
      ASSERT_GT(there.size(), 3U);
      for (std::size_t i = 0; i < there.size(); ++i) {
        std::string expected = replaced(there[i], {{names.first, names.second},
                                                   {names.second, names.first},
                                                   {words.more, words.less},
                                                   {words.less, words.more}});
        // "may be higher or lower" reads the same from either side
        expected = std::regex_replace(expected, std::regex("higher or higher than"), "higher or lower than");
        const std::string joint = words.language == language::Language::english ? "between " : "差は";
        std::smatch found;
        if (std::regex_search(expected, found, words.interval))
          expected = found.prefix().str() + joint + "-" + found[2].str() + words.joint + found[1].str() +
                     found.suffix().str();
        EXPECT_EQ(expected, back[i]);
      }
    }
  }
}

// Two designs in the other order in the file say what the other reference says.
TEST_F(CompareCommand, SwapTheDesignsOfTheFileAndEverySentenceSwaps) {
  Json file = Json::parse(small_scenario);
  std::swap(file["coverage_designs"][0], file["coverage_designs"][1]);
  for (const language::Language language : {language::Language::english, language::Language::japanese}) {
    const auto swapped = sentences({"design"}, 0, language, file.dump());
    ASSERT_GT(swapped.size(), 3U);
    EXPECT_EQ(swapped, sentences({"design"}, 1, language));
    EXPECT_NE(swapped, sentences({"design"}, 0, language));
  }
}

std::string negated(const std::string& figure) {
  if (figure == "0") return figure;
  return figure.front() == '-' ? figure.substr(1) : "-" + figure;
}

/// A row of the table of differences as the other reference has it.
std::vector<std::string> turned(const std::vector<Cell>& row, language::Language language) {
  if (row[2].text == "?") return {row[0].text, negated(row[1].text), "?", "?", row[3].text};
  const bool english = language == language::Language::english;
  std::smatch ends;
  const std::regex interval(english ? "([-0-9.,]+) to ([-0-9.,]+)" : "([-0-9.,]+) から ([-0-9.,]+) まで");
  EXPECT_TRUE(std::regex_match(row[2].text, ends, interval)) << row[2].text;
  const std::string low = negated(ends[2]), high = negated(ends[1]);
  const std::string verdict =
      replaced(row[3].text, {{english ? "more" : "多い", english ? "less" : "少ない"},
                             {english ? "less" : "少ない", english ? "more" : "多い"}});
  return {row[0].text, negated(row[1].text), row[1].error,
          english ? low + " to " + high : low + " から " + high + " まで", verdict};
}

bool same_points(const ExceedanceChart& a, const ExceedanceChart& b) {
  const auto same_point = [](const ChartPoint& x, const ChartPoint& y) {
    return x.return_period == y.return_period && x.loss == y.loss;
  };
  return a.caption == b.caption &&
         std::equal(a.series.begin(), a.series.end(), b.series.begin(), b.series.end(),
                    [&](const ChartSeries& x, const ChartSeries& y) {
                      return x.name == y.name && std::equal(x.points.begin(), x.points.end(),
                                                            y.points.begin(), y.points.end(), same_point);
                    });
}

std::vector<std::vector<std::string>> texts(const Table& table) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& row : table.rows) {
    auto& cells = rows.emplace_back();
    for (const Cell& cell : row) cells.push_back(cell.text + "|" + cell.error);
  }
  return rows;
}

// Nothing of the whole document but signs, ends of intervals, names and verdicts knows which is the
// reference.
TEST_F(CompareCommand, SwapTheReferenceAndTheWholeDocumentSwaps) {
  for (const language::Language language : {language::Language::english, language::Language::japanese}) {
    const Document there = document_of(small_scenario, {"design"}, 0, language);
    const Document back = document_of(small_scenario, {"design"}, 1, language);
    EXPECT_EQ(there.title, back.title);
    EXPECT_EQ(there.subtitle, back.subtitle);
    EXPECT_EQ(there.footer, back.footer);
    ASSERT_EQ(there.sections.size(), back.sections.size());
    int differences = 0, lists = 0, charts = 0, levels = 0;
    for (std::size_t s = 1; s < there.sections.size(); ++s) {  // the first one holds the sentences
      EXPECT_EQ(there.sections[s].heading, back.sections[s].heading);
      ASSERT_EQ(there.sections[s].blocks.size(), back.sections[s].blocks.size());
      for (std::size_t b = 0; b < there.sections[s].blocks.size(); ++b) {
        const Block &one = there.sections[s].blocks[b], &other = back.sections[s].blocks[b];
        ASSERT_EQ(one.index(), other.index());
        if (const auto* list = std::get_if<BulletList>(&one)) {
          EXPECT_EQ(list->items, std::get<BulletList>(other).items);
          ++lists;
        } else if (const auto* chart = std::get_if<ExceedanceChart>(&one)) {
          EXPECT_TRUE(same_points(*chart, std::get<ExceedanceChart>(other)));
          ++charts;
        } else if (const auto* table = std::get_if<Table>(&one)) {
          const auto& theirs = std::get<Table>(other);
          const bool is_differences = table->columns.size() == 4;
          EXPECT_EQ(
              replaced(table->caption,
                       is_differences ? std::vector<std::pair<std::string, std::string>>{{"Low deductible",
                                                                                          "High deductible"},
                                                                                         {"High deductible",
                                                                                          "Low deductible"}}
                                      : std::vector<std::pair<std::string, std::string>>{}),
              theirs.caption);
          if (!is_differences) {
            EXPECT_EQ(texts(*table), texts(theirs));
            ++levels;
            continue;
          }
          ASSERT_EQ(table->rows.size(), theirs.rows.size());
          for (std::size_t r = 0; r < table->rows.size(); ++r, ++differences) {
            const auto& row = theirs.rows[r];
            EXPECT_EQ(
                turned(table->rows[r], language),
                (std::vector<std::string>{row[0].text, row[1].text, row[1].error, row[2].text, row[3].text}));
          }
        }
      }
    }
    EXPECT_GT(differences, 20);
    EXPECT_GE(lists, 1);
    EXPECT_GE(charts, 1);
    EXPECT_GE(levels, 1);
  }
}

TEST_F(CompareCommand, SaysWhatItCanTellAndWhatItCannot) {
  const auto designs = sentences({"design"}, 0, language::Language::english);
  EXPECT_THAT(designs, ::testing::Contains(
                           StartsWith("With High deductible, what insurers pay in an average year is ")));
  EXPECT_THAT(designs,
              ::testing::Contains(
                  "With High deductible, the loss before insurance in an average year is the same as with "
                  "Low deductible."));
  EXPECT_THAT(sentences({"/perils/0/frequency/mean=2,2.002"}, 0, language::Language::english),
              ::testing::Contains(HasSubstr("this cannot be told")));
}

TEST_F(CompareCommand, ComparesAsText) {
  const Outcome outcome = run({"compare", scenario_, "--across", "design"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(
      outcome.out,
      StartsWith("small - comparison across coverage design\n20,000 simulated years for each variant"));
  EXPECT_THAT(outcome.out, HasSubstr("tenbin compare "));
  EXPECT_THAT(outcome.err, HasSubstr("2 variants of 20,000 years in "));
  const Outcome japanese = run({"compare", scenario_, "--across", "design", "--language", "ja"});
  EXPECT_THAT(japanese.out, HasSubstr("Low deductibleに比べて保険会社の支払額の年平均が"));
}

TEST_F(CompareCommand, ComparesAsJsonWithTheSameBytesForAnyThreads) {
  const std::vector<std::string> arguments = {"compare", scenario_,     "--across", "design",   "--format",
                                              "json",    "--reference", "high",     "--threads"};
  const auto with = [&](const char* threads) {
    std::vector<std::string> all = arguments;
    all.emplace_back(threads);
    return run(all);
  };
  const Outcome one = with("1");
  EXPECT_EQ(one.out, with("3").out);
  const Json document = Json::parse(one.out);
  EXPECT_EQ(document["format"], "tenbin/comparison");
  EXPECT_EQ(document["reference"], 1);
  EXPECT_EQ(document["variants"][0]["values"]["design"], "low");
  EXPECT_GT(document["differences"].size(), 20U);
  for (const Json& row : document["differences"]) EXPECT_EQ(row["variant"], 0);
}

TEST_F(CompareCommand, WritesAPage) {
  const std::string page = folder_ / "compare.html";
  EXPECT_EQ(run({"compare", scenario_, "--across", "design", "--report", page}).exit_code, 0);
  EXPECT_THAT(TemporaryFolder::read(page), HasSubstr("what insurers pay in an average year"));
}

TEST_F(CompareCommand, RefusesWithTheVariantsName) {
  const Outcome invalid = run({"compare", scenario_, "--across", "/perils/0/frequency/mean=1,-1,-2"});
  EXPECT_EQ(invalid.exit_code, 3);
  EXPECT_EQ(invalid.out, "");
  EXPECT_THAT(invalid.err,
              HasSubstr("small.json (/perils/0/frequency/mean=-1): /perils/0/frequency/mean: is -1"));
  EXPECT_THAT(invalid.err, HasSubstr("small.json (/perils/0/frequency/mean=-2): "));
  EXPECT_EQ(run({"compare", scenario_}).exit_code, 2);
  EXPECT_EQ(run({"compare", scenario_, "--across", "desing"}).exit_code, 2);
  const Outcome reference = run({"compare", scenario_, "--across", "design", "--reference", "middle"});
  EXPECT_EQ(reference.exit_code, 2);
  EXPECT_THAT(reference.err, HasSubstr("--reference is \"middle\", which is none of the variants"));
}

TEST_F(CompareCommand, TracesTheWorstYearsOfAResult) {
  const std::string result = folder_.write("result.json", run({"run", scenario_, "--format", "json"}).out);
  const Outcome text = run({"trace", result, "--worst", "2"});
  EXPECT_EQ(text.exit_code, 0) << text.err;
  EXPECT_THAT(text.out, HasSubstr("Why is the tail bad?"));
  EXPECT_THAT(text.out, HasSubstr("simulated years by what insurers pay (Low deductible)"));
  const Outcome json = run({"trace", result, "--worst", "3", "--subject", "ground_up", "--format", "json"});
  const Json document = Json::parse(json.out);
  ASSERT_EQ(document["years"].size(), 3U);
  double sum = 0;
  for (const Json& event : document["years"][0]["events"]) sum += event["loss"].get<double>();
  const double value = document["years"][0]["value"];
  EXPECT_NEAR(sum, value, 1e-9 * value);
  EXPECT_EQ(run({"trace", result, "--worst", "2", "--year", "3"}).exit_code, 2);
  EXPECT_EQ(run({"trace", scenario_}).exit_code, 3);
  EXPECT_THAT(run({"trace", scenario_}).err, HasSubstr("is no result document"));
}

TEST_F(CompareCommand, TellsWhyTwoResultsDiffer) {
  const std::string first = folder_.write("first.json", run({"run", scenario_, "--format", "json"}).out);
  std::string changed = small_scenario;
  changed.replace(changed.find("\"mean\": 2"), 9, "\"mean\": 3");
  const std::string other = folder_.write("other.json", changed);
  const std::string second = folder_.write("second.json", run({"run", other, "--format", "json"}).out);
  const Outcome text = run({"diff", first, second});
  EXPECT_EQ(text.exit_code, 0) << text.err;
  EXPECT_THAT(text.out, HasSubstr("/perils/claims/frequency/mean"));
  EXPECT_THAT(text.out, HasSubstr("The loss before insurance in an average year rose from "));
  const Json document = Json::parse(run({"diff", first, second, "--format", "json"}).out);
  EXPECT_EQ(document["inputs"][0]["pointer"], "/perils/claims/frequency/mean");
  for (const Json& figure : document["figures"]) {
    ASSERT_EQ(figure["parts"].size(), 1U);
    const double change = figure["change"];
    EXPECT_NEAR(figure["parts"][0]["forward"]["value"].get<double>(), change, 1e-9 * (1 + std::abs(change)));
  }
  EXPECT_THAT(run({"diff", first, first}).out, HasSubstr("The two results say the same"));
  EXPECT_THAT(text.out, ::testing::Not(HasSubstr("is chance")));
  const std::string third =
      folder_.write("third.json", run({"run", scenario_, "--seed", "2", "--format", "json"}).out);
  EXPECT_THAT(run({"diff", first, third}).out, HasSubstr("is chance"));
}

}  // namespace
}  // namespace tenbin::cli
