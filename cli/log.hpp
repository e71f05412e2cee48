#pragma once

#include <memory>
#include <ostream>
#include <string>

namespace spdlog {
class logger;
}

namespace tenbin::cli {

enum class LogLevel { debug, info, warning, error, off };

/// Lines about what the program does, by spdlog: bare on standard error, with time and level in a file.
/// Errors are always told on standard error.
class Log {
 public:
  explicit Log(std::ostream& err);
  ~Log();
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  /// Least level on standard error; default: info.
  void show_from(LogLevel level);
  /// Appends to the file too, from this level on.
  /// @throw Failure (exit code 1) if the file cannot be written
  void add_file(const std::string& path, LogLevel level);
  void write(LogLevel level, const std::string& line);

 private:
  std::unique_ptr<spdlog::logger> logger_;
};

}  // namespace tenbin::cli
