#include "tenbin/coverage/product.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tenbin/core/error.hpp"
#include "tenbin/scenario/vocabulary.hpp"

namespace tenbin::coverage {
namespace {

TEST(Product, CoversAreThoseOfTheScenarioLanguage) {
  ASSERT_EQ(products().size(), scenario::products().size());
  for (std::size_t i = 0; i < products().size(); ++i) {
    const Product& product = products()[i];
    EXPECT_EQ(product.name, scenario::products()[i]);
    std::vector<std::string> names;
    for (const Cover& cover : product.covers) names.push_back(cover.name);
    EXPECT_THAT(names, ::testing::UnorderedElementsAreArray(scenario::covers(product.name)));
  }
}

TEST(Product, NoHeadIsPaidByTwoCoversOfAProduct) {
  for (const Product& product : products()) {
    std::set<perils::Damage> seen;
    for (const Cover& cover : product.covers) {
      EXPECT_FALSE(cover.heads.empty()) << cover.name;
      for (const perils::Damage head : cover.heads)
        EXPECT_TRUE(seen.insert(head).second) << cover.name << " " << perils::to_string(head);
    }
  }
}

TEST(Product, EveryHeadButFinesPoorResultsAndTheNamelessOneHasACoverSomewhere) {
  std::set<perils::Damage> seen;
  for (const Product& product : products()) {
    for (const Cover& cover : product.covers) seen.insert(cover.heads.begin(), cover.heads.end());
  }
  std::vector<std::string> without;
  for (int i = 0; i < perils::damage_heads; ++i) {
    const auto head = static_cast<perils::Damage>(i);
    if (!seen.contains(head)) without.push_back(perils::to_string(head));
  }
  EXPECT_THAT(without, ::testing::ElementsAre("loss", "fines", "quality_loss"));
}

TEST(Product, AnUnknownOneIsRefused) { EXPECT_THROW(product("fire"), ParameterError); }

TEST(Damage, NamesAreReadBack) {
  for (int i = 0; i < perils::damage_heads; ++i) {
    const auto head = static_cast<perils::Damage>(i);
    EXPECT_EQ(perils::parse_damage(perils::to_string(head)), head);
  }
  EXPECT_FALSE(perils::parse_damage("unknown"));
}

}  // namespace
}  // namespace tenbin::coverage
