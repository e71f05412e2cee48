#include "batch_progress.hpp"

#include <algorithm>
#include <cmath>

#include "progress.hpp"
#include "report/number_format.hpp"
#include "tenbin/language/messages/batch.hpp"

namespace tenbin::cli {
namespace {

constexpr std::chrono::milliseconds between_drawings{100};
constexpr std::chrono::seconds between_lines{10};
constexpr double seconds_before_estimate = 0.5;

std::string count(std::size_t number) { return grouped(static_cast<double>(number), 0); }

}  // namespace

std::string batch_progress_line(const batch::Counts& counts, double work, double seconds,
                                const Environment& environment) {
  const double members = static_cast<double>(counts.members), kept = static_cast<double>(counts.kept);
  const double share = members > 0 ? std::clamp((kept + work) / members, 0.0, 1.0) : 1;
  const std::size_t failed = counts.failed + counts.invalid;
  std::string line =
      environment.error == Stream::terminal ? drawn_bar(share, environment) + " " : std::string();
  line += grouped(std::floor(100 * share), 0) + "%  " +
          language::text(environment.language, message::batch_progress,
                         {{"done", count(counts.kept + counts.done)},
                          {"members", count(counts.members)},
                          {"failed", count(failed)}});
  if (seconds >= seconds_before_estimate && work > 0) {
    const double left = std::max(0.0, members - kept - work);
    line += "  " +
            language::text(environment.language, message::batch_rate,
                           {{"rate", significant_digits(60 * work / seconds, 3)}}) +
            "  " + time_left(seconds * left / work, environment.language);
  }
  return line;
}

BatchProgress::BatchProgress(std::ostream& err, const Environment& environment)
    : err_(err), environment_(environment) {
  next_ = environment.error == Stream::terminal ? start_ : start_ + between_lines;
}

void BatchProgress::show(const batch::Counts& counts, double work, Clock::time_point now) {
  if (now < next_) return;
  const bool terminal = environment_.error == Stream::terminal;
  next_ = now + (terminal ? Clock::duration(between_drawings) : Clock::duration(between_lines));
  const double seconds = std::chrono::duration<double>(now - start_).count();
  const std::string line = batch_progress_line(counts, work, seconds, environment_);
  if (terminal) {
    err_ << "\r" << line << "\x1b[K" << std::flush;
  } else {
    err_ << line << std::endl;
  }
  shown_ = terminal;
}

void BatchProgress::clear() {
  if (shown_) err_ << "\r\x1b[K" << std::flush;
  shown_ = false;
}

BatchProgress::~BatchProgress() { clear(); }

}  // namespace tenbin::cli
