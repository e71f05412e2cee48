#pragma once

#include <string>

#include "tenbin/language/catalogue.hpp"
#include "tenbin/liability/allocation.hpp"
#include "tenbin/liability/event_reader.hpp"

/// An allocation in words.
namespace tenbin::cli {

using liability::Exact;

/// All that an account of one event shows.
struct AllocationReport {
  const liability::EventFile& file;
  const liability::Allocation<Exact>& allocation;
  const std::vector<liability::Step<Exact>>& steps;
};

/// "1,250", "0.5", "181.82"
std::string amount_text(const Exact& amount);

/// "business user (OPR)", or the name as it stands in the file
std::string party_text(const liability::Party<Exact>& party, language::Language language);

/// Why a party owes what it owes.
std::string reason_text(const AllocationReport& report, const liability::Step<Exact>& step,
                        language::Language language);

/// The step as one or more sentences.
std::string step_text(const AllocationReport& report, const liability::Step<Exact>& step,
                      language::Language language);

}  // namespace tenbin::cli
