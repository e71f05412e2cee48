#pragma once

#include <memory>
#include <ostream>
#include <string>

#include "environment.hpp"
#include "log.hpp"
#include "tenbin/language/catalogue.hpp"

namespace tenbin::cli {

enum class Verbosity { normal, quiet };

/// Where a command writes: results to `out`, everything else through note() and error() to `err`.
struct Console {
  std::ostream& out;
  std::ostream& err;
  Environment environment;
  Verbosity verbosity = Verbosity::normal;
  std::shared_ptr<Log> log{};  ///< null: lines go to `err` alone

  std::string say(const language::Phrase& phrase) const {
    return language::text(environment.language, phrase);
  }
  /// A line of the log; not on `err` if quiet.
  void note(const language::Phrase& phrase) const { write(LogLevel::info, phrase); }
  void warn(const language::Phrase& phrase) const { write(LogLevel::warning, phrase); }
  /// For whoever looks into what happened.
  void trace(const language::Phrase& phrase) const { write(LogLevel::debug, phrase); }
  /// "tenbin: ..." in the reader's language, always
  void error(const language::Phrase& phrase) const;

 private:
  void write(LogLevel level, const language::Phrase& phrase) const;
};

}  // namespace tenbin::cli
