#include "tenbin/audit/loss_of_quality.hpp"

#include <cmath>

namespace tenbin::audit {
namespace {

constexpr real points = 50;  // of score, to which a strength refers (design section 4)

/// ln C of QualityMultiplier: the multiplier's mean over the prior is 1.
real log_norm(real strength, real prior_mean, real prior_sd) {
  const real spread = strength * prior_sd / points;
  return -strength * (prior_mean - points) / points + spread * spread / 2;
}

}  // namespace

LossTerm loss_term(const std::string& effect, real amount, Effect what, library::LibraryReader& library) {
  LossTerm term{effect, amount, 0, 0};
  const real mean = library("audit/prior/mean");
  const real sd = library("audit/prior/sd");
  const auto add = [&](const std::string& id) {
    const real strength = library(id);
    term.strength += strength;
    term.log_norm += log_norm(strength, mean, sd);
  };
  add("audit/effect/frequency/" + effect);
  if (what == Effect::frequency_and_severity) add("audit/effect/severity/" + effect);
  return term;
}

real expected_term(const LossTerm& term, const Belief& about) {
  if (term.strength == 0) return term.amount;
  return term.amount * std::exp(term.strength - term.log_norm) *
         about.exponential_moment(term.strength / points);
}

real LossOfQuality::expected(const Belief& belief, library::LibraryReader& library) const {
  real sum = 0;
  for (const LossTerm& term : terms_) sum += expected_term(term, belief_about(belief, term.effect, library));
  return sum;
}

}  // namespace tenbin::audit
