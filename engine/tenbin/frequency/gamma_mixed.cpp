#include "tenbin/frequency/gamma_mixed.hpp"

#include <cmath>
#include <utility>

#include "tenbin/core/error.hpp"
#include "tenbin/frequency/complex_log1p.hpp"
#include "tenbin/frequency/logarithmic.hpp"
#include "tenbin/frequency/negative_binomial.hpp"

namespace tenbin {
namespace {

struct Clusters {
  real rate;
  std::vector<real> size_pmf;  // P(size = 1), ...
};

Clusters clusters_of(const Frequency& base) {
  const auto scheme = std::get<PoissonClusters>(base.count_scheme());
  if (scheme.size_cdf.empty()) return {scheme.rate, {1}};
  std::vector<real> pmf(scheme.size_cdf.size());
  real below = 0;
  for (std::size_t i = 0; i < pmf.size(); ++i) {
    pmf[i] = scheme.size_cdf[i] - below;
    below = scheme.size_cdf[i];
  }
  return {scheme.rate, std::move(pmf)};
}

// sum over j of (a + b j / n) q_j f_(n-j), j >= 1, n - j >= lowest (Panjer 1981, ASTIN Bulletin 12:22)
real panjer_sum(const std::vector<real>& sizes, const std::vector<real>& f, std::size_t n, std::size_t lowest,
                real a, real b) {
  real sum = 0;
  for (std::size_t j = 1; j <= sizes.size() && j + lowest <= n; ++j)
    sum += (a + b * static_cast<real>(j) / static_cast<real>(n)) * sizes[j - 1] * f[n - j];
  return sum;
}

}  // namespace

GammaMixed::GammaMixed(std::shared_ptr<const InfinitelyDivisibleFrequency> base, real cv)
    : base_(std::move(base)), cv_(cv) {
  check(base_ != nullptr, "GammaMixed", "base", 0, "a frequency");
  check_positive_finite("GammaMixed", "cv", cv);
}

real GammaMixed::variance() const {
  const real deviation = cv_ * mean();
  return base_->variance() + deviation * deviation;
}

real GammaMixed::pmf(long n) const {
  if (n < 0) return 0;
  const Clusters clusters = clusters_of(*base_);
  const real squared = cv_ * cv_;
  const NegativeBinomial number(1 / squared, squared * clusters.rate);
  if (clusters.size_pmf.size() == 1) return number.pmf(n);
  const real a = number.b() / (1 + number.b());
  const real b = (number.r() - 1) * a;
  const auto last = static_cast<std::size_t>(n);
  std::vector<real> f(last + 1);
  f[0] = number.pmf(0);  // every cluster has at least one claim
  for (std::size_t i = 1; i <= last; ++i) f[i] = panjer_sum(clusters.size_pmf, f, i, 0, a, b);
  return f[last];
}

std::complex<double> GammaMixed::log_pgf(std::complex<double> z) const {
  const double squared = static_cast<double>(cv_ * cv_);
  return -complex_log1p(-squared * base_->log_pgf(z)) / squared;
}

CountScheme GammaMixed::count_scheme() const {
  const Clusters clusters = clusters_of(*base_);
  const real squared = cv_ * cv_;
  const real overdispersion = squared * clusters.rate;
  const real rate = std::log1p(overdispersion) / squared;
  const real tail = std::ldexp(real{1}, -60);
  if (clusters.size_pmf.size() == 1)
    return PoissonClusters{rate, cumulative(logarithmic_pmf(overdispersion, tail))};
  // Logarithmic number (class (a, b, 1) with a = q, b = -q) of the base's clusters.
  const real q = overdispersion / (1 + overdispersion);
  const real first = q / std::log1p(overdispersion);
  const auto& sizes = clusters.size_pmf;
  std::vector<real> f{0};
  real sum = 0;
  while (1 - sum >= tail) {
    const std::size_t n = f.size();
    if (n > (std::size_t{1} << 16))
      throw NumericalError(
          "GammaMixed::count_scheme: more than 2^16 cluster sizes are needed (the count is too "
          "overdispersed); use a "
          "smaller coefficient of variation or a Poisson base");
    const real direct = n <= sizes.size() ? first * sizes[n - 1] : 0;
    f.push_back(direct + panjer_sum(sizes, f, n, 1, q, -q));
    sum += f.back();
    if (f.back() < std::ldexp(tail, -10)) break;  // rounding keeps 1 - sum from reaching `tail`
  }
  return PoissonClusters{rate, cumulative({f.begin() + 1, f.end()})};
}

FrequencyPtr GammaMixed::scaled(real factor) const {
  auto base = std::dynamic_pointer_cast<const InfinitelyDivisibleFrequency>(base_->scaled(factor));
  return std::make_shared<GammaMixed>(std::move(base), cv_);
}

FrequencyPtr gamma_mixed(const FrequencyPtr& base, real cv) {
  if (!base) throw ParameterError("gamma_mixed: base is missing (null pointer)");
  auto divisible = std::dynamic_pointer_cast<const InfinitelyDivisibleFrequency>(base);
  if (!divisible)
    throw ParameterError(
        "gamma_mixed: base is " + base->name() +
        ", but must be poisson, negative_binomial or geometric (only an infinitely divisible count "
        "has a rate that a random factor can multiply)");
  return std::make_shared<GammaMixed>(std::move(divisible), cv);
}

}  // namespace tenbin
