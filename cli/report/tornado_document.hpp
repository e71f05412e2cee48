#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "report/document.hpp"
#include "tenbin/language/catalogue.hpp"
#include "tenbin/rating/tornado.hpp"

namespace tenbin::cli {

/// The report of `tenbin tornado` for people.
/// @param rows most bars of a figure; 0: all
Document tornado_document(const scenario::Scenario& scenario,
                          const std::vector<rating::TornadoFigure>& figures, std::size_t rows,
                          language::Language language);

/// The report for programs: format "tenbin/tornado", version 1; one row for each number and figure.
nlohmann::ordered_json tornado_json(const scenario::Scenario& scenario, const std::string& file,
                                    const std::vector<rating::TornadoFigure>& figures);

}  // namespace tenbin::cli
