#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tenbin/library/library.hpp"
#include "tenbin/scenario/scenario.hpp"

namespace tenbin::scenario {

struct Document;
struct Problem;
struct Table;
class Reading;

/// An entry of the scenario's own library.
const Table& library_entry_table();

/// Every id once, at the list with this key.
void check_library_ids(const struct Node& owner, std::string_view list, Reading& reading);

/// Where "library" is {"file": "own.json"}, reads that file (format tenbin/library), which is looked for
/// beside the scenario. Its faults name that file. The document then has no such key.
/// @return the numbers of the file
std::vector<LibraryEntry> expand_library(Document& document, Reading& reading,
                                         const std::string& scenario_file, std::vector<Problem>& problems);

/// The library that the scenario is computed with: the program's, with the scenario's numbers in their
/// places. It lives as long as somebody holds it; the program's for ever.
std::shared_ptr<const library::Library> library_of(const Scenario& scenario);

}  // namespace tenbin::scenario
