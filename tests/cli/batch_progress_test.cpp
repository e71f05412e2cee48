#include "batch_progress.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace tenbin::cli {
namespace {

using namespace std::chrono_literals;

Environment terminal() {
  Environment environment;
  environment.error = Stream::terminal;
  environment.characters = CharacterSet::ascii;
  return environment;
}

TEST(BatchProgressLine, ShowsShareRateAndTimeLeft) {
  const batch::Counts counts{1000, 100, 195, 3, 2};
  EXPECT_EQ(batch_progress_line(counts, 200.6, 60, terminal()),
            "[#######                 ] 30%  295 of 1,000 done, 5 failed  201 a minute  4 min left");
  EXPECT_EQ(batch_progress_line(counts, 200.6, 60, Environment{}),
            "30%  295 of 1,000 done, 5 failed  201 a minute  4 min left");
  EXPECT_EQ(batch_progress_line(batch::Counts{2, 0, 0, 0, 0}, 0, 9, terminal()),
            "[                        ] 0%  0 of 2 done, 0 failed");
}

TEST(BatchProgress, IsALineNowAndThenWithoutATerminal) {
  std::ostringstream err;
  const Environment environment;
  BatchProgress progress(err, environment);
  const auto start = BatchProgress::Clock::now();
  const batch::Counts counts{10, 0, 1, 0, 0};
  progress.show(counts, 1, start + 1s);
  EXPECT_EQ(err.str(), "");
  progress.show(counts, 1, start + 11s);
  progress.show(counts, 1.5, start + 12s);
  EXPECT_EQ(err.str().substr(0, 29), "10%  1 of 10 done, 0 failed  ");
  EXPECT_EQ(err.str().find('\r'), std::string::npos);
  EXPECT_EQ(err.str().find('\n'), err.str().size() - 1);
}

}  // namespace
}  // namespace tenbin::cli
