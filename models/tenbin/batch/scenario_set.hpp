#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tenbin/scenario/problem.hpp"
#include "tenbin/scenario/reader.hpp"

namespace tenbin::batch {

/// One value of a grid, as a scenario of the grid has it.
struct Change {
  std::string pointer;  ///< RFC 6901, into the base scenario
  std::string value;    ///< JSON text

  bool operator==(const Change&) const = default;
};

/// Scenarios that are run together: the files of a folder, files, or a base scenario with a grid of changes
/// (docs/formats/set.md). Members have a name each and an order; their text is read when it is asked for.
class ScenarioSet {
 public:
  /// Most members of a set.
  static constexpr std::size_t most_members = 1'000'000;

  std::size_t size() const { return members_.size(); }
  /// The file's name (in its folder, or as given), for a member of a grid with what it changes.
  const std::string& name(std::size_t member) const { return members_[member].name; }
  /// What the member changes in its base, in the order of the grid; nothing for a file.
  std::vector<Change> changes(std::size_t member) const;
  /// Reads the member; problems name it.
  scenario::ReadResult read(std::size_t member) const;

 private:
  friend struct SetBuilder;
  struct Axis;
  struct Grid;
  struct Member {
    std::string name, file;
    std::shared_ptr<const Grid> grid;  ///< null: the file as it is
    std::size_t number = 0;            ///< in the grid
  };
  std::vector<Member> members_;
};

/// Either a set of at least one member and no problem, or problems and no set.
struct SetReadResult {
  std::optional<ScenarioSet> set;
  std::vector<scenario::Problem> problems;
};

/// @param paths each a folder (its files *.json, by name), a scenario file or a set file
SetReadResult read_set(const std::vector<std::string>& paths);

}  // namespace tenbin::batch
