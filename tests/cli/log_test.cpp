#include "log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "cli/run_program.hpp"
#include "cli/temporary_folder.hpp"
#include "failure.hpp"

namespace tenbin::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

TEST(Log, ShowsBareLinesFromALevelOn) {
  std::ostringstream err;
  Log log(err);
  log.write(LogLevel::debug, "hidden");
  log.write(LogLevel::info, "100% {done}");
  EXPECT_EQ(err.str(), "100% {done}\n");
  log.show_from(LogLevel::warning);
  log.write(LogLevel::info, "hidden");
  log.write(LogLevel::warning, "odd");
  log.show_from(LogLevel::off);
  log.write(LogLevel::warning, "hidden");
  log.write(LogLevel::error, "broken");
  EXPECT_EQ(err.str(), "100% {done}\nodd\nbroken\n") << "an error is told in any case";
}

TEST(Log, AppendsToAFileWithTimeAndLevel) {
  const TemporaryFolder folder;
  const std::string file = folder.write("log", "before\n");
  std::ostringstream err;
  {
    Log log(err);
    log.add_file(file, LogLevel::info);
    log.write(LogLevel::debug, "hidden");
    log.write(LogLevel::warning, "odd");
  }
  EXPECT_THAT(TemporaryFolder::read(file),
              MatchesRegex("before\n[0-9-]+T[0-9:]+\\.[0-9]+[+-][0-9:]+ warning odd\n"));
}

TEST(Log, TellsThatAFileCannotBeWritten) {
  std::ostringstream err;
  Log log(err);
  EXPECT_THROW(log.add_file("/proc/none/log", LogLevel::info), Failure);
}

TEST(LogOptions, FileTellsTheCommandAndItsEnd) {
  const TemporaryFolder folder;
  const std::string file = folder / "log";
  const Outcome outcome = run({"schema", "--log-file", file});
  EXPECT_EQ(outcome.err, "");
  EXPECT_THAT(TemporaryFolder::read(file), HasSubstr(" starts: tenbin schema --log-file " + file));
  EXPECT_THAT(TemporaryFolder::read(file), HasSubstr("ends with status 0"));
  run({"run", folder / "gone", "--log-file", file, "-q"});
  EXPECT_THAT(TemporaryFolder::read(file), HasSubstr("ends with status 3"));
}

TEST(LogOptions, LevelDecidesWhatIsShown) {
  EXPECT_THAT(run({"schema", "--log-level", "debug"}).err, HasSubstr("starts: tenbin schema"));
  EXPECT_EQ(run({"schema", "--log-level", "off"}).err, "");
  EXPECT_THAT(run({"schema", "--log-level", "loud"}).err,
              HasSubstr("--log-level is \"loud\" (it must be one of"));
  EXPECT_EQ(run({"schema", "--log-level", "loud"}).exit_code, 2);
  EXPECT_THAT(run({"schema", "--log-file", "/proc/none/log"}).err,
              HasSubstr("/proc/none/log cannot be written"));
}

}  // namespace
}  // namespace tenbin::cli
