#include "crash.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <cstddef>

namespace tenbin::cli {
namespace {

std::array<char, 4000> note{};
std::atomic<std::size_t> note_size{0};
std::atomic<std::int64_t> years{0};
std::array<char, 65536> stack{};  // a handler needs one of its own where the stack has run out

void put(const char* bytes, std::size_t count) {
  while (count > 0) {
    const ssize_t written = write(STDERR_FILENO, bytes, count);
    if (written <= 0) return;
    bytes += written;
    count -= static_cast<std::size_t>(written);
  }
}

void on_crash(int signal) {
  std::array<char, 24> digits{};
  auto* first = digits.end();
  *--first = '\n';
  std::int64_t number = std::max<std::int64_t>(years.load(), 0);
  do {
    *--first = static_cast<char>('0' + number % 10);
    number /= 10;
  } while (number > 0);
  put("\n", 1);
  put(note.data(), note_size.load());
  put(" ", 1);
  put(first, static_cast<std::size_t>(digits.end() - first));
  raise(signal);  // the default action is back: ends the process
}

}  // namespace

void set_crash_note(const std::string& text) {
  const std::size_t size = std::min(text.size(), note.size());
  note_size.store(0);
  std::copy_n(text.data(), size, note.data());
  note_size.store(size);
}

void set_crash_years(std::int64_t years_done) { years.store(years_done); }

void watch_for_crash() {
  stack_t own{};
  own.ss_sp = stack.data();
  own.ss_size = stack.size();
  sigaltstack(&own, nullptr);
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) {
    struct sigaction action {};
    action.sa_handler = on_crash;
    sigemptyset(&action.sa_mask);
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_ONSTACK | SA_NODEFER);
    sigaction(signal, &action, nullptr);
  }
}

}  // namespace tenbin::cli
