#include "console.hpp"

#include "tenbin/language/messages/help.hpp"

namespace tenbin::cli {

using language::Phrase;

void Console::write(LogLevel level, const Phrase& phrase) const {
  if (log) return log->write(level, say(phrase));
  if (verbosity == Verbosity::normal && level >= LogLevel::info) err << say(phrase) << '\n' << std::flush;
}

void Console::error(const Phrase& phrase) const {
  const std::string line = say({message::usage_error, {{"error", phrase}}});
  if (log) return log->write(LogLevel::error, line);
  err << line << '\n' << std::flush;
}

}  // namespace tenbin::cli
