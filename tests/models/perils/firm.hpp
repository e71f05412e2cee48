#pragma once

#include <string>
#include <vector>

#include "models/perils/expected_loss.hpp"
#include "tenbin/library/library.hpp"
#include "tenbin/scenario/compile.hpp"
#include "tenbin/scenario/scenario.hpp"

/// Deployments for tests, without audit: the class's average.
namespace tenbin::perils {

inline scenario::Deployment firm(const std::string& use_case, const std::string& business_type,
                                 std::map<std::string, double> exposure,
                                 const std::string& product_class = "") {
  scenario::Deployment deployment;
  deployment.id = "firm";
  deployment.use_case = use_case;
  deployment.business_type = business_type;
  deployment.autonomy = "assist";
  deployment.product_class = product_class;
  deployment.exposure = std::move(exposure);
  return deployment;
}

inline std::vector<Source> sources_of_firm(const scenario::Deployment& deployment) {
  scenario::Scenario scenario;
  scenario.currency = "JPY";
  scenario.price_year = 2026;
  scenario.deployments = {deployment};
  library::LibraryReader library{library::standard_library()};
  std::vector<result::AuditPosterior> audits;
  return scenario::compile_sources(scenario, library, audits);
}

/// Expected number of events a year of a peril, all parts, before the factors of the audit (mean 1).
inline real rate_of(const std::vector<Source>& sources, const std::string& peril) {
  real sum = 0;
  for (const Source& source : sources) {
    if (source.peril_name() == peril) sum += source.frequency->mean();
  }
  return sum;
}

/// Expected loss a year of a head above `attachment` up to `limit` more, an event at a time.
inline real layer(const std::vector<Source>& sources, Damage damage, real attachment, real limit) {
  real sum = 0;
  for (const Source& source : sources) {
    for (const HeadLaw& head : source.heads) {
      if (head.head != damage) continue;
      const auto terms = OccurrenceTerms{
          attachment > 0 ? Deductible::ordinary(static_cast<double>(attachment)) : Deductible{},
          static_cast<double>(limit)};
      sum += source.frequency->mean() * head.probability *
             over_factors(source, [&](real frequency, real severity) {
               return frequency * expected_payment(terms, *head.law, 1, severity);
             });
    }
  }
  return sum;
}

}  // namespace tenbin::perils
