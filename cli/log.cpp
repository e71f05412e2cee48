#include "log.hpp"

#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cerrno>

#include "failure.hpp"
#include "whole_file.hpp"

namespace tenbin::cli {
namespace {

spdlog::level::level_enum level_of(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return spdlog::level::debug;
    case LogLevel::info:
      return spdlog::level::info;
    case LogLevel::warning:
      return spdlog::level::warn;
    case LogLevel::error:
      return spdlog::level::err;
    case LogLevel::off:
      break;
  }
  return spdlog::level::off;
}

}  // namespace

Log::Log(std::ostream& err) {
  auto sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(err, true);
  sink->set_pattern("%v");
  sink->set_level(spdlog::level::info);
  logger_ = std::make_unique<spdlog::logger>("tenbin", std::move(sink));
  logger_->set_level(spdlog::level::debug);
  logger_->flush_on(spdlog::level::debug);
}

Log::~Log() = default;

void Log::show_from(LogLevel level) {
  // The error that ends the program is told in any case.
  logger_->sinks().front()->set_level(std::min(level_of(level), spdlog::level::err));
}

void Log::add_file(const std::string& path, LogLevel level) {
  errno = 0;
  try {
    auto sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(path);
    sink->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
    sink->set_level(level_of(level));
    logger_->sinks().push_back(std::move(sink));
  } catch (const spdlog::spdlog_ex&) {
    throw cannot_write(path, errno);
  }
}

void Log::write(LogLevel level, const std::string& line) { logger_->log(level_of(level), "{}", line); }

}  // namespace tenbin::cli
