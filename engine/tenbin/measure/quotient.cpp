#include "tenbin/measure/quotient.hpp"

#include <algorithm>

namespace tenbin {

LinearFigure quotient(const LinearFigure& n, const LinearFigure& d) {
  LinearFigure result;
  if (!(d.value > 0)) return result;
  result.value = n.value / d.value;
  result.reliable = n.reliable && d.reliable;
  result.influence.resize(std::min(n.batches(), d.batches()));
  for (std::size_t b = 0; b < result.batches(); ++b)
    result.influence[b] = (n.influence[b] - result.value * d.influence[b]) / d.value;
  return result;
}

}  // namespace tenbin
