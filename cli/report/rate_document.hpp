#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "report/document.hpp"
#include "tenbin/language/catalogue.hpp"
#include "tenbin/rating/technical_rate.hpp"

namespace tenbin::cli {

/// The report of `tenbin rate` for people.
Document rate_document(const scenario::Scenario& scenario, const rating::Rating& rating,
                       language::Language language);

/// Its tables: risk classes, and the factors of each policy.
/// @param unit of amounts
std::vector<Block> rate_blocks(const scenario::Scenario& scenario, const rating::Rating& rating,
                               const MoneyUnit& unit, language::Language language);

/// The closed forms of a run's scenario, where it has AI systems and policies, and not too many of them: they
/// take about a tenth of a second for a policy.
/// @throw Error for a scenario that they do not cover
std::optional<rating::Rating> closed_forms(const scenario::Scenario& scenario);

/// The report for programs: format "tenbin/rate", version 1.
nlohmann::ordered_json rate_json(const scenario::Scenario& scenario, const std::string& file,
                                 const rating::Rating& rating);

}  // namespace tenbin::cli
