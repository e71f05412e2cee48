#include "engine/severity/cases.hpp"

#include <limits>

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
#include "tenbin/severity/scaled.hpp"
#include "tenbin/severity/splice.hpp"
#include "tenbin/severity/truncated.hpp"
#include "tenbin/severity/uniform.hpp"
#include "tenbin/severity/weibull.hpp"

namespace tenbin::test {
namespace {

constexpr real infinity = std::numeric_limits<real>::infinity();

std::vector<SeverityCase> make_cases() {
  using Components = std::vector<SeverityPtr>;
  using Numbers = std::vector<real>;
  const auto swiss_re = [](real c, real sum_insured) {
    return std::make_shared<const Mbbefd>(Mbbefd::swiss_re(c, sum_insured));
  };
  const auto discrete = [](const Numbers& values, const Numbers& probabilities) {
    return std::make_shared<const Discrete>(values, probabilities);
  };
  const auto truncated = [](SeverityPtr component, real below, real above) {
    return std::make_shared<const Truncated>(std::move(component), below, above);
  };
  const auto mixture = [](const Components& components, const Numbers& weights) {
    return std::make_shared<const Mixture>(components, weights);
  };
  const auto splice = [](const Components& components, const Numbers& bounds, const Numbers& weights) {
    return std::make_shared<const Splice>(components, bounds, weights);
  };
  const SeverityPtr claims = make<Lognormal>(10, 1.5L);
  const SeverityPtr stepped = discrete({0, 100, 100, 400, 50}, {0.25L, 0.2L, 0.1L, 0.15L, 0.3L});

  return {
      {"lognormal_standard", claims},
      {"lognormal_narrow", make<Lognormal>(10, 0.01L)},
      {"lognormal_wide", make<Lognormal>(-3, 4)},
      {"gamma_2_100", make<Gamma>(2, 100)},
      {"gamma_1", make<Gamma>(1, 5)},
      {"gamma_0_05", make<Gamma>(0.05L, 2)},
      {"gamma_0_7", make<Gamma>(0.7L, 1e6L)},
      {"gamma_500", make<Gamma>(500, 0.1L)},
      {"weibull_0_2", make<Weibull>(0.2L, 1000)},
      {"weibull_0_8", make<Weibull>(0.8L, 3e5L)},
      {"weibull_7", make<Weibull>(7, 2)},
      {"exponential", make<Exponential>(250)},
      {"pareto1_agcs", make<Pareto1>(1.91L, 5)},
      {"pareto1_infinite_mean", make<Pareto1>(0.8L, 1e6L)},
      {"pareto1_one", make<Pareto1>(1, 2)},
      {"pareto1_light", make<Pareto1>(40, 3)},
      {"lomax_mata", make<Lomax>(3, 10)},
      {"lomax_infinite_mean", make<Lomax>(0.8L, 500)},
      {"lomax_near_one", make<Lomax>(1 + 1e-9L, 500)},
      {"generalised_pareto_heavy", make<GeneralisedPareto>(1.5L, 20, 7)},
      {"generalised_pareto_1", make<GeneralisedPareto>(1, 20, 0)},
      {"generalised_pareto_0_3", make<GeneralisedPareto>(0.3L, 2e5L, 1e6L)},
      {"generalised_pareto_0", make<GeneralisedPareto>(0, 20, 7)},
      {"generalised_pareto_tiny", make<GeneralisedPareto>(-1e-12L, 20, 7)},
      {"generalised_pareto_bounded", make<GeneralisedPareto>(-0.5L, 20, 7)},
      {"generalised_pareto_uniform", make<GeneralisedPareto>(-1, 20, 7)},
      {"mbbefd_1_5", swiss_re(1.5L, 1e8L)},
      {"mbbefd_3", swiss_re(3, 1)},
      {"mbbefd_5", swiss_re(5, 2.5e9L)},
      {"mbbefd_8", swiss_re(8, 2.5e9L)},
      {"mbbefd_b_is_1", make<Mbbefd>(1, 30, 1000)},
      {"mbbefd_b_near_1", make<Mbbefd>(1 + 1e-12L, 30, 1000)},
      {"mbbefd_bg_is_1", make<Mbbefd>(0.03125L, 32, 1000)},
      {"mbbefd_bg_near_1", make<Mbbefd>(0.03125L, 32 * (1 + 1e-10L), 1000)},
      {"mbbefd_g_is_1", make<Mbbefd>(2, 1, 1000)},
      {"mbbefd_b_is_0", make<Mbbefd>(0, 4, 1000)},
      {"mbbefd_large_b", make<Mbbefd>(1e6L, 20, 1000)},
      {"beta_2_5", make<Beta>(2, 5, 1e7L)},
      {"beta_bathtub", make<Beta>(0.5L, 0.4L, 100)},
      {"beta_small", make<Beta>(0.1L, 3, 100)},
      {"beta_sharp", make<Beta>(80, 300, 100)},
      {"beta_near_zero", make<Beta>(0.05L, 300, 100)},
      {"beta_near_one", make<Beta>(400, 0.1L, 100)},
      {"beta_flat", make<Beta>(1, 1, 100)},
      {"uniform", make<Uniform>(20, 50)},
      {"uniform_0", make<Uniform>(0, 1e9L)},
      {"discrete", stepped},
      {"discrete_certain", discrete({42}, {1})},
      {"discrete_rare", discrete({1, 1e9L}, {1 - 1e-9L, 1e-9L})},
      {"empirical", std::make_shared<const Empirical>(Numbers{3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5})},
      {"mixture_lognormals", mixture({make<Lognormal>(10, 1), make<Lognormal>(13, 0.3L)}, {0.9L, 0.1L})},
      {"mixture_far_apart", mixture({make<Gamma>(50, 1), make<Pareto1>(1.5L, 1e7L)}, {0.999L, 0.001L})},
      {"mixture_atom", mixture({stepped, make<Gamma>(0.5L, 200)}, {0.4L, 0.6L})},
      {"mixture_gap", mixture({make<Uniform>(1, 2), make<Uniform>(3, 5)}, {0.5L, 0.5L})},
      {"mixture_total_loss", mixture({swiss_re(3, 1e8L), make<Lognormal>(14, 2)}, {0.3L, 0.7L})},
      {"mixture_ten", mixture(Components(10, make<Lomax>(2.5L, 40)), Numbers(10, 0.1L))},
      {"splice_lognormal_pareto",
       splice({claims, make<Pareto1>(1.5L, 1e5L)}, {0, 1e5L, infinity}, {0.9L, 0.1L})},
      {"splice_three", splice({stepped, make<Uniform>(0, 500), make<Weibull>(0.5L, 100)}, {0, 150, 300, 1e6L},
                              {0.2L, 0.3L, 0.5L})},
      {"truncated_both", truncated(claims, 1e3L, 1e6L)},
      {"truncated_tail", truncated(make<Lognormal>(0, 1), 1000, infinity)},
      {"truncated_gamma_tail", truncated(make<Gamma>(3, 1), 60, infinity)},
      {"truncated_infinite_mean", truncated(make<Lomax>(0.8L, 500), 0, 1e9L)},
      {"truncated_lomax_tail", truncated(make<Lomax>(2.2L, 500), 1e4L, infinity)},
      {"truncated_atoms", truncated(stepped, 50, 399)},
      {"truncated_at_zero", truncated(stepped, 0, 300)},
      {"scaled_lognormal", std::make_shared<const Scaled>(claims, 1.0L / 3)},
      {"scaled_atoms", std::make_shared<const Scaled>(stepped, 0.1L)},
      {"scaled_mixture", std::make_shared<const Scaled>(mixture({stepped, claims}, {0.5L, 0.5L}), 1.1L)},
  };
}

}  // namespace

const std::vector<SeverityCase>& severity_cases() {
  static const std::vector<SeverityCase> cases = make_cases();
  return cases;
}

}  // namespace tenbin::test
