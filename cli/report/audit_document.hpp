#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "report/document.hpp"
#include "tenbin/audit/assessment.hpp"
#include "tenbin/audit/value_of_audit.hpp"
#include "tenbin/language/catalogue.hpp"

namespace tenbin::cli {

/// What `tenbin audit` has found.
struct AuditReport {
  std::string file;
  audit::AuditedSystem system;
  std::string method;
  double age_months = 0;
  /// Of the scenario; empty where losses are relative to the class.
  std::string currency;
  audit::Assessment assessment;
  bool with_value = false;
  std::vector<audit::AuditProspect> prospects;  ///< empty where a required item failed
  double cap = 40;                              ///< of quality where a required item failed
  double money_scale = 1;                       ///< scenario money for one unit of library money
  std::size_t numbers_used = 0, judgements_used = 0;
};

/// The report for people.
Document audit_document(const AuditReport& report, language::Language language);

/// The report for programs: format "tenbin/audit", version 1.
nlohmann::ordered_json audit_json(const AuditReport& report);

}  // namespace tenbin::cli
