#pragma once

#include <ostream>
#include <string>

#include "environment.hpp"
#include "tenbin/language/catalogue.hpp"

namespace tenbin::cli {

enum class Verbosity { normal, quiet };

/// Where a command writes: results to `out`, everything else through note() and error() to `err`.
struct Console {
  std::ostream& out;
  std::ostream& err;
  Environment environment;
  Verbosity verbosity = Verbosity::normal;

  std::string say(const language::Phrase& phrase) const {
    return language::text(environment.language, phrase);
  }
  /// A line of the log; nothing if quiet.
  void note(const language::Phrase& phrase) const;
  /// "tenbin: ..." in the reader's language
  void error(const language::Phrase& phrase) const;
};

}  // namespace tenbin::cli
