#include "tenbin/result/build_info.hpp"

#include <gmock/gmock.h>

namespace tenbin::result {
namespace {

TEST(BuildInfo, VersionHasThreeParts) {
  EXPECT_THAT(version(), testing::MatchesRegex("[0-9]+\\.[0-9]+\\.[0-9]+"));
}

TEST(BuildInfo, NamesCommitCompilerAndFlags) {
  EXPECT_THAT(build(), testing::MatchesRegex("commit ([0-9a-f]+(-dirty)?|unknown), [A-Za-z]+ [0-9.]+, [A-Za-z]+ .*-O[0-3].*"));
}

}  // namespace
}  // namespace tenbin::result
