#pragma once

#include <string>

namespace tenbin::result {

/// The program's version, e.g. "0.1.0".
std::string version();

/// What the program was made from and with: commit, compiler, flags.
/// E.g. "commit 92d3f1d0a1b2, GNU 12.2.0, Release -O3 -DNDEBUG". "unknown" for a commit that could not be told.
std::string build();

}  // namespace tenbin::result
