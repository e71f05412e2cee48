#pragma once

#include <string>

namespace tenbin::cli {

/// Text as a word of a POSIX shell.
std::string shell_word(const std::string& text);

}  // namespace tenbin::cli
