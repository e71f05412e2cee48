#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/severity/cases.hpp"
#include "tenbin/exact/annual_total.hpp"
#include "tenbin/severity/beta.hpp"
#include "tenbin/severity/discrete.hpp"
#include "tenbin/severity/empirical.hpp"
#include "tenbin/severity/exponential.hpp"
#include "tenbin/severity/gamma.hpp"
#include "tenbin/severity/generalised_pareto.hpp"
#include "tenbin/severity/lognormal.hpp"
#include "tenbin/severity/lomax.hpp"
#include "tenbin/severity/mbbefd.hpp"
#include "tenbin/severity/mixture.hpp"
#include "tenbin/severity/pareto1.hpp"
#include "tenbin/severity/powered.hpp"
#include "tenbin/severity/quantile_table.hpp"
#include "tenbin/severity/scaled.hpp"
#include "tenbin/severity/shifted.hpp"
#include "tenbin/severity/splice.hpp"
#include "tenbin/severity/truncated.hpp"
#include "tenbin/severity/uniform.hpp"
#include "tenbin/severity/weibull.hpp"

namespace tenbin {
namespace {

template <class Law, class... Arguments>
SeverityPtr law(Arguments... arguments) {
  return std::make_shared<const Law>(arguments...);
}

/// Every parameter of every family moved by one unit in the last place, or one part exchanged.
std::vector<std::vector<SeverityPtr>> families() {
  const auto next = [](real x) { return std::nextafter(x, std::numeric_limits<real>::infinity()); };
  const SeverityPtr a = law<Lognormal>(1, 2), b = law<Lognormal>(1, next(2));
  using List = std::vector<real>;
  const auto mixture = [](std::vector<SeverityPtr> parts, List weights) -> SeverityPtr {
    return std::make_shared<const Mixture>(std::move(parts), std::move(weights));
  };
  return {
      {law<Beta>(2, 3, 10), law<Beta>(next(2), 3, 10), law<Beta>(2, next(3), 10), law<Beta>(2, 3, next(10))},
      {law<Exponential>(2), law<Exponential>(next(2))},
      {law<Gamma>(2, 3), law<Gamma>(next(2), 3), law<Gamma>(2, next(3))},
      {law<GeneralisedPareto>(0.5L, 3, 1), law<GeneralisedPareto>(next(0.5L), 3, 1),
       law<GeneralisedPareto>(0.5L, next(3), 1), law<GeneralisedPareto>(0.5L, 3, next(1))},
      {a, b, law<Lognormal>(next(1), 2)},
      {law<Lomax>(2, 3), law<Lomax>(next(2), 3), law<Lomax>(2, next(3)), law<Pareto1>(2, 3),
       law<Pareto1>(next(2), 3), law<Pareto1>(2, next(3)), law<Weibull>(2, 3), law<Weibull>(next(2), 3),
       law<Weibull>(2, next(3)), law<Uniform>(2, 3), law<Uniform>(next(2), 3), law<Uniform>(2, next(3))},
      {law<Mbbefd>(2, 3, 10), law<Mbbefd>(next(2), 3, 10), law<Mbbefd>(2, next(3), 10),
       law<Mbbefd>(2, 3, next(10))},
      {law<Scaled>(a, 2), law<Scaled>(b, 2), law<Scaled>(a, next(2)), law<Shifted>(a, 2), law<Shifted>(b, 2),
       law<Shifted>(a, next(2)), law<Truncated>(a, 1, 5), law<Truncated>(b, 1, 5),
       law<Truncated>(a, next(1), 5), law<Truncated>(a, 1, next(5)),
       law<AnnualTotal>(2, law<Truncated>(a, 0, 5)), law<AnnualTotal>(next(2), law<Truncated>(a, 0, 5)),
       law<AnnualTotal>(2, law<Truncated>(b, 0, 5))},
      {law<Discrete>(List{1, 2}, List{0.5L, 0.5L}), law<Discrete>(List{1, 3}, List{0.5L, 0.5L}),
       law<Discrete>(List{1, 2}, List{0.25L, 0.75L}), law<Empirical>(List{1, 2}),
       law<Empirical>(List{1, 1, 2})},
      {mixture({a, law<Gamma>(2, 3)}, {0.5L, 0.5L}), mixture({b, law<Gamma>(2, 3)}, {0.5L, 0.5L}),
       mixture({a, law<Gamma>(2, 3)}, {0.25L, 0.75L})},
  };
}

TEST(Fingerprint, TellsEveryParameter) {
  for (const std::vector<SeverityPtr>& family : families()) {
    std::set<std::string> seen;
    for (const SeverityPtr& one : family) {
      EXPECT_FALSE(one->fingerprint().empty()) << one->name();
      EXPECT_TRUE(seen.insert(one->fingerprint()).second) << one->fingerprint();
    }
  }
}

TEST(Fingerprint, IsThatOfLikeLaws) {
  const auto first = families(), second = families();
  for (std::size_t i = 0; i < first.size(); ++i) {
    for (std::size_t j = 0; j < first[i].size(); ++j)
      EXPECT_EQ(first[i][j]->fingerprint(), second[i][j]->fingerprint());
  }
}

TEST(Fingerprint, EveryFamilyOfTheTestsHasItsOwn) {
  std::map<std::string, std::string> seen;
  for (const test::SeverityCase& one : test::severity_cases()) {
    const std::string text = one.severity->fingerprint();
    EXPECT_FALSE(text.empty()) << one.label;
    const auto [place, is_new] = seen.emplace(text, one.label);
    EXPECT_TRUE(is_new) << one.label << " and " << place->second;
  }
}

TEST(TableMemory, LikeLawsShareOneTable) {
  const QuantileTablePtr one = make_quantile_table(Lognormal(3.25L, 1.5L));
  EXPECT_EQ(one, make_quantile_table(Lognormal(3.25L, 1.5L)));
  EXPECT_NE(one, make_quantile_table(Lognormal(3.25L, 1.625L)));
  const QuantileTable alone(Lognormal(3.25L, 1.5L));
  for (const std::uint64_t word : {0x0ULL, 0x123456789abcdULL, 0xfffffffffffffULL})
    EXPECT_EQ((*one)(word), alone(word));
}

TEST(TableMemory, ForgetsWhatWasNotAskedForLongest) {
  const QuantileTablePtr kept = make_quantile_table(Exponential(7));
  const QuantileTablePtr lost = make_quantile_table(Exponential(8));
  for (std::size_t i = 0; i < remembered_tables - 1; ++i) {
    make_quantile_table(Exponential(100 + static_cast<real>(i)));
    make_quantile_table(Exponential(7));
  }
  EXPECT_EQ(kept, make_quantile_table(Exponential(7)));
  EXPECT_NE(lost, make_quantile_table(Exponential(8)));
}

}  // namespace
}  // namespace tenbin
