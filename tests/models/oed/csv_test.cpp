#include "tenbin/oed/csv.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tenbin/language/messages/import.hpp"

namespace tenbin::oed {
namespace {

using language::Message;
using testing::ElementsAre;

TEST(Csv, ReadsQuotesLineBreaksAndBothKindsOfLineEnds) {
  const CsvResult read = read_csv(
      "\xEF\xBB\xBF"
      "a,b,c\r\n1,\"x, \"\"y\"\"\nz\",\n\n,,3");
  ASSERT_FALSE(read.fault);
  EXPECT_THAT(read.table.header, ElementsAre("a", "b", "c"));
  ASSERT_EQ(read.table.rows.size(), 2U);
  EXPECT_THAT(read.table.rows[0].cells, ElementsAre("1", "x, \"y\"\nz", ""));
  EXPECT_EQ(read.table.rows[0].line, 2U);
  EXPECT_THAT(read.table.rows[1].cells, ElementsAre("", "", "3"));
  EXPECT_EQ(read.table.rows[1].line, 5U);  // the text with a line break took two, and one is blank
}

TEST(Csv, TellsTheFirstFaultWithItsLine) {
  const struct {
    const char* text;
    std::size_t line;
    Message message;
  } faults[] = {{"", 1, message::csv_no_header},
                {"\n\n", 1, message::csv_no_header},
                {"a,,b\n", 1, message::csv_column_without_name},
                {"a,b,a\n", 1, message::csv_column_twice},
                {"a,b\n1,2\n1\n", 3, message::csv_cells},
                {"a,b\n1,2,3\n", 2, message::csv_cells},
                {"a,b\n1,\"2\n3\n", 2, message::csv_open_quote},
                {"a,b\n1,\"2\"3\n", 2, message::csv_text_after_quote}};
  for (const auto& fault : faults) {
    const CsvResult read = read_csv(fault.text);
    ASSERT_TRUE(read.fault) << fault.text;
    EXPECT_EQ(read.fault->line, fault.line) << fault.text;
    EXPECT_EQ(read.fault->phrase.message, fault.message) << fault.text;
  }
}

}  // namespace
}  // namespace tenbin::oed
