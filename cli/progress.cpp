#include "progress.hpp"

#include <algorithm>
#include <cmath>

#include "report/number_format.hpp"
#include "tenbin/language/messages/progress.hpp"

namespace tenbin::cli {
namespace {

constexpr int bar_columns = 24;
constexpr std::chrono::milliseconds between_updates{100};
constexpr double seconds_before_estimate = 0.5;

}  // namespace

std::string time_left(double seconds, language::Language language) {
  if (seconds < 100) {
    return language::text(language, message::progress_seconds_left,
                          {{"seconds", grouped(std::ceil(seconds), 0)}});
  }
  return language::text(language, message::progress_minutes_left,
                        {{"minutes", grouped(std::ceil(seconds / 60), 0)}});
}

std::string drawn_bar(double share, const Environment& environment) {
  const bool unicode = environment.characters == CharacterSet::unicode;
  const int filled = static_cast<int>(std::floor(share * bar_columns));
  std::string line = "[";
  for (int i = 0; i < bar_columns; ++i) line += i < filled ? (unicode ? "█" : "#") : " ";
  return line + "]";
}

std::string progress_line(std::int64_t done, std::int64_t aim, double seconds,
                          const Environment& environment) {
  const double share =
      aim > 0 ? std::clamp(static_cast<double>(done) / static_cast<double>(aim), 0.0, 1.0) : 0;
  std::string line = drawn_bar(share, environment) + " " + grouped(std::floor(100 * share), 0) + "%  " +
                     language::text(environment.language, message::progress_years,
                                    {{"done", grouped(static_cast<double>(done), 0)},
                                     {"aim", grouped(static_cast<double>(aim), 0)}});
  if (seconds >= seconds_before_estimate && share > 0) {
    line += "  " + time_left(seconds * (1 - share) / share, environment.language);
  }
  return line;
}

ProgressBar::ProgressBar(std::ostream& err, const Environment& environment)
    : err_(err), environment_(environment) {}

void ProgressBar::show(std::int64_t done, std::int64_t aim, Clock::time_point now) {
  if (environment_.error != Stream::terminal || now < next_) return;
  next_ = now + between_updates;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  err_ << "\r" << progress_line(done, aim, seconds, environment_) << "\x1b[K" << std::flush;
  shown_ = true;
}

ProgressBar::~ProgressBar() {
  if (shown_) err_ << "\r\x1b[K" << std::flush;
}

}  // namespace tenbin::cli
