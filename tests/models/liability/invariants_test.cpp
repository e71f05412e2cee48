#include "models/liability/invariants.hpp"

namespace tenbin::liability {
namespace {

constexpr int count = 100'000;

TEST(Invariants, I1I2MoneyIsConserved) { test::money_is_conserved(4001, count); }
TEST(Invariants, I3NobodyPaysMoreThanItOwes) { test::nobody_pays_more_than_it_owes(4002, count); }
TEST(Invariants, I4I5CapsAndMeansAreKept) { test::caps_and_means_are_kept(4003, count); }
TEST(Invariants, I6SeveralPaysItsShare) { test::several_pays_its_share(4004, count); }
TEST(Invariants, I7WithoutObstaclesRulesAgree) { test::without_obstacles_rules_agree(4005, count); }
TEST(Invariants, I8UnitOfMoneyDoesNotMatter) { test::unit_of_money_does_not_matter(4006, count); }
TEST(Invariants, I9MoreAssetsNeverHurtTheVictim) { test::more_assets_never_hurt_the_victim(4007, count); }
TEST(Invariants, I10JointPaysAtLeastSeveral) { test::joint_pays_at_least_several(4008, count); }
TEST(Invariants, I11WithoutAClaimNothingMoves) { test::without_a_claim_nothing_moves(4009, count); }

}  // namespace
}  // namespace tenbin::liability
