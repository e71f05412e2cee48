#include "tenbin/rating/risk_class.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

namespace tenbin::rating {
namespace {

constexpr real points = 50;
constexpr int edges = 6;

/// Loss at quality `shift` above what each peril's own belief holds, relative to the class.
class Ratio {
 public:
  Ratio(const audit::LossOfQuality& loss, const audit::Belief& belief, library::LibraryReader& library)
      : cap_(belief.cap) {
    for (const audit::LossTerm& term : loss.terms()) {
      if (term.effect.empty() || term.amount <= 0) continue;
      const audit::Belief about = audit::belief_about(belief, term.effect, library);
      terms_.push_back({term, about.normal_mean});
      whole_ += term.amount;
      expected_ += audit::expected_term(term, about);
    }
  }

  bool is_empty() const { return terms_.empty(); }
  real expected() const { return expected_ / whole_; }

  real at(real shift) const {
    real sum = 0;
    for (const auto& [term, mean] : terms_) {
      const real quality = cap_ ? std::min(mean + shift, *cap_) : mean + shift;
      sum += term.amount * std::exp(-term.strength * (quality - points) / points - term.log_norm);
    }
    return sum / whole_;
  }

 private:
  struct Term {
    audit::LossTerm term;
    real mean;
  };
  std::vector<Term> terms_;
  std::optional<real> cap_;
  real whole_ = 0, expected_ = 0;
};

real normal_cdf(real z) { return std::erfc(-z * std::numbers::sqrt2_v<real> / 2) / 2; }

/// P(ratio < edge) = P(shift > where the ratio falls to the edge)
real probability_below(const Ratio& ratio, real edge, real sd) {
  real low = -40 * sd;
  real high = 40 * sd;
  if (sd == 0) return ratio.at(0) < edge ? 1 : 0;
  if (ratio.at(high) >= edge) return 0;
  if (ratio.at(low) < edge) return 1;
  for (int i = 0; i < 120; ++i) {
    const real middle = (low + high) / 2;
    (ratio.at(middle) < edge ? high : low) = middle;
  }
  return normal_cdf(-(low + high) / 2 / sd);
}

}  // namespace

RiskClass risk_class(const audit::LossOfQuality& loss, const audit::Belief& belief,
                     library::LibraryReader& library) {
  const Ratio ratio(loss, belief, library);
  RiskClass result;
  result.refer = belief.refer();
  result.ratio = ratio.is_empty() ? 1 : static_cast<double>(ratio.expected());
  real below = 0;
  int place = 0;
  for (int i = 1; i <= edges; ++i) {
    const real edge = library("rating/class/edge_" + std::to_string(i));
    if (result.ratio >= static_cast<double>(edge)) place = i;
    const real next =
        ratio.is_empty() ? (edge > 1 ? real{1} : real{0}) : probability_below(ratio, edge, belief.normal_sd);
    result.probability.push_back(static_cast<double>(next - below));
    below = next;
  }
  result.probability.push_back(static_cast<double>(1 - below));
  result.letter = static_cast<char>('A' + place);
  return result;
}

}  // namespace tenbin::rating
