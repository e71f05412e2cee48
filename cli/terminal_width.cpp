#include "terminal_width.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace tenbin::cli {

int columns_of(const char* variable, std::optional<int> terminal) {
  constexpr int fewest = 40, least_asked = 20, most_asked = 1000, readable = 120, usual = 80;
  if (variable != nullptr) {
    const std::string_view words = variable;
    int asked = 0;
    const auto [end, error] = std::from_chars(words.data(), words.data() + words.size(), asked);
    if (error == std::errc() && end == words.data() + words.size() && asked >= least_asked)
      return std::clamp(asked, fewest, most_asked);
  }
  return terminal ? std::clamp(*terminal, fewest, readable) : usual;
}

}  // namespace tenbin::cli
