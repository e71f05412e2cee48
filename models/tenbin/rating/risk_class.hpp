#pragma once

#include <vector>

#include "tenbin/audit/loss_of_quality.hpp"

namespace tenbin::rating {

/// Place of a deployment among its like, by what its quality does to the losses that answer to quality: the
/// ratio of their expected amount to that of the class. Seven classes, A (best) to G; their edges are numbers
/// of the library (rating/class/edge_1 ... edge_6). D is the middle of the class.
struct RiskClass {
  char letter = 'D';                ///< of the expected ratio
  double ratio = 1;                 ///< E[ratio | what is believed]
  std::vector<double> probability;  ///< that the true class is A, ..., G
  bool refer = false;               ///< a required item failed

  double probability_of(char candidate) const {
    return probability.at(static_cast<std::size_t>(candidate - 'A'));
  }
};

/// The ratio falls in quality, so each edge is a quality, and the probability of a class is a difference of
/// two normal probabilities; under a cap, quality above it counts as the cap.
RiskClass risk_class(const audit::LossOfQuality& loss, const audit::Belief& belief,
                     library::LibraryReader& library);

}  // namespace tenbin::rating
