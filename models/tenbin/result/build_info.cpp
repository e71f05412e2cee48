#include "tenbin/result/build_info.hpp"

#include "tenbin_commit.hpp"  // made at build time by cmake/WriteCommit.cmake

namespace tenbin::result {

std::string version() { return TENBIN_VERSION; }

std::string build() { return "commit " TENBIN_COMMIT ", " TENBIN_TOOLCHAIN; }

}  // namespace tenbin::result
