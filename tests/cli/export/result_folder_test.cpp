#include "export/result_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "cli/run_program.hpp"
#include "cli/temporary_folder.hpp"

namespace tenbin::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

const char* const scenario =
    R"({ "format": "tenbin/scenario", "version": 1, "name": "small", "currency": "USD",
  "simulation": { "years": 6000, "seed": 1 },
  "perils": [ { "id": "claims", "frequency": { "distribution": "poisson", "mean": 2 },
                "severity": { "distribution": "lognormal", "mu": 10, "sigma": 1.5 } } ],
  "coverage_designs": [ { "id": "low", "policies": [ { "id": "p", "sections": [ { "cover": "all",
      "deductible": { "type": "ordinary", "amount": 1e4 }, "occurrence_limit": 1e6 } ] } ] } ] })";

using Table = std::vector<std::vector<std::string>>;

/// Rows of a CSV file without quotes.
Table read_csv(const std::string& file) {
  Table table;
  std::istringstream text(TemporaryFolder::read(file));
  for (std::string line; std::getline(text, line);) {
    std::vector<std::string> row{""};
    for (const char c : line) {
      if (c == ',') {
        row.emplace_back();
      } else {
        row.back() += c;
      }
    }
    table.push_back(std::move(row));
  }
  return table;
}

std::vector<double> column(const Table& table, const std::string& name) {
  const auto place =
      static_cast<std::size_t>(std::find(table[0].begin(), table[0].end(), name) - table[0].begin());
  std::vector<double> values;
  for (std::size_t i = 1; i < table.size(); ++i) values.push_back(std::stod(table[i].at(place)));
  return values;
}

class ResultFolderTest : public ::testing::Test {
 protected:
  Outcome make(std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = {"run", scenario_, "-o", result_};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
  }
  std::set<std::string> names() const {
    std::set<std::string> list;
    for (const auto& entry : std::filesystem::directory_iterator(result_))
      list.insert(entry.path().filename().string());
    return list;
  }
  TemporaryFolder folder_;
  std::string scenario_ = folder_.write("small.json", scenario);
  std::string result_ = folder_ / "result";
};

TEST_F(ResultFolderTest, HoldsTheStandardsTablesAndOurs) {
  const Outcome outcome = make();
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(names(), UnorderedElementsAre("result.json", "measures.csv", "curves.csv", "result.xlsx",
                                            "gul_S1_ept.csv", "gul_S1_palt.csv", "gul_S1_alct.csv",
                                            "gul_S1_summary-info.csv", "il_S1_ept.csv", "il_S1_palt.csv",
                                            "il_S1_alct.csv", "il_S1_summary-info.csv", "il_S2_ept.csv",
                                            "il_S2_palt.csv", "il_S2_alct.csv", "il_S2_summary-info.csv"));
  EXPECT_EQ(folder_.file_count(), 2) << "nothing temporary stays";
  EXPECT_THAT(outcome.err, HasSubstr("results written to " + result_));
  EXPECT_EQ(outcome.out, run({"run", scenario_}).out) << "the report is the same";
  EXPECT_EQ(TemporaryFolder::read(result_ + "/result.json"), run({"run", scenario_, "--format", "json"}).out);
  EXPECT_EQ(TemporaryFolder::read(result_ + "/il_S2_summary-info.csv"),
            "summary_id,PolUserDef1,PolNumber,LOB,InsuredName,tiv\n1,low,p,,,0\n");
}

TEST_F(ResultFolderTest, MeasuresAreThoseOfTheResultDocument) {
  make();
  const auto json = nlohmann::json::parse(TemporaryFolder::read(result_ + "/result.json"));
  const Table measures = read_csv(result_ + "/measures.csv");
  ASSERT_EQ(measures.size(), json["measures"].size() + 1);
  for (std::size_t i = 1; i < measures.size(); ++i) {
    const auto& row = json["measures"][i - 1];
    EXPECT_EQ(measures[i][0], row["subject"]);
    EXPECT_EQ(measures[i][2], row["measure"]);
    if (row["value"].is_null()) {
      EXPECT_EQ(measures[i][4], "");
    } else {
      EXPECT_EQ(std::stod(measures[i][4]), row["value"].get<double>());
    }
  }
  EXPECT_EQ(read_csv(result_ + "/curves.csv").size(), json["curves"].size() + 1);
}

