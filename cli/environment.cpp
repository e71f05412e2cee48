#include "environment.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "terminal_width.hpp"

namespace tenbin::cli {
namespace {

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

std::optional<int> terminal_columns() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return std::nullopt;
  return size.ws_col;
}

}  // namespace

CharacterSet characters_of_locale(const char* lc_all, const char* lc_ctype, const char* lang) {
  for (const char* value : std::array{lc_all, lc_ctype, lang}) {
    if (value == nullptr || *value == '\0') continue;
    std::string name(value);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const bool utf8 = name.find("utf-8") != std::string::npos || name.find("utf8") != std::string::npos;
    return utf8 ? CharacterSet::unicode : CharacterSet::ascii;
  }
  return CharacterSet::ascii;
}

Environment environment_of_process() {
  Environment environment;
  environment.output = isatty(STDOUT_FILENO) != 0 ? Stream::terminal : Stream::file;
  environment.error = isatty(STDERR_FILENO) != 0 ? Stream::terminal : Stream::file;
  const char* term = std::getenv("TERM");
  const bool dumb = term == nullptr || std::string_view(term) == "dumb";
  const bool terminal = environment.output == Stream::terminal;
  environment.columns = columns_of(std::getenv("COLUMNS"), terminal ? terminal_columns() : std::nullopt);
  if (terminal && !is_set("NO_COLOR") && !dumb) environment.styling = Styling::styled;
  // A bar needs a cursor that can go back.
  if (dumb) environment.error = Stream::file;
  environment.characters =
      characters_of_locale(std::getenv("LC_ALL"), std::getenv("LC_CTYPE"), std::getenv("LANG"));
  environment.language = language::language_of_environment();
  return environment;
}

}  // namespace tenbin::cli
