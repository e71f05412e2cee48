#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace tenbin::result {

/// Where a design stands among all designs of a file, for one insured: premium against the tail of what it
/// keeps.
enum class Efficiency {
  efficient,   ///< no design is at once not dearer and not worse in the tail, beyond the errors
  dominated,   ///< some design surely is
  cannot_tell  ///< the errors do not say
};

const char* to_string(Efficiency efficiency);

/// Figure of a buyer's view; NaN where it does not exist, an error of NaN where it cannot be told.
struct BuyerFigure {
  double value = std::numeric_limits<double>::quiet_NaN();
  double standard_error = std::numeric_limits<double>::quiet_NaN();
};

/// What a design costs one insured, all amounts per year.
struct BuyerView {
  std::string design;
  std::string party;        ///< empty: the one insured
  BuyerFigure premium;      ///< of all its policies in the design
  BuyerFigure retained;     ///< mean of what stays with it
  BuyerFigure tail;         ///< TVaR99 of what stays with it
  BuyerFigure volatility;   ///< price of the retained volatility, by the buyer's own tolerance
  BuyerFigure total_cost;   ///< premium + retained + volatility (0 without a tolerance)
  BuyerFigure over_budget;  ///< P(premium + retained > budget)
  /// The tolerance asks more of the tail than the simulated years know: no price of volatility.
  bool beyond_sample = false;
  Efficiency efficiency = Efficiency::cannot_tell;
  std::string dominated_by{};  ///< a design that surely dominates this one
};

/// What a year costs an insured on average under one head of one peril, by what becomes of it: paid, or not
/// paid for one reason (GapReason of the engine). The figures of a policy add up to its insured's mean loss.
struct GapFigure {
  std::string design;
  std::string policy;               ///< empty: all policies of the design that the insured has, if several
  std::string insured;              ///< party
  std::string entity, peril, head;  ///< all empty: all perils and heads together
  std::string reason;               ///< "paid", or the reason
  double mean = 0;                  ///< [currency/yr]
  double standard_error = std::numeric_limits<double>::quiet_NaN();
};

/// Total cost of a design less that of the first, for one insured, on the same events.
struct BuyerDifference {
  std::string design, reference, party;
  BuyerFigure total_cost;
};

}  // namespace tenbin::result
