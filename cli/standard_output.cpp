#include "standard_output.hpp"

#include <cerrno>

#include "failure.hpp"

namespace tenbin::cli {

using language::Message;

void write_standard_output(std::string_view result, Console& console) {
  errno = 0;
  console.out << result << std::flush;
  if (console.out.good()) return;
  const Message reason = errno == ENOSPC ? Message::failure_reason_full : Message::failure_reason_other;
  throw Failure(ExitCode::failure, {Message::failure_standard_output, {{"reason", reason}}});
}

}  // namespace tenbin::cli
