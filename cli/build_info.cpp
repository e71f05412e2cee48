#include "build_info.hpp"

#include "tenbin_commit.hpp"  // made at build time by cmake/WriteCommit.cmake

namespace tenbin::cli {

const BuildInfo& build_info() {
  static constexpr BuildInfo info{TENBIN_VERSION, TENBIN_COMMIT, TENBIN_COMPILER, TENBIN_FLAGS};
  return info;
}

std::string build_line() {
  const BuildInfo& info = build_info();
  return "commit " + std::string(info.commit) + ", " + std::string(info.compiler) + ", " +
         std::string(info.flags);
}

}  // namespace tenbin::cli
