#include "tenbin/scenario/problem.hpp"

#include <algorithm>
#include <cctype>
#include <vector>

namespace tenbin::scenario {
namespace {

std::string simplified(std::string_view word) {
  std::string result;
  for (const char c : word) {
    result += (c == '-' || c == ' ') ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return result;
}

/// Optimal string alignment distance, byte by byte.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
  }
  return d[a.size()][b.size()];
}

}  // namespace

std::string Problem::text(language::Language language) const {
  std::string result = file + ": ";
  if (!pointer.empty()) result += pointer + ": ";
  return result + language::text(language, phrase);
}

std::string in_quotes(std::string_view text) {
  constexpr std::size_t longest = 60;  // characters, not bytes
  std::string result = "\"";
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool starts_character = (byte & 0xC0U) != 0x80U;
    if (starts_character && ++characters > longest) return result + "...\"";
    // C1 control characters (U+0080 .. U+009F) steer terminals as well as C0 does.
    const bool is_c1 = byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (byte < 0x20 || byte == 0x7F || is_c1) {
      constexpr std::string_view digits = "0123456789abcdef";
      const unsigned code = is_c1 ? static_cast<unsigned char>(text[++i]) : byte;
      result += "\\u00";
      result += digits[code >> 4U];
      result += digits[code & 0xFU];
    } else {
      if (byte == '"' || byte == '\\') result += '\\';
      result += text[i];
    }
  }
  return result + "\"";
}

std::string nearest_word(std::string_view word, const std::vector<std::string>& known) {
  if (word.size() > 100) return {};
  const std::string wanted = simplified(word);
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(1, wanted.size() / 3) + 1;
  for (const std::string& candidate : known) {
    const std::size_t d = distance(wanted, simplified(candidate));
    // A word of one or two letters is near to every other short word: only another case of it counts.
    if (wanted.size() <= 2 && d > 0) continue;
    if (d < best_distance) {
      best_distance = d;
      best = candidate;
    }
  }
  return best;
}

}  // namespace tenbin::scenario
