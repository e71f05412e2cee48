#include <gtest/gtest.h>

#include <cmath>

#include "models/perils/firm.hpp"
#include "tenbin/liability/fixed_shares.hpp"
#include "tenbin/rating/technical_premium.hpp"

/// What examples of deployments once got wrong.
namespace tenbin::perils {
namespace {

TEST(Examples, HomeRobotsCostWhatConsumerProductsCost) {
  auto maker = firm("robot", "consumer", {{"robots", 20000}, {"turnover", 1.5e9}}, "electronics");
  maker.people = "consumers";
  const auto sources = sources_of_firm(maker);
  const real loss = layer(sources, Damage::bodily_injury, 0, 5e8L);
  // By hand: 20,000 x 0.01 x 1.3 x (0.8e-5 x 0.7 x 57m e^0.045 + 6e-4 x 0.1 x 3m e^0.72) = 260 x 703.7 yen
  EXPECT_NEAR(static_cast<double>(loss), 260 * 703.7, 260 * 703.7 * 0.01);
  // Product liability of a domestic maker of that size: 0.08 to 0.4 per mille of its turnover.
  EXPECT_GT(1000 * loss / 1.5e9L, 0.08);
  EXPECT_LT(1000 * loss / 1.5e9L, 0.4);
  // The maker has the liability and the recalls of any maker of electrical goods.
  EXPECT_NEAR(static_cast<double>(rate_of(sources, "product_liability")), 0.05 * 1.5 * std::pow(1.5, 0.6),
              1e-12);
  EXPECT_NEAR(static_cast<double>(rate_of(sources, "recall")), 0.006 * 0.8 * std::pow(1.5, 0.6), 1e-12);
}

TEST(Examples, WhoSellsToConsumersAnswersWhereRecourseFails) {
  const liability::Shares shares = {{"developer", 0.25L}, {"machine_maker", 0.7L}, {"victim", 0.05L}};
  auto maker = firm("robot", "consumer", {{"robots", 20000}, {"turnover", 1.5e9}}, "electronics");
  maker.people = "consumers";
  int failed = 0;
  for (const Source& source : sources_of_firm(maker)) {
    for (const HeadLaw& head : source.heads) {
      if (head.bearing != Bearing::recourse_has_failed) continue;
      ++failed;
      const liability::Shares burden = liability::burden(head, shares);
      EXPECT_EQ(burden.count("business_user"), 0U) << source.peril;
      EXPECT_EQ(burden.at("machine_maker"), 0.95L) << source.peril;
      EXPECT_EQ(burden.at("victim"), 0.05L) << source.peril;
    }
  }
  EXPECT_GT(failed, 0);
  // A business that uses a robot answers itself.
  auto user =
      firm("medical", "business_user", {{"turnover", 8e9}, {"gross_profit_per_day", 9e6}, {"patients", 2e4}});
  failed = 0;
  for (const Source& source : sources_of_firm(user)) {
    for (const HeadLaw& head : source.heads) {
      if (head.bearing != Bearing::recourse_has_failed) continue;
      ++failed;
      EXPECT_EQ(liability::burden(head, shares).at("business_user"), 0.95L) << source.peril;
    }
  }
  EXPECT_GT(failed, 0);
}

TEST(Examples, AnAiForConsumersIsItsMakersProduct) {
  struct Row {
    const char* use_case;
    double turnover, multiplier, share, relative;
    std::vector<std::string> perils;
  };
  // As many claims as against a supplier with such fees, 1.2 x for consumers; each the size of a person's:
  // LN(1.7m x the use case's relative size x 0.7, 1.65).
  for (const Row& row : {Row{"generative_content",
                             3e9,
                             1.5,
                             0.7,
                             0.6,
                             {"ip_infringement", "defamation", "wrong_advice", "privacy_leak"}},
                         Row{"business_agent",
                             1e9,
                             2.5,
                             0.8,
                             1.0,
                             {"agent_misbehaviour", "wrong_advice", "privacy_leak", "ip_infringement"}}}) {
    auto maker = firm(row.use_case, "consumer", {{"turnover", row.turnover}, {"users", 50000}});
    maker.people = "consumers";
    const auto sources = sources_of_firm(maker);
    real claims = 0;
    for (const std::string& peril : row.perils) claims += rate_of(sources, peril);
    EXPECT_NEAR(static_cast<double>(claims),
                0.027 * row.multiplier * row.share * std::pow(row.turnover / 5e8, 0.4) * 1.2, 1e-12)
        << row.use_case;
    for (const Source& source : sources) {
      if (source.peril_name() != "wrong_advice") continue;
      EXPECT_NEAR(static_cast<double>(source.heads[0].law->quantile(0.5L)), 1.7e6 * row.relative * 0.7, 1)
          << row.use_case;
    }
    // Premiums of IT services with errors and omissions run from 0.8 to 3.7 per mille of the fees (500m and
    // 3bn yen, business customers); consumers' claims are a part of that, and not nothing.
    library::LibraryReader library{library::standard_library()};
    const double expected = static_cast<double>(layer(sources, Damage::financial_loss, 1e5L, 3e8L));
    const double price =
        1000 * rating::market_premium("third_party_liability", expected, library) / row.turnover;
    EXPECT_GT(price, 0.05) << row.use_case;
    EXPECT_LT(price, 1.5) << row.use_case;
  }
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
