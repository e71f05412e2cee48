#include "export/ord_tables.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "cli/sample_result.hpp"

namespace tenbin::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::vector<double> ten_periods = {0, 80, 0, 20, 100, 0, 40, 0, 60, 0};

EpPoint at(const std::vector<double>& periods, double return_period) {
  const double asked[] = {return_period};
  return exceedance_table(periods, asked).at(0);
}

// The standard's full uncertainty: the i-th largest of 10 has the return period 10 / i, linear between them.
TEST(ExceedanceTable, IsThatOfTheStandard) {
  EXPECT_DOUBLE_EQ(*at(ten_periods, 10).loss, 100);
  EXPECT_DOUBLE_EQ(*at(ten_periods, 9).loss, 80 + 20 * (9 - 5) / 5.0);
  EXPECT_DOUBLE_EQ(*at(ten_periods, 5).loss, 80);
  EXPECT_DOUBLE_EQ(*at(ten_periods, 4).loss, 68);  // 60 + 20 (4 - 10/3) / (5 - 10/3)
  EXPECT_DOUBLE_EQ(*at(ten_periods, 2).loss, 20);
  EXPECT_DOUBLE_EQ(*at(ten_periods, 1.9).loss, 0) << "below the smallest loss";
  EXPECT_DOUBLE_EQ(*at(ten_periods, 1).loss, 0);
}

TEST(ExceedanceTable, KnowsNothingBeyondThePeriods) {
  EXPECT_FALSE(at(ten_periods, 10.01).loss);
  EXPECT_FALSE(at(ten_periods, 10.01).tvar);
  EXPECT_FALSE(at({}, 2).loss);
}

// Oasis prints 90 for the return period 5 if 10 and 5 are asked for, and 92 if 9 is asked for as well,
// because it counts the interpolated loss as a period of its own. The mean of the two worst of ten periods
// is 90.
TEST(ExceedanceTable, TailValueDoesNotDependOnWhatElseIsAskedFor) {
  const double two[] = {10, 5}, three[] = {10, 9, 5};
  EXPECT_DOUBLE_EQ(*exceedance_table(ten_periods, two)[1].tvar, 90);
  EXPECT_DOUBLE_EQ(*exceedance_table(ten_periods, three)[2].tvar, 90);
  EXPECT_DOUBLE_EQ(*at(ten_periods, 10).tvar, 100);
  EXPECT_DOUBLE_EQ(*at(ten_periods, 9).tvar, (100 + 96) / 2.0);
  EXPECT_DOUBLE_EQ(*at(ten_periods, 2).tvar, 60);
  EXPECT_DOUBLE_EQ(*at(ten_periods, 1).tvar, 30) << "periods without a loss count as zero";
}

TEST(ExceedanceTable, MeetsRanksOfManyPeriodsExactly) {
  std::vector<double> periods(1'000'000);
  for (std::size_t i = 0; i < periods.size(); ++i) periods[i] = static_cast<double>(i + 1);
  std::shuffle(periods.begin(), periods.end(), std::mt19937(1));
  for (const double r : field_return_periods()) {
    const double rank = std::ceil(1e6 / r), lower = 1e6 / rank, upper = 1e6 / (rank - 1);
    const double smaller = 1e6 + 1 - rank;
    EXPECT_NEAR(*at(periods, r).loss, smaller + (r - lower) / (upper - lower), 1e-6) << r;
    if (std::fmod(1e6, r) == 0) {
      EXPECT_DOUBLE_EQ(*at(periods, r).loss, smaller) << r;
    }
  }
}

TEST(AverageLoss, HasTheStandardDeviationOfASample) {
  EXPECT_DOUBLE_EQ(average_loss(ten_periods).mean, 30);
  EXPECT_DOUBLE_EQ(average_loss(ten_periods).sd, std::sqrt((22000 - 300.0 * 300 / 10) / 9));
  EXPECT_EQ(average_loss({}).sd, 0);
}

/// A table with one subject, one year for each amount.
struct OneColumn {
  explicit OneColumn(const std::vector<double>& years) {
    const std::size_t column = table.add_column();
    table.add_subject("ground_up", Basis::aep, column);
    table.add_subject("ground_up", Basis::oep, column);
    table.reserve_years(static_cast<std::int64_t>(years.size()));
    std::copy(years.begin(), years.end(), table.block(column, 0));
    table.set_years(static_cast<std::int64_t>(years.size()));
    sets = summary_sets(table, result::Result{});
  }
  YearLossTable table;
  std::vector<SummarySet> sets;
};

std::string written(const std::function<void(const Sink&)>& write) {
  std::string text;
  write([&](std::string_view piece) { text += piece; });
  return text;
}

TEST(OrdTables, HaveTheStandardsHeadersAndCodes) {
  const OneColumn one(ten_periods);
  ASSERT_EQ(one.sets.size(), 1U);
  EXPECT_EQ(one.sets[0].file("ept"), "gul_S1_ept.csv");
  const std::string ept = written([&](const Sink& sink) { write_ept(one.sets[0], one.table, sink); });
  EXPECT_EQ(ept.substr(0, ept.find('\n')), "SummaryId,EPCalc,EPType,ReturnPeriod,Loss");
  EXPECT_THAT(ept, HasSubstr("\n1,2,1,5000.000000,\n")) << "what lies beyond is said, not dropped";
  EXPECT_THAT(
      ept, HasSubstr("\n1,2,1,10.000000,100.000000\n1,2,1,5.000000,80.000000\n1,2,1,2.000000,20.000000\n"));
  EXPECT_THAT(ept, HasSubstr("\n1,2,4,5.000000,90.000000\n1,2,4,2.000000,60.000000\n"));
  EXPECT_EQ(std::count(ept.begin(), ept.end(), '\n'), 1 + 4 * 15);
  EXPECT_EQ(written([&](const Sink& sink) { write_palt(one.sets[0], one.table, sink); }),
            "SummaryId,SampleType,MeanLoss,SDLoss\n1,2,30.000000,38.005848\n");
  EXPECT_EQ(written([&](const Sink& sink) { write_summary_info(one.sets[0], sink); }),
            "summary_id,_not_set_,tiv\n1,All-Risks,0\n");
}

TEST(OrdTables, TellHowSureTheMeanIs) {
  std::vector<double> periods(4000);
  for (std::size_t i = 0; i < periods.size(); ++i) periods[i] = i % 2 == 0 ? 0 : 2;
  const OneColumn one(periods);
  const std::string alct = written([&](const Sink& sink) { write_alct(one.sets[0], one.table, 1, sink); });
  // sd = sqrt(4000/3999) = 1.000125; standard error sd / sqrt(4000) = 0.0158133
  EXPECT_EQ(alct,
            "SummaryId,MeanLoss,SDLoss,SampleSize,LowerCI,UpperCI,StandardError,RelativeError,VarElementHaz,"
            "StandardErrorHaz,RelativeErrorHaz,VarElementVuln,StandardErrorVuln,RelativeErrorVuln\n"
            "1,1.000000,1.000125,1,0.969006,1.030994,0.015813,0.015813,0.000250,0.015813,0.015813,0.000000,"
            "0.000000,0.000000\n");
}

TEST(CsvField, IsQuotedWhereItNeedsIt) {
  EXPECT_EQ(csv_field("plain"), "plain");
  EXPECT_EQ(csv_field("a,b"), "\"a,b\"");
  EXPECT_EQ(csv_field("say \"a\""), "\"say \"\"a\"\"\"");
}

}  // namespace
}  // namespace tenbin::cli
