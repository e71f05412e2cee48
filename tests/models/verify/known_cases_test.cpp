#include "tenbin/verify/known_cases.hpp"

#include <gtest/gtest.h>

#include <set>

namespace tenbin::verify {
namespace {

class EveryKnownCase : public testing::TestWithParam<std::size_t> {};

TEST_P(EveryKnownCase, IsReachedByTheExactComputation) {
  const KnownCase& known = known_cases()[GetParam()];
  const ExactTotal total = exact_total(known.model);
  for (const KnownFigure& figure : known.figures)
    EXPECT_NEAR(exact_value(known, total, figure), figure.value, allowed_distance(total, figure))
        << known.id << " " << name(figure.measure) << " " << figure.level << ", step " << total.step;
}

INSTANTIATE_TEST_SUITE_P(Verify, EveryKnownCase, testing::Range<std::size_t>(0, known_cases().size()),
                         [](const testing::TestParamInfo<std::size_t>& parameter) {
                           std::string id = known_cases()[parameter.param].id;
                           for (char& c : id)
                             if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
                           return id;
                         });

TEST(KnownCases, HaveDifferentIdsAndASource) {
  std::set<std::string> ids;
  for (const KnownCase& known : known_cases()) {
    EXPECT_TRUE(ids.insert(known.id).second) << known.id;
    EXPECT_FALSE(known.source.empty()) << known.id;
    EXPECT_FALSE(known.figures.empty()) << known.id;
    for (const KnownFigure& figure : known.figures) EXPECT_GT(figure.tolerance, 0) << known.id;
  }
}

TEST(KnownCases, MeasuresHaveDifferentNames) {
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(Measure::aggregate_exhausted); ++i)
    EXPECT_TRUE(names.insert(name(static_cast<Measure>(i))).second) << i;
  EXPECT_EQ(names.count(""), 0U);
}

}  // namespace
}  // namespace tenbin::verify