TEST_F(ResultFolderTest, TablesOfSingleYearsAgreeWithTheOthers) {
  ASSERT_EQ(make({"--year-losses", "--period-losses"}).exit_code, 0);
  const Table years = read_csv(result_ + "/ylt.csv");
  ASSERT_EQ(years.size(), 6001U);
  const std::vector<double> sums = column(years, "ground_up aep"), largest = column(years, "ground_up oep");
  // Every event stands in the period loss table: they add up to the year's sum, and the largest is the year's
  // largest.
  const Table events = read_csv(result_ + "/gul_S1_splt.csv");
  EXPECT_EQ(events[0],
            (std::vector<std::string>{"Period", "PeriodWeight", "EventId", "Year", "Month", "Day", "Hour",
                                      "Minute", "SummaryId", "SampleId", "Loss", "ImpactedExposure"}));
  std::vector<double> sum_of_events(6000, 0), largest_of_events(6000, 0);
  std::vector<int> count(6000, 0);
  std::vector<std::string> before;
  for (std::size_t i = 1; i < events.size(); ++i) {
    const auto period = std::stoul(events[i][0]) - 1;
    const double loss = std::stod(events[i][10]);
    sum_of_events.at(period) += loss;
    largest_of_events[period] = std::max(largest_of_events[period], loss);
    ++count[period];
    EXPECT_EQ(events[i][2], std::to_string(i));
    const int month = std::stoi(events[i][4]), day = std::stoi(events[i][5]);
    ASSERT_TRUE(month >= 1 && month <= 12 && day >= 1 && day <= 31);
    const auto moment = [](const std::vector<std::string>& row) {
      return std::array{std::stoi(row[0]), std::stoi(row[4]), std::stoi(row[5]), std::stoi(row[6]),
                        std::stoi(row[7])};
    };
    if (i > 1) {
      EXPECT_LE(moment(before), moment(events[i])) << "by time";
    }
    before = events[i];
  }
  for (std::size_t year = 0; year < 6000; ++year) {
    EXPECT_NEAR(sum_of_events[year], sums[year], 0.006 * count[year]) << "rounded to cents";
    EXPECT_NEAR(largest_of_events[year], largest[year], 0.006);
  }
  // The exceedance table is that of the years.
  const Table ept = read_csv(result_ + "/gul_S1_ept.csv");
  const std::vector<EpPoint> wanted = exceedance_table(sums, field_return_periods());
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const auto& row = ept[1 + 2 * wanted.size() + i];
    EXPECT_EQ(row[2], "3");
    EXPECT_NEAR(std::stod(row[4]), *wanted[i].loss, 1e-6 + 1e-15 * *wanted[i].loss);
  }
}

