#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tenbin/scenario/problem.hpp"
#include "tenbin/scenario/scenario.hpp"

/// Open Exposure Data 4 (Oasis; github.com/OasisLMF/ODS_OpenExposureData): the account file of liability and
/// cyber. What each field becomes: docs/oed-import.md.
namespace tenbin::oed {

/// Something that the user should know about the translation; its text is
/// "FILE: line N, FIELD: what was done".
struct Remark {
  std::size_t line = 0;  ///< 0: the whole file
  std::string field;
  language::Phrase phrase;

  std::string text(const std::string& file, language::Language language) const;
};

/// Either a design and no problem, or at least one problem and no design.
struct AccountResult {
  std::optional<scenario::CoverageDesign> design;
  std::vector<scenario::Problem> problems;
  std::vector<Remark> remarks;
};

/// The terms of an account as a coverage design whose id is the account's number: each layer of a policy is a
/// policy, each coverage a section.
/// @param losses scenario that the design is for: its currency must be the account's
/// @param account AccNumber to take; needed where the file has several
AccountResult read_account(std::string_view csv, const std::string& file, const scenario::Scenario& losses,
                           const std::optional<std::string>& account = std::nullopt);

/// Fields that are translated, with what they become; the table of docs/oed-import.md.
const std::vector<std::pair<std::string, std::string>>& translated_fields();

}  // namespace tenbin::oed
