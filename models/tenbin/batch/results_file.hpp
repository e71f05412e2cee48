#pragma once

#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tenbin/batch/scenario_set.hpp"
#include "tenbin/language/catalogue.hpp"
#include "tenbin/result/result.hpp"

namespace tenbin::batch {

/// A results file that cannot be opened, read or written: what to tell the user.
class StorageError : public std::exception {
 public:
  explicit StorageError(language::Phrase phrase) : phrase_(std::move(phrase)) {}
  const language::Phrase& phrase() const { return phrase_; }
  const char* what() const noexcept override { return "tenbin::batch::StorageError"; }

 private:
  language::Phrase phrase_;
};

enum class RunStatus {
  waiting,
  done,
  failed,  ///< valid, but the computation ended in an error
  invalid  ///< the scenario was refused
};

/// What a results file knows of one run.
struct RunState {
  std::string name;
  RunStatus status = RunStatus::waiting;
  std::string hash, seed, build;
};

/// What becomes of one run.
struct RunRecord {
  RunStatus status = RunStatus::done;
  std::string error;
  std::string hash, version, build;
  std::string input;                             ///< JSON; empty if invalid
  const result::Result* result = nullptr;        ///< of a run that is done
  const scenario::Scenario* scenario = nullptr;  ///< null if invalid
  double seconds = 0;
};

class SqliteFile;

/// The one place that knows SQLite: results of many runs in one file (docs/formats/results.md), with a
/// write-ahead log. Each member is one transaction that is on the disk when it returns. One thread at a time;
/// one process at a time writes, others may read.
class ResultsFile {
 public:
  /// Opens the file, or makes it. An earlier batch that was killed leaves a file that opens as it was after
  /// its last finished run.
  /// @throw StorageError as all members; a file of another program or another version of the schema is
  /// refused
  explicit ResultsFile(std::string path);
  ~ResultsFile();
  ResultsFile(const ResultsFile&) = delete;
  ResultsFile& operator=(const ResultsFile&) = delete;

  /// Makes the runs those of the set, in its order, with ids from 1. Runs of the file that the set does not
  /// name are kept behind them, marked.
  /// @return the state of each member
  std::vector<RunState> enter(const ScenarioSet& set);
  /// Puts the outcome of a member in place of what was known of it.
  void record(std::size_t member, const RunRecord& record);
  /// How many runs of the last set have which status, and how many the file holds besides.
  struct Totals {
    std::int64_t waiting = 0, done = 0, failed = 0, invalid = 0;
    std::int64_t left_behind = 0;  ///< not in the last set
  };
  Totals totals();
  /// Closes the file, so that it is one file without a log beside it.
  void close();

 private:
  std::unique_ptr<SqliteFile> database_;
};

}  // namespace tenbin::batch
