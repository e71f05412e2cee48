#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tenbin/result/result.hpp"
#include "tenbin/scenario/problem.hpp"

namespace tenbin::result {

/// Either a result and no problem, or at least one problem and no result.
struct ReadStored {
  std::optional<Result> result;
  std::vector<scenario::Problem> problems;  ///< pointers into the result document; those of its input start
                                            ///< with /input
};

/// Reads a result document back, as `tenbin run --format json` writes it. The input passes the scenario
/// reader and its rules. Keys that this version does not know are skipped; what an older version did not
/// write keeps its default. Not in the document: seconds and cluster_years (compile the input for it).
/// null becomes not-a-number, or nothing where the member is optional.
/// @param file_name stands at the start of each problem's text
ReadStored read_stored(std::string_view text, std::string file_name);

/// Same for a file; "-" is standard input.
ReadStored read_stored_file(const std::string& path);

}  // namespace tenbin::result
