#pragma once

#include "tenbin/language/message.hpp"

namespace tenbin::language {

/// Why a file could not be opened or written, in the user's words.
/// @param system_error errno
Message reason_of(int system_error);

}  // namespace tenbin::language
