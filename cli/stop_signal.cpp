#include "stop_signal.hpp"

#include <atomic>
#include <csignal>

namespace tenbin::cli {
namespace {

std::atomic<bool> stop{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may touch lock-free atomics only");

void on_signal(int signal) {
  stop.store(true);
  std::signal(signal, SIG_DFL);  // the second one ends the process
}

}  // namespace

void watch_for_stop() {
  for (const int signal : {SIGINT, SIGTERM}) {
    struct sigaction action {};
    action.sa_handler = on_signal;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    struct sigaction before {};
    sigaction(signal, nullptr, &before);
    if (before.sa_handler != SIG_IGN) sigaction(signal, &action, nullptr);  // nohup stays nohup
  }
}

bool stop_requested() { return stop.load(); }

}  // namespace tenbin::cli
