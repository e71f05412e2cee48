#include "export/folder.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include "failure.hpp"
#include "tenbin/language/messages/export.hpp"
#include "tenbin/language/messages/help.hpp"
#include "whole_file.hpp"

namespace tenbin::cli {
namespace {

namespace fs = std::filesystem;

bool is_known(const std::string& name, const std::vector<std::string>& names) {
  return std::any_of(names.begin(), names.end(), [&](const std::string& known) {
    return name == known || (known.front() == '_' && name.size() > known.size() &&
                             name.compare(name.size() - known.size(), known.size(), known) == 0);
  });
}

/// The entries of a folder are on the disk.
void sync_folder(const std::string& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  fsync(descriptor);
  close(descriptor);
}

}  // namespace

TextFile::TextFile(const std::string& path, std::string shown)
    : shown_(std::move(shown)), file_(std::fopen(path.c_str(), "wb")) {
  if (!file_) fail();
}

void TextFile::fail() const { throw cannot_write(shown_, errno); }

void TextFile::write(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), file_.get()) != text.size()) fail();
}

void TextFile::close() {
  if (std::fflush(file_.get()) != 0 || fsync(fileno(file_.get())) != 0) fail();
  if (std::fclose(file_.release()) != 0) fail();
}

Folder::Folder(std::string path, const std::vector<std::string>& names) : path_(std::move(path)) {
  while (path_.size() > 1 && path_.back() == '/') path_.pop_back();
  std::error_code error;
  if (fs::is_symlink(path_, error)) {
    const fs::path target = fs::canonical(path_, error);
    if (!error) path_ = target.string();
  }
  if (fs::exists(path_, error)) {
    if (!fs::is_directory(path_, error)) {
      throw Failure(ExitCode::failure,
                    {message::failure_output, {{"file", path_}, {"reason", message::folder_is_a_file}}});
    }
    for (fs::directory_iterator entry(path_, error), end; !error && entry != end; entry.increment(error)) {
      const std::string name = entry->path().filename().string();
      if (!is_known(name, names)) {
        throw Failure(ExitCode::failure, {message::folder_is_not_ours, {{"file", path_}, {"name", name}}});
      }
    }
    if (error) throw cannot_write(path_, error.value());
  }
  temporary_ = path_ + ".XXXXXX";
  if (mkdtemp(temporary_.data()) == nullptr) {
    const int reason = errno;
    temporary_.clear();
    throw cannot_write(path_, reason);
  }
  const mode_t mask = umask(0);
  umask(mask);
  chmod(temporary_.c_str(), 0777U & ~mask);  // mkdtemp gives 0700
}

Folder::~Folder() {
  std::error_code ignored;
  if (!temporary_.empty()) fs::remove_all(temporary_, ignored);
}

void Folder::commit() {
  sync_folder(temporary_);
  if (std::rename(temporary_.c_str(), path_.c_str()) != 0) {
    // There is one already, not empty. Both change places at once, so that there is a whole one at every
    // moment.
    if (errno != ENOTEMPTY && errno != EEXIST) throw cannot_write(path_, errno);
    std::string old = temporary_;
    if (renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, path_.c_str(), RENAME_EXCHANGE) != 0) {
      // A file system that cannot exchange: one after the other.
      old += ".old";
      if (std::rename(path_.c_str(), old.c_str()) != 0) throw cannot_write(path_, errno);
      if (std::rename(temporary_.c_str(), path_.c_str()) != 0) {
        const int reason = errno;
        std::rename(old.c_str(), path_.c_str());
        throw cannot_write(path_, reason);
      }
    }
    std::error_code ignored;
    fs::remove_all(old, ignored);
  }
  temporary_.clear();
  const std::string parent = fs::path(path_).parent_path().string();
  sync_folder(parent.empty() ? "." : parent);
}

}  // namespace tenbin::cli
