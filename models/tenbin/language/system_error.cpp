#include "tenbin/language/system_error.hpp"

#include <cerrno>

#include "tenbin/language/messages/help.hpp"

namespace tenbin::language {

Message reason_of(int system_error) {
  switch (system_error) {
    case ENOENT:
    case ENOTDIR:
      return message::failure_reason_no_folder;
    case EISDIR:
      return message::failure_reason_folder;
    case EACCES:
    case EPERM:
      return message::failure_reason_permission;
    case EROFS:
      return message::failure_reason_read_only;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return message::failure_reason_full;
    default:
      return message::failure_reason_other;
  }
}

}  // namespace tenbin::language
