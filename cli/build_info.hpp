#pragma once

#include <string>
#include <string_view>

namespace tenbin::cli {

/// How this program was built. Each is "unknown" where the build could not tell.
struct BuildInfo {
  std::string_view version, compiler, flags, build_type, commit;
};

const BuildInfo& build_info();

/// "tenbin 0.1.0 (commit 8e641d5, GNU 12.2.0, Release, -O3 ...)", the same line in every language
std::string build_line();

}  // namespace tenbin::cli
