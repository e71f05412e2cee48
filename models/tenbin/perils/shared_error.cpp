#include "tenbin/perils/ai_claim.hpp"
#include "tenbin/perils/components.hpp"
#include "tenbin/perils/each.hpp"

/// A model or data set that many use is wrong in the same way: claims that come slowly and together.
namespace tenbin::perils {
namespace {

const std::string name = "shared_error";
const std::string event = "shared_error";

std::vector<Source> sources(Circumstances& at) {
  std::vector<Source> sources = component_events(at, name, event);
  for (Source& source : sources) {
    source.heads.push_back({Damage::financial_loss, 1, ai_claim_size(at, name), ai_claim_bearing(at)});
  }
  return sources;
}

}  // namespace

Peril shared_error() { return {name, ai_claim_requirements(), sources, event}; }

}  // namespace tenbin::perils
