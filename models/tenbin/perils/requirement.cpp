#include "tenbin/perils/requirement.hpp"

#include <algorithm>

#include "tenbin/perils/peril.hpp"

namespace tenbin::perils {
namespace {

bool names(const std::vector<std::string>& words, const std::string& word) {
  return words.empty() || std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

std::vector<Requirement> turnover_requirements(language::Message purpose) {
  return {{"turnover", purpose, {}, {"business_user", "consumer"}, "fees"},
          {"fees", purpose, {}, {"foundation_developer", "custom_developer", "integrator"}, "turnover"}};
}

const std::vector<std::string>& computed_use_cases() {
  static const std::vector<std::string> words = [] {
    std::vector<std::string> result;
    for (const library::UseCase& use_case : library::standard_library().use_cases())
      result.push_back(use_case.id);
    return result;
  }();
  return words;
}

std::vector<Requirement> required_exposures(const scenario::Deployment& deployment) {
  std::vector<Requirement> result;
  std::vector<std::string> without_choice;
  for (const Peril* peril : perils_of(deployment, library::standard_library())) {
    for (const Requirement& requirement : peril->requirements) {
      const auto same = [&](const Requirement& other) { return other.exposure == requirement.exposure; };
      const bool needed = names(requirement.product_classes, deployment.product_class) &&
                          names(requirement.business_types, deployment.business_type) &&
                          !deployment.exposure.contains(requirement.unless);
      if (!needed) continue;
      if (requirement.unless.empty()) without_choice.push_back(requirement.exposure);
      if (std::none_of(result.begin(), result.end(), same)) result.push_back(requirement);
    }
  }
  // What one peril cannot do without serves the others too.
  std::erase_if(result, [&](const Requirement& requirement) {
    return std::find(without_choice.begin(), without_choice.end(), requirement.unless) !=
           without_choice.end();
  });
  return result;
}

bool needs_product_class(const scenario::Deployment& deployment) {
  const library::Library& library = library::standard_library();
  return has_peril(deployment, "product_liability", library) || has_peril(deployment, "recall", library) ||
         has_peril(deployment, "employers_liability", library);
}

bool has_peril(const scenario::Deployment& deployment, std::string_view peril,
               const library::Library& library) {
  const std::vector<const Peril*> list = perils_of(deployment, library);
  return std::any_of(list.begin(), list.end(), [&](const Peril* entry) { return entry->id == peril; });
}

const std::vector<std::string>& product_classes() {
  static const std::vector<std::string> names_of_classes = [] {
    constexpr std::string_view head = "class/";
    constexpr std::string_view tail = "/recall";
    std::vector<std::string> result;
    for (const auto& [id, number] : library::standard_library().numbers()) {
      if (id.starts_with(head) && id.ends_with(tail)) {
        result.push_back(id.substr(head.size(), id.size() - head.size() - tail.size()));
      }
    }
    return result;
  }();
  return names_of_classes;
}

}  // namespace tenbin::perils
