#pragma once

#include <optional>

#include "report/document.hpp"
#include "report/report_context.hpp"
#include "tenbin/compare/stored_comparison.hpp"
#include "tenbin/language/catalogue.hpp"
#include "tenbin/result/result.hpp"

namespace tenbin::cli {

/// The report on a run: findings in plain words first, then the tables behind them, what is assumed, how to
/// run again. Holds nothing that differs between two runs of the same scenario.
/// @param tornado what each assumption alone would change, where somebody has worked it out
Document result_document(const result::Result& result, language::Language language,
                         Extent extent = Extent::terminal,
                         const std::optional<compare::Tornado>& tornado = std::nullopt);

/// The command that makes the same figures again.
std::string command_to_run_again(const result::Result& result);

}  // namespace tenbin::cli
