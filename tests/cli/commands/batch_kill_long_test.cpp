#include <gtest/gtest.h>

#include "cli/commands/batch_kill.hpp"

namespace tenbin::cli {
namespace {

TEST(BatchKillLong, LosesNothingInFiftyKills) { kill_batches(32, 18); }

}  // namespace
}  // namespace tenbin::cli
