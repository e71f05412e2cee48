#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "report/document.hpp"
#include "tenbin/language/catalogue.hpp"
#include "tenbin/rating/technical_rate.hpp"

namespace tenbin::cli {

/// The report of `tenbin rate` for people.
Document rate_document(const scenario::Scenario& scenario, const rating::Rating& rating,
                       language::Language language);

/// The report for programs: format "tenbin/rate", version 1.
nlohmann::ordered_json rate_json(const scenario::Scenario& scenario, const std::string& file,
                                 const rating::Rating& rating);

}  // namespace tenbin::cli
