#include "models/liability/invariants.hpp"

namespace tenbin::liability {
namespace {

constexpr int count = 3'000'000;

TEST(InvariantsLong, I1I2MoneyIsConserved) { test::money_is_conserved(5001, count); }
TEST(InvariantsLong, I3NobodyPaysMoreThanItOwes) { test::nobody_pays_more_than_it_owes(5002, count); }
TEST(InvariantsLong, I4I5CapsAndMeansAreKept) { test::caps_and_means_are_kept(5003, count); }
TEST(InvariantsLong, I6SeveralPaysItsShare) { test::several_pays_its_share(5004, count); }
TEST(InvariantsLong, I7WithoutObstaclesRulesAgree) { test::without_obstacles_rules_agree(5005, count); }
TEST(InvariantsLong, I8UnitOfMoneyDoesNotMatter) { test::unit_of_money_does_not_matter(5006, count); }
TEST(InvariantsLong, I9MoreAssetsNeverHurtTheVictim) { test::more_assets_never_hurt_the_victim(5007, count); }
TEST(InvariantsLong, I10JointPaysAtLeastSeveral) { test::joint_pays_at_least_several(5008, count); }
TEST(InvariantsLong, I11WithoutAClaimNothingMoves) { test::without_a_claim_nothing_moves(5009, count); }

}  // namespace
}  // namespace tenbin::liability
