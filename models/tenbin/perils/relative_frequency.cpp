#include "tenbin/perils/relative_frequency.hpp"

#include <map>

#include "tenbin/audit/belief.hpp"
#include "tenbin/core/error.hpp"
#include "tenbin/perils/peril.hpp"

namespace tenbin::perils {
namespace {

scenario::Deployment deployment_of(const library::Example& example, const std::string& use_case) {
  scenario::Deployment deployment;
  deployment.id = "example";
  deployment.use_case = use_case;
  deployment.business_type = example.business_type;
  deployment.autonomy = example.autonomy;
  deployment.product_class = example.product_class;
  deployment.people = example.people;
  deployment.exposure = example.exposure;
  deployment.performance = example.performance;
  for (const auto& [id, kind] : example.components) deployment.components.push_back({id, kind});
  return deployment;
}

}  // namespace

audit::LossOfQuality relative_frequency(const std::string& use_case, const std::string& business_type,
                                        library::LibraryReader& library) {
  const library::UseCase* found = library.library().use_case(use_case);
  if (found == nullptr || found->examples.empty())
    throw ParameterError("use case '" + use_case + "' is not in the library");
  const library::Example* example = found->example(business_type);
  if (example == nullptr) example = &found->examples.front();
  const scenario::Deployment deployment = deployment_of(*example, use_case);
  // The audit at hand is not part of the example: its perils are those of the class.
  const audit::Belief nothing = audit::believe(std::nullopt, audit::audited_system(deployment), library);
  std::map<std::string, real> counts;  // by effect
  real total = 0;
  for (const Source& source : deployment_sources(deployment, nothing, 1, library)) {
    if (source.quality_effect.empty()) continue;
    counts[source.quality_effect] += source.frequency->mean();
    total += source.frequency->mean();
  }
  std::vector<audit::LossTerm> terms;
  terms.reserve(counts.size());
  for (const auto& [effect, count] : counts)
    terms.push_back(audit::loss_term(effect, count / total, audit::Effect::frequency, library));
  return audit::LossOfQuality{std::move(terms)};
}

}  // namespace tenbin::perils
