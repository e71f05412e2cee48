#include "tenbin/perils/source.hpp"

namespace tenbin::perils {

std::string to_string(Damage head) {
  switch (head) {
    case Damage::loss:
      return "loss";
    case Damage::third_party:
      return "third_party";
    case Damage::recall:
      return "recall";
    case Damage::financial_loss:
      return "financial_loss";
    case Damage::interruption:
      return "interruption";
    case Damage::incident_response:
      return "incident_response";
    case Damage::performance_shortfall:
      return "performance_shortfall";
    case Damage::corrective_cost:
      return "corrective_cost";
  }
  return "unknown";
}

}  // namespace tenbin::perils
