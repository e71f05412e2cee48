#include "standard_output.hpp"

#include <cerrno>

#include "failure.hpp"
#include "tenbin/language/messages/help.hpp"

namespace tenbin::cli {

using language::Message;

void write_standard_output(std::string_view result, Console& console) {
  errno = 0;
  console.out << result << std::flush;
  if (console.out.good()) return;
  const Message reason = errno == ENOSPC ? message::failure_reason_full : message::failure_reason_other;
  throw Failure(ExitCode::failure, {message::failure_standard_output, {{"reason", reason}}});
}

}  // namespace tenbin::cli
