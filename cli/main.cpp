#include <csignal>
#include <iostream>
#include <string>
#include <vector>

#include "crash.hpp"
#include "environment.hpp"
#include "program.hpp"
#include "stop_signal.hpp"

int main(int argc, char** argv) {
  std::signal(SIGXFSZ, SIG_IGN);  // a limit on the size of files is then an error that a message can name
  tenbin::cli::watch_for_crash();
  tenbin::cli::Environment environment = tenbin::cli::environment_of_process();
  environment.watch_for_stop = tenbin::cli::watch_for_stop;
  environment.stop_requested = tenbin::cli::stop_requested;
  const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  return tenbin::cli::run_cli(arguments, std::cout, std::cerr, environment);
}