// Insured losses by event, by the standard's definitions: the loss of an occurrence is what is paid for it
// after all terms, those on the year included; OEP is the largest of a period, AEP the sum. Our own OEP
// (measures.csv) looks at an event before the terms on the year.
TEST_F(ResultFolderTest, InsuredLossesByEventAgreeWithTheOthers) {
  std::string text = scenario;
  const std::string limit = R"("occurrence_limit": 1e6)";
  text.replace(text.find(limit), limit.size(), R"("occurrence_limit": 1e5, "aggregate_limit": 1e5)");
  folder_.write("small.json", text);
  ASSERT_EQ(make({"--year-losses", "--period-losses"}).exit_code, 0);
  const Table years = read_csv(result_ + "/ylt.csv");
  const std::vector<double> paid = column(years, "design/low/policy/p aep");
  const std::vector<double> by_event = column(years, "design/low/policy/p oep");
  const Table gul = read_csv(result_ + "/gul_S1_splt.csv");
  for (const char* file : {"/il_S1_splt.csv", "/il_S2_splt.csv"}) {
    const Table events = read_csv(result_ + file);
    EXPECT_EQ(events[0], gul[0]);
    ASSERT_GT(events.size(), 100U);
    std::vector<double> sum(paid.size(), 0), largest(paid.size(), 0);
    std::vector<int> count(paid.size(), 0);
    for (std::size_t i = 1; i < events.size(); ++i) {
      const auto period = std::stoul(events[i][0]) - 1;
      const double loss = std::stod(events[i][10]);
      sum.at(period) += loss;
      largest[period] = std::max(largest[period], loss);
      ++count[period];
      // The event is that of the table of all losses, which pays for no more than was lost.
      const auto& event = gul.at(std::stoul(events[i][2]));
      EXPECT_EQ(event[2], events[i][2]);
      EXPECT_EQ(std::vector(event.begin() + 3, event.begin() + 8),
                std::vector(events[i].begin() + 3, events[i].begin() + 8))
          << "same time";
      EXPECT_LE(loss, std::stod(event[10]) + 0.006);
    }
    std::size_t cut = 0;  // years in which the terms on the year take from the largest event
    for (std::size_t year = 0; year < paid.size(); ++year) {
      EXPECT_NEAR(sum[year], paid[year], 0.006 * count[year]) << "rounded to cents";
      EXPECT_LE(largest[year], by_event[year] + 0.006);
      cut += largest[year] < by_event[year] - 1 ? 1U : 0U;
    }
    EXPECT_GT(cut, 10U);
    const std::string name = std::string(file).substr(0, 6) + "_ept.csv";
    const Table ept = read_csv(result_ + name);
    const std::vector<EpPoint> oep = exceedance_table(largest, field_return_periods());
    for (std::size_t i = 0; i < oep.size(); ++i) {
      EXPECT_EQ(ept[1 + i][2], "1");
      EXPECT_NEAR(std::stod(ept[1 + i][4]), *oep[i].loss, 0.006);
    }
  }
}

TEST_F(ResultFolderTest, SaysWhichReturnPeriodsLieBeyond) {
  const Outcome outcome = make({"--years", "450"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.err,
              HasSubstr("450 simulated years tell nothing of a year worse than 1 in 450: the rows of the "
                        "return periods 5,000, 1,000, 500 stand without a loss"));
  EXPECT_THAT(TemporaryFolder::read(result_ + "/gul_S1_ept.csv"),
              HasSubstr("1,2,3,500.000000,\n1,2,3,250.000000,"));
}

TEST_F(ResultFolderTest, ReplacesAnEarlierResultAsAWhole) {
  make({"--year-losses"});
  EXPECT_EQ(names().count("ylt.csv"), 1U);
  EXPECT_EQ(make().exit_code, 0);
  EXPECT_EQ(names().count("ylt.csv"), 0U) << "what is not of this result does not stay";
  EXPECT_EQ(folder_.file_count(), 2);
}

TEST_F(ResultFolderTest, TakesAnEmptyFolder) {
  std::filesystem::create_directory(result_);
  EXPECT_EQ(make().exit_code, 0);
  EXPECT_EQ(names().count("result.json"), 1U);
}

TEST_F(ResultFolderTest, LeavesOtherFilesAlone) {
  std::filesystem::create_directory(result_);
  folder_.write("result/letter.txt", "mine");
  const Outcome outcome = make();
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, HasSubstr("holds letter.txt, which is no part of a result folder"));
  EXPECT_EQ(TemporaryFolder::read(result_ + "/letter.txt"), "mine");
  EXPECT_EQ(folder_.file_count(), 2);
}

TEST_F(ResultFolderTest, TellsBeforeTheRunThatItCannotBeMade) {
  result_ = folder_ / "gone/result";
  const Outcome outcome = make({"--years", "2000000000"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("cannot be written (there is no such folder)"));
  result_ = scenario_;
  EXPECT_THAT(make().err, HasSubstr("cannot be written (it is a file)"));
  EXPECT_EQ(run({"run", scenario_, "--year-losses"}).exit_code, 2);
  EXPECT_THAT(run({"run", scenario_, "--period-losses"}).err, HasSubstr("add -o DIR"));
}

TEST_F(ResultFolderTest, NothingStaysOfARunThatWasNotDone) {
  std::ostringstream out, err;
  Environment environment;
  environment.stop_requested = [] { return true; };
  EXPECT_EQ(
      run_cli({"run", scenario_, "-o", result_, "--xlsx", folder_ / "book.xlsx"}, out, err, environment), 1);
  EXPECT_EQ(folder_.file_count(), 1);
}

}  // namespace
}  // namespace tenbin::cli
