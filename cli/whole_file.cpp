#include "whole_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "failure.hpp"
#include "tenbin/language/messages/help.hpp"
#include "tenbin/language/system_error.hpp"

namespace tenbin::cli {

Failure cannot_write(const std::string& path, int error) {
  return {ExitCode::failure,
          {message::failure_output, {{"file", path}, {"reason", language::reason_of(error)}}}};
}

WholeFile::WholeFile(std::string path) : path_(std::move(path)) {
  struct stat status {};
  const bool exists = stat(path_.c_str(), &status) == 0;
  if (exists && S_ISDIR(status.st_mode)) throw cannot_write(path_, EISDIR);
  if (exists && !S_ISREG(status.st_mode)) {
    descriptor_ = open(path_.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor_ < 0) throw cannot_write(path_, errno);
    return;
  }
  if (exists) {  // a link keeps being a link: what it points to is replaced
    if (access(path_.c_str(), W_OK) != 0) throw cannot_write(path_, errno);
    if (char* target = realpath(path_.c_str(), nullptr)) {
      path_ = target;
      std::free(target);
    }
  }
  temporary_ = path_ + ".XXXXXX";
  descriptor_ = mkstemp(temporary_.data());
  if (descriptor_ < 0) {
    const int error = errno;
    temporary_.clear();
    throw cannot_write(path_, error);
  }
  const mode_t mask = umask(0);
  umask(mask);
  fchmod(descriptor_, exists ? (status.st_mode & 0777U) : (0666U & ~mask));  // mkstemp gives 0600
}

WholeFile::~WholeFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!temporary_.empty()) unlink(temporary_.c_str());
}

void WholeFile::close() {
  const int descriptor = std::exchange(descriptor_, -1);
  if (::close(descriptor) != 0) throw cannot_write(path_, errno);
}

void WholeFile::commit(std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = write(descriptor_, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) throw cannot_write(path_, errno);
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  if (!temporary_.empty() && fsync(descriptor_) != 0) throw cannot_write(path_, errno);
  close();
  if (temporary_.empty()) return;
  if (std::rename(temporary_.c_str(), path_.c_str()) != 0) throw cannot_write(path_, errno);
  temporary_.clear();
}

}  // namespace tenbin::cli
