#include "tenbin/rating/schedule_credit.hpp"

#include <gtest/gtest.h>

namespace tenbin::rating {
namespace {

TEST(ScheduleCredit, OnePercentAPointUpToTheCap) {
  library::LibraryReader library{library::standard_library()};
  const auto credit = [&](double quality) {
    result::AuditPosterior audit;
    audit.deployment = "line-7";
    audit.mean = quality;
    return schedule_credit(audit, library);
  };
  EXPECT_DOUBLE_EQ(credit(62).credit, 0.12);
  EXPECT_DOUBLE_EQ(credit(62).uncapped, 0.12);
  EXPECT_DOUBLE_EQ(credit(90).credit, 0.25);
  EXPECT_DOUBLE_EQ(credit(90).uncapped, 0.4);
  EXPECT_DOUBLE_EQ(credit(10).credit, -0.25);
  EXPECT_DOUBLE_EQ(credit(50).credit, 0);
  EXPECT_DOUBLE_EQ(credit(50).cap, 0.25);
  EXPECT_EQ(credit(50).deployment, "line-7");
}

}  // namespace
}  // namespace tenbin::rating
