#pragma once

#include <string>
#include <vector>

#include "tenbin/audit/belief.hpp"

namespace tenbin::audit {

/// Part of a year's expected loss that answers to quality in one way.
struct LossTerm {
  std::string effect;  ///< e.g. inspection_miss; empty: quality does nothing to it
  real amount = 0;     ///< expected loss of the class [currency/yr]
  real strength = 0;   ///< a: of frequency and severity together, exponent per 50 points
  real log_norm = 0;   ///< ln of C for frequency plus ln of C for severity
};

/// Expected loss as a function of quality, in closed form: sum of amount exp(-a (Q - 50)/50 - ln C).
class LossOfQuality {
 public:
  explicit LossOfQuality(std::vector<LossTerm> terms) : terms_(std::move(terms)) {}

  /// E[loss | what is believed]: each term at the belief as its peril reads it.
  real expected(const Belief& belief, library::LibraryReader& library) const;
  const std::vector<LossTerm>& terms() const { return terms_; }

 private:
  std::vector<LossTerm> terms_;
};

/// A term of an effect, with strengths of the library. `frequency_only` leaves the size out.
enum class Effect { frequency, frequency_and_severity };
LossTerm loss_term(const std::string& effect, real amount, Effect what, library::LibraryReader& library);

/// E[amount exp(-a (Q - 50)/50 - ln C)] of one term.
real expected_term(const LossTerm& term, const Belief& about);

}  // namespace tenbin::audit
