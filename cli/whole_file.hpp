#pragma once

#include <string>
#include <string_view>

#include "failure.hpp"

namespace tenbin::cli {

/// A file or folder cannot be written: exit code 1, with the reason of a system error (errno).
Failure cannot_write(const std::string& path, int error);

/// A file that appears under its name only when it is whole: written under a temporary name beside it and
/// renamed. Opening it first shows before a long computation whether it can be written. Devices and pipes are
/// written directly.
class WholeFile {
 public:
  /// @throw Failure (exit code 1) naming file and reason, as all members
  explicit WholeFile(std::string path);
  /// Removes the temporary file if commit() was not reached.
  ~WholeFile();
  WholeFile(const WholeFile&) = delete;
  WholeFile& operator=(const WholeFile&) = delete;

  void commit(std::string_view content);

 private:
  void close();

  std::string path_, temporary_;
  int descriptor_ = -1;
};

}  // namespace tenbin::cli
