#include "report/table.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace tenbin::cli {
namespace {

Table small_table() {
  return {"",
          {{"who", ColumnKind::sentence}, {"mean", ColumnKind::number}},
          {{"integrator", Estimate{"0.44", "0.02"}}, {"利用企業", Estimate{"10.5", "1.2"}}, {"all", "-"}},
          {}};
}

TEST(TableText, AlignsFiguresAndErrorsUnderEachOther) {
  EXPECT_EQ(table_text(small_table(), 80, CharacterSet::unicode),
            "who                mean\n"
            "───────────────────────\n"
            "integrator  0.44 ± 0.02\n"
            "利用企業    10.5 ±  1.2\n"
            "all            -\n");
}

TEST(TableText, IsPlainWhereTheTerminalIs) {
  EXPECT_EQ(table_text(small_table(), 80, CharacterSet::ascii).substr(0, 90),
            "who                  mean\n"
            "-------------------------\n"
            "integrator  0.44 +/- 0.02\n"
            "利用企業");
}

TEST(TableText, BreaksSentencesUntilTheTableFits) {
  const Table table{
      "",
      {{"assumption", ColumnKind::sentence}, {"value", ColumnKind::number}, {"source", ColumnKind::sentence}},
      {{"peril/inspection_miss/episodes_per_year", "0.3", "published recalls of auto parts, 41 cases"}},
      {}};
  std::istringstream lines(table_text(table, 50, CharacterSet::unicode));
  int count = 0;
  for (std::string line; std::getline(lines, line); ++count) EXPECT_LE(display_width(line), 50) << line;
  EXPECT_GE(count, 4);
}

}  // namespace
}  // namespace tenbin::cli
