#include "console.hpp"

namespace tenbin::cli {

using language::Message;
using language::Phrase;

void Console::note(const Phrase& phrase) const {
  if (verbosity == Verbosity::normal) err << say(phrase) << '\n' << std::flush;
}

void Console::error(const Phrase& phrase) const {
  err << say({Message::usage_error, {{"error", phrase}}}) << '\n' << std::flush;
}

}  // namespace tenbin::cli
