#include "tenbin/perils/quality.hpp"

#include <map>

#include "tenbin/audit/quality_multiplier.hpp"

namespace tenbin::perils {

std::string quality_group(const std::string& deployment) { return "audit/" + deployment; }

void add_quality(Source& source, const audit::Belief& belief, const std::string& effect,
                 library::LibraryReader& library) {
  constexpr int world = 16;
  const std::string group = quality_group(source.entity);
  const audit::Belief about = audit::belief_about(belief, effect, library);
  const audit::QualityMultiplier frequency{about, library("audit/effect/frequency/" + effect)};
  const audit::QualityMultiplier severity{about, library("audit/effect/severity/" + effect)};
  source.frequency_factors.push_back({group, world, frequency.law()});
  source.severity_factors.push_back({group, world, severity.law()});
  source.quality_effect = effect;
}

audit::LossOfQuality loss_of_quality(const std::vector<Source>& sources, const std::string& deployment,
                                     library::LibraryReader& library) {
  std::map<std::string, real> amounts;  // by effect
  for (const Source& source : sources) {
    if (!deployment.empty() && source.entity != deployment) continue;
    real amount = 0;
    for (const HeadLaw& head : source.heads) amount += head.probability * head.law->mean();
    amount *= source.frequency->mean();
    const std::string quality = quality_group(source.entity);
    for (const auto* factors : {&source.frequency_factors, &source.severity_factors}) {
      for (const Factor& factor : *factors) {
        const bool is_quality = !source.quality_effect.empty() && factor.group == quality;
        if (!is_quality) amount *= factor.law->mean();
      }
    }
    amounts[source.quality_effect] += amount;
  }
  std::vector<audit::LossTerm> terms;
  terms.reserve(amounts.size());
  for (const auto& [effect, amount] : amounts) {
    terms.push_back(effect.empty()
                        ? audit::LossTerm{"", amount, 0, 0}
                        : audit::loss_term(effect, amount, audit::Effect::frequency_and_severity, library));
  }
  return audit::LossOfQuality{std::move(terms)};
}

}  // namespace tenbin::perils
