#include "tenbin/liability/fixed_shares.hpp"

#include <gtest/gtest.h>

#include "tenbin/core/error.hpp"

namespace tenbin::liability {
namespace {

using perils::Bearing;

perils::HeadLaw borne_by(Bearing bearing) {
  perils::HeadLaw head;
  head.bearing = bearing;
  return head;
}

Shares shares_of(const std::optional<scenario::Liability>& liability, const std::string& autonomy) {
  library::LibraryReader library{library::standard_library()};
  return fixed_shares(liability, autonomy, library);
}

TEST(FixedShares, LibraryByAutonomy) {
  const Shares assist = shares_of(std::nullopt, "assist");
  EXPECT_NEAR(static_cast<double>(assist.at("business_user")), 0.65, 1e-15);
  EXPECT_NEAR(static_cast<double>(assist.at("developer")), 0.10, 1e-15);
  const Shares substitute = shares_of(std::nullopt, "substitute");
  EXPECT_NEAR(static_cast<double>(substitute.at("integrator")), 0.35, 1e-15);
  EXPECT_NEAR(static_cast<double>(substitute.at("victim")), 0.05, 1e-15);
}

TEST(FixedShares, EveryBurdenIsWhole) {
  for (const char* autonomy : {"assist", "substitute"}) {
    const Shares shares = shares_of(std::nullopt, autonomy);
    for (const Bearing bearing :
         {Bearing::business_user, Bearing::integrator, Bearing::fixed_shares, Bearing::recourse_has_failed}) {
      real sum = 0;
      for (const auto& [party, share] : burden(borne_by(bearing), shares)) sum += share;
      EXPECT_NEAR(static_cast<double>(sum), 1, 1e-18);
    }
  }
}

TEST(FixedShares, FailedRecourseLeavesTheLossWithTheUser) {
  const Shares shares = shares_of(std::nullopt, "substitute");
  const Shares failed = burden(borne_by(Bearing::recourse_has_failed), shares);
  EXPECT_EQ(failed.size(), 2U);
  EXPECT_NEAR(static_cast<double>(failed.at("business_user")), 0.95, 1e-15);
  EXPECT_EQ(burden(borne_by(Bearing::recourse_has_failed), {{"integrator", 1}}),
            (Shares{{"business_user", 1}}));
  perils::HeadLaw maker = borne_by(Bearing::recourse_has_failed);
  maker.answers = Bearing::machine_maker;
  EXPECT_EQ(burden(maker, {{"developer", 0.75}, {"victim", 0.25}}),
            (Shares{{"machine_maker", 0.75}, {"victim", 0.25}}));
}

scenario::Liability rule(const std::string& name, const Shares& shares) {
  scenario::Liability liability;
  liability.rule = name;
  for (const auto& [party, share] : shares) liability.shares[party] = static_cast<double>(share);
  return liability;
}

TEST(FixedShares, ScenarioComesBeforeTheLibrary) {
  const Shares shares = shares_of(rule("FIXED_SHARES", {{"auditor", 0.25}, {"integrator", 0.75}}), "assist");
  EXPECT_EQ(shares, (Shares{{"auditor", 0.25}, {"integrator", 0.75}}));
}

TEST(FixedShares, Refuses) {
  EXPECT_THROW(shares_of(rule("JOINT", {}), "assist"), ParameterError);
  EXPECT_THROW(shares_of(rule("FIXED_SHARES", {{"integrator", 0.9}}), "assist"), ParameterError);
  EXPECT_THROW(shares_of(rule("FIXED_SHARES", {{"integrator", 1.5}, {"auditor", -0.5}}), "assist"),
               ParameterError);
  EXPECT_THROW(shares_of(std::nullopt, "dream"), ParameterError);
}

}  // namespace
}  // namespace tenbin::liability
