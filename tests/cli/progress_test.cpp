#include "progress.hpp"

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

TEST(ProgressLine, ShowsShareAndTimeLeft) {
  EXPECT_EQ(progress_line(250'000, 1'000'000, 1.0, terminal()),
            "[######                  ] 25%  250,000 of 1,000,000 years  3 s left");
  EXPECT_EQ(progress_line(1, 3, 0.1, terminal()), "[########                ] 33%  1 of 3 years");
  EXPECT_EQ(progress_line(1, 100, 10, terminal()),
            "[                        ] 1%  1 of 100 years  17 min left");
  EXPECT_EQ(progress_line(0, 0, 9, terminal()), "[                        ] 0%  0 of 0 years");
}

TEST(ProgressBar, IsSilentWithoutATerminal) {
  std::ostringstream err;
  const Environment environment;
  {
    ProgressBar bar(err, environment);
    bar.show(1, 2, ProgressBar::Clock::now() + 1h);
  }
  EXPECT_EQ(err.str(), "");
}

TEST(ProgressBar, WritesSeldomAndCleansUp) {
  std::ostringstream err;
  const Environment environment = terminal();
  {
    ProgressBar bar(err, environment);
    const auto now = ProgressBar::Clock::now() + 1s;
    bar.show(1, 4, now);
    const std::string once = err.str();
    bar.show(2, 4, now + 1ms);
    EXPECT_EQ(err.str(), once);
    bar.show(3, 4, now + 1s);
    EXPECT_NE(err.str(), once);
  }
  EXPECT_EQ(err.str().substr(err.str().size() - 4), "\r\x1b[K");
}

}  // namespace
}  // namespace tenbin::cli
