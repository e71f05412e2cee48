#include "export/workbook.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "cli/sample_result.hpp"
#include "cli/temporary_folder.hpp"

namespace tenbin::cli {
namespace {

using ::testing::HasSubstr;

/// What the workbook holds is read by tests/cli/export/check_workbook.py, where there is a Python.
TEST(Workbook, IsAZipFileWithSevenSheetsAndTwoCharts) {
  const result::Result result = sample_result();
  for (const language::Language language : language::languages) {
    const std::string bytes = workbook_bytes(result, language);
    EXPECT_EQ(bytes.substr(0, 2), "PK");
    for (const char* part : {"[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet7.xml",
                             "xl/charts/chart1.xml", "xl/charts/chart2.xml"}) {
      EXPECT_THAT(bytes, HasSubstr(part));
    }
    const TemporaryFolder folder;
    const std::string file = folder.write("book.xlsx", bytes);
    if (std::system("python3 -c 'import zipfile, xml.etree.ElementTree' 2>/dev/null") != 0)
      GTEST_SKIP() << "no Python";
    const std::string command =
        "python3 " TENBIN_SOURCE_DIR "/tests/cli/export/check_workbook.py " + file + " >&2";
    EXPECT_EQ(std::system(command.c_str()), 0);
  }
}

TEST(Workbook, IsMadeOfAResultWithoutAnything) {
  result::Result result;
  result.input.name = "empty";
  result.input.currency = "USD";
  EXPECT_EQ(workbook_bytes(result, language::Language::english).substr(0, 2), "PK");
}

}  // namespace
}  // namespace tenbin::cli
