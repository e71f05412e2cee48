#pragma once

#include <cstdint>
#include <string>

/// What is said when the program itself breaks (a signal such as SIGSEGV): it cannot compose words then, so
/// they are laid out before.
namespace tenbin::cli {

/// From now on a crash writes the note to standard error, and ends the process as it would have ended.
void watch_for_crash();
/// What to say: one line, which the number of years follows. Cut after 4,000 bytes.
void set_crash_note(const std::string& note);
void set_crash_years(std::int64_t years_done);

}  // namespace tenbin::cli
