#pragma once

#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "tenbin/core/real.hpp"
#include "tenbin/perils/source.hpp"
#include "tenbin/scenario/compile.hpp"
#include "tenbin/simulation/plan.hpp"

/// Exact expected losses of a compiled scenario, without simulation: the oracle of the main job.
namespace tenbin::perils {

/// Payment expected of one event's head: E[terms(weight m X)], terms with no or an ordinary deductible.
inline real expected_payment(const OccurrenceTerms& terms, const Severity& law, real weight,
                             real multiplier) {
  const real scale = weight * multiplier;
  const real attachment =
      terms.deductible().kind() == Deductible::Kind::ordinary ? terms.deductible().amount() : 0;
  const real top = attachment + real{terms.limit()};
  return terms.share() * scale *
         (law.limited_expected_value(top / scale) - law.limited_expected_value(attachment / scale));
}

/// Integral over the factors of a source: one uniform for all factors of the audit, the others independent of
/// it. Trapezoidal rule in the normal quantile of that uniform: spectral accuracy.
template <class Function>
real over_factors(const Source& source, Function value) {
  real others = 1;
  const Severity* frequency = nullptr;
  const Severity* severity = nullptr;
  for (const Factor& factor : source.frequency_factors) {
    if (factor.group.starts_with("audit/")) {
      frequency = factor.law.get();
    } else {
      others *= factor.law->mean();
    }
  }
  for (const Factor& factor : source.severity_factors) severity = factor.law.get();
  if (!frequency) return others * value(real{1}, real{1});
  real sum = 0;
  constexpr real step = 0.125L;
  for (int i = -64; i <= 64; ++i) {
    const real z = i * step;
    const real density = std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi_v<real>);
    const real tail = std::erfc(std::fabs(z) * std::numbers::sqrt2_v<real> / 2) / 2;
    const auto at = [&](const Severity& law) {
      return z < 0 ? law.quantile(tail) : law.upper_quantile(tail);
    };
    sum += step * density * value(at(*frequency), at(*severity));
  }
  return others * sum;
}

/// Expected payments of a section in a year, before aggregate terms.
inline real expected_section(const Plan& plan, const std::vector<Source>& sources,
                             const SectionPlan& section) {
  real sum = 0;
  for (const CoveredHead& covered : section.covered) {
    const Source& source = sources.at(static_cast<std::size_t>(covered.source));
    for (const HeadLaw& head : source.heads) {
      if (to_string(head.head) != plan.heads.at(static_cast<std::size_t>(covered.head))) continue;
      sum += source.frequency->mean() * head.probability *
             over_factors(source, [&](real frequency, real severity) {
               return frequency * expected_payment(section.occurrence, *head.law, covered.weight, severity);
             });
    }
  }
  return sum;
}

/// Expected amount of a head within `limit` an event, and expected number of such heads, over chosen perils.
struct GroundUp {
  real loss = 0;
  real count = 0;
};
inline GroundUp ground_up(const std::vector<Source>& sources, Damage damage, double limit,
                          const std::vector<std::string>& perils = {}) {
  GroundUp total;
  const OccurrenceTerms terms{Deductible{}, limit};
  for (const Source& source : sources) {
    bool wanted = perils.empty();
    for (const std::string& peril : perils) wanted = wanted || peril == source.peril_name();
    if (!wanted) continue;
    for (const HeadLaw& head : source.heads) {
      if (head.head != damage) continue;
      const real rate = source.frequency->mean() * head.probability;
      total.count += rate * over_factors(source, [](real frequency, real) { return frequency; });
      total.loss += rate * over_factors(source, [&](real frequency, real severity) {
                      return frequency * expected_payment(terms, *head.law, 1, severity);
                    });
    }
  }
  return total;
}

}  // namespace tenbin::perils
