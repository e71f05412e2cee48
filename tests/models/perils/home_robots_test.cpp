#include <gtest/gtest.h>

#include "models/perils/firm.hpp"

/// What examples of deployments once got wrong.
namespace tenbin::perils {
namespace {

TEST(Examples, HomeRobotsCostWhatConsumerProductsCost) {
  auto maker = firm("robot", "consumer", {{"robots", 20000}, {"turnover", 1.5e9}});
  maker.people = "consumers";
  const real loss = layer(sources_of_firm(maker), Damage::bodily_injury, 0, 5e8L);
  // By hand: 20,000 x 0.01 x 1.3 x (0.8e-5 x 0.7 x 57m e^0.045 + 6e-4 x 0.1 x 3m e^0.72) = 260 x 703.7 yen
  EXPECT_NEAR(static_cast<double>(loss), 260 * 703.7, 260 * 703.7 * 0.01);
  // Product liability of a domestic maker of that size: 0.08 to 0.4 per mille of its turnover.
  EXPECT_GT(1000 * loss / 1.5e9L, 0.08);
  EXPECT_LT(1000 * loss / 1.5e9L, 0.4);
}

TEST(Examples, ACareHomeMakesNoDevices) {
  auto home = firm("personal_aid", "business_user",
                   {{"devices", 500}, {"turnover", 2e9}, {"gross_profit_per_day", 1.4e6}});
  home.people = "elderly_or_disabled";
  const auto sources = sources_of_firm(home);
  EXPECT_EQ(rate_of(sources, "product_liability"), 0);
  EXPECT_EQ(rate_of(sources, "recall"), 0);
  EXPECT_GT(rate_of(sources, "missed_alarm"), 0);
}

}  // namespace
}  // namespace tenbin::perils
