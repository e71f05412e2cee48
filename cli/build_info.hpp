#pragma once

#include <string>
#include <string_view>

namespace tenbin::cli {

/// How this program was made. "unknown" for a commit that could not be told.
struct BuildInfo {
  std::string_view version;   ///< "0.1.0"
  std::string_view commit;    ///< "92d3f1d0a1b2", with "-dirty" if files differed from it
  std::string_view compiler;  ///< "GNU 12.2.0"
  std::string_view flags;     ///< "Release -O3 -DNDEBUG -ffp-contract=off"
};

const BuildInfo& build_info();

/// "commit 92d3f1d0a1b2, GNU 12.2.0, Release -O3 -DNDEBUG -ffp-contract=off"
std::string build_line();

}  // namespace tenbin::cli
