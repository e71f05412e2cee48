#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tenbin::cli {

/// A text file that is being written. Every member throws a Failure (exit code 1) naming the file and the
/// reason.
class TextFile {
 public:
  /// @param path of the file; `shown` is what a message calls it
  TextFile(const std::string& path, std::string shown);
  void write(std::string_view text);
  /// Everything is on the disk when it returns.
  void close();

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  [[noreturn]] void fail() const;
  std::string shown_;
  std::unique_ptr<std::FILE, Close> file_;
};

/// A folder that appears under its name only when it is whole: made under a temporary name beside it and
/// renamed. An earlier result folder of that name is replaced as a whole; a folder that holds anything else
/// is refused.
class Folder {
 public:
  /// @param names of files that an earlier folder may hold, or the ends of names ("_ept.csv")
  /// @throw Failure (exit code 1) as all members
  Folder(std::string path, const std::vector<std::string>& names);
  /// Removes the temporary folder if commit() was not reached.
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  /// A path inside the folder that is being made.
  std::string file(const std::string& name) const { return temporary_ + "/" + name; }
  /// What a message calls it.
  std::string shown(const std::string& name) const { return path_ + "/" + name; }
  TextFile text_file(const std::string& name) const { return {file(name), shown(name)}; }
  void commit();

 private:
  std::string path_, temporary_;
};

}  // namespace tenbin::cli
