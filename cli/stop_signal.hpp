#pragma once

/// Ctrl-C and SIGTERM: the first asks the computation to end with what is done, the second ends the process
/// at once.
namespace tenbin::cli {

void watch_for_stop();
bool stop_requested();

}  // namespace tenbin::cli
