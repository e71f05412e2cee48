#pragma once

#include <string>
#include <vector>

#include "tenbin/compare/paired_run.hpp"
#include "tenbin/random/address.hpp"

namespace tenbin::compare {

/// Of a year table's subjects, those that premiums are made of: annual payments of policies and sections.
bool is_premium_subject(const YearLossTable::Subject& subject);

/// Technical premiums of the policies, and of each design together, with errors from sections of the run.
/// @param table with the premium subjects of the run's designs at least
void add_premiums(const YearLossTable& table, const Plan& plan, int threads, PairedRun& run);

/// Without "design/ID/" where the scenario has one design, so that variants with designs of different names
/// meet.
std::string paired_name(const std::string& subject, const scenario::Scenario& input);

/// Batches are cut as if parameters were drawn by worlds: a variant without an uncertain one is set against
/// others batch by batch.
inline constexpr std::size_t compared_cluster = world_years;

}  // namespace tenbin::compare
