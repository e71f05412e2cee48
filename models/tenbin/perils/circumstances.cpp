#include "tenbin/perils/circumstances.hpp"

#include <fmt/format.h>

#include <cmath>
#include <memory>

#include "tenbin/core/error.hpp"
#include "tenbin/perils/peril.hpp"
#include "tenbin/perils/quality.hpp"
#include "tenbin/severity/lognormal.hpp"

namespace tenbin::perils {
namespace {

const library::UseCase& known_use_case(const scenario::Deployment& deployment,
                                       const library::Library& library) {
  if (const library::UseCase* found = library.use_case(deployment.use_case)) return *found;
  throw ParameterError(
      fmt::format("deployment '{}': use case '{}' is not in the library (its perils are needed); choose {}",
                  deployment.id, deployment.use_case, fmt::join(computed_use_cases(), ", ")));
}

const library::BusinessType& known_business_type(const scenario::Deployment& deployment,
                                                 const library::Library& library) {
  if (const library::BusinessType* found = library.business_type(deployment.business_type)) return *found;
  std::vector<std::string> known;
  for (const library::BusinessType& type : library.business_types()) known.push_back(type.id);
  throw ParameterError(fmt::format("deployment '{}': business type '{}' is not in the library; choose {}",
                                   deployment.id, deployment.business_type, fmt::join(known, ", ")));
}

}  // namespace

Circumstances::Circumstances(const scenario::Deployment& deployment, const audit::Belief& belief,
                             real money_scale, library::LibraryReader& library)
    : deployment_(deployment),
      belief_(belief),
      money_scale_(money_scale),
      library_(library),
      use_case_(known_use_case(deployment, library.library())),
      business_type_(known_business_type(deployment, library.library())) {}

bool Circumstances::states(const std::string& exposure) const {
  return deployment_.exposure.contains(exposure);
}

real Circumstances::exposure(const std::string& name) const {
  const auto found = deployment_.exposure.find(name);
  if (found == deployment_.exposure.end()) {
    std::string purpose;
    for (const Requirement& requirement : required_exposures(deployment_)) {
      if (requirement.exposure == name)
        purpose = language::text(language::Language::english, requirement.purpose);
    }
    throw ParameterError(
        fmt::format("deployment '{}': exposure '{}' is missing ({}); add it to the exposure object",
                    deployment_.id, name, purpose));
  }
  check_positive_finite("exposure", name, found->second);
  return found->second;
}

bool Circumstances::sells() const {
  if (states("turnover")) return false;
  const std::string& party = business_type_.party;
  return states("fees") || (!party.empty() && party != "business_user");
}

bool Circumstances::sells_to_consumers() const { return business_type_.party.empty() && !sells(); }

real Circumstances::turnover() const { return exposure("turnover") / (money_scale_ * billion); }

real Circumstances::income() const {
  return sells() ? exposure("fees") / (money_scale_ * billion) : turnover();
}

real Circumstances::performance(const std::string& name, real otherwise) const {
  if (deployment_.ai == "none") {
    const std::string of_people = fmt::format("use_case/{}/without_ai/performance/{}", use_case_.id, name);
    if (library_.library().has(of_people)) return number(of_people);
  }
  const auto found = deployment_.performance.find(name);
  if (found == deployment_.performance.end()) return otherwise;
  check_probability("performance", name, found->second);
  return found->second;
}

std::string Circumstances::id(const std::string& peril, const std::string& name) const {
  std::string of_use_case = fmt::format("use_case/{}/{}/{}", use_case_.id, peril, name);
  return library_.library().has(of_use_case) ? of_use_case : fmt::format("peril/{}/{}", peril, name);
}

real Circumstances::number(const std::string& peril, const std::string& name) const {
  return library_(id(peril, name));
}

bool Circumstances::has(const std::string& peril, const std::string& name) const {
  return library_.library().has(id(peril, name));
}

real Circumstances::of_class(const char* name) const {
  const std::string id = fmt::format("class/{}/{}", deployment_.product_class, name);
  if (!library_.library().has(id)) {
    throw ParameterError(fmt::format(
        "deployment '{}': product class '{}' is not in the library (its recall and liability rates are "
        "needed); choose {}",
        deployment_.id, deployment_.product_class, fmt::join(product_classes(), ", ")));
  }
  return library_(id);
}

real Circumstances::relativity(const char* of) const {
  return relativity_of_use_case(of) *
         number(fmt::format("business_type/{}/relativity/{}", business_type_.id, of));
}

real Circumstances::relativity_of_use_case(const char* of) const {
  return number(fmt::format("use_case/{}/relativity/{}", use_case_.id, of));
}

real Circumstances::people(const char* factor, const std::string& reference) const {
  if (deployment_.people.empty()) return 1;
  const real value = number(fmt::format("people/{}/{}", deployment_.people, factor));
  return reference.empty() ? value : value / number(fmt::format("people/{}/{}", reference, factor));
}

SeverityPtr Circumstances::lognormal(real median, real sigma) const {
  return std::make_shared<Lognormal>(std::log(median * money_scale_), sigma);
}

SeverityPtr Circumstances::once(const std::string& key, const std::function<SeverityPtr()>& make) {
  SeverityPtr& law = shared_[key];
  if (!law) law = make();
  return law;
}

Source Circumstances::source(std::string peril, FrequencyPtr frequency) const {
  return {deployment_.id, std::move(peril), std::move(frequency), {}, {}, {}};
}

void Circumstances::add_quality(Source& source, const std::string& effect) const {
  if (deployment_.ai == "none") return;
  perils::add_quality(source, belief_, effect, library_);
}

Bearing Circumstances::business() const {
  const std::string& party = business_type_.party.empty() ? use_case_.consumer_party : business_type_.party;
  if (party == "integrator") return Bearing::integrator;
  if (party == "developer") return Bearing::developer;
  if (party == "machine_maker") return Bearing::machine_maker;
  return Bearing::business_user;
}

std::vector<Source> Circumstances::by_recourse(const Source& whole) const {
  const real p = number("liability/recourse_probability");
  Source kept = whole;
  Source recovered = whole;
  recovered.peril += "/recourse";
  recovered.frequency = whole.frequency->scaled(p);
  kept.peril += "/no_recourse";
  kept.frequency = whole.frequency->scaled(1 - p);
  for (HeadLaw& head : kept.heads) {
    if (head.bearing != Bearing::fixed_shares) continue;
    head.bearing = Bearing::recourse_has_failed;
    // Consumers claim from the supplier of what they use.
    if (business_type_.party.empty()) head.answers = business();
  }
  return {recovered, kept};
}

std::vector<Source> Circumstances::by_attack(const Source& whole, const std::string& peril) const {
  const real attack = number(peril, "attack_share");
  const real recognised = number(peril, "recognised");
  const auto part = [&](const char* suffix, real share) {
    Source result = whole;
    result.peril += suffix;
    result.frequency = whole.frequency->scaled(share);
    return result;
  };
  std::vector<Source> parts;
  if (attack < 1) parts.push_back(part("/accident", 1 - attack));
  if (attack == 0) return parts;
  parts.push_back(part("/attack_recognised", attack * recognised));
  for (HeadLaw& head : parts.back().heads) {
    const bool liability = head.head == Damage::financial_loss || head.head == Damage::third_party ||
                           head.head == Damage::bodily_injury || head.head == Damage::property_damage;
    if (liability) head.head = Damage::attack_liability;
  }
  parts.push_back(part("/attack_unrecognised", attack * (1 - recognised)));
  for (HeadLaw& head : parts.back().heads) {
    if (head.head == Damage::incident_response) head.head = Damage::quality_loss;
  }
  return parts;
}

}  // namespace tenbin::perils
