#include "report/display_width.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace tenbin::cli {
namespace {

struct Range {
  char32_t first, last;
};

// Unicode 15, EastAsianWidth.txt, W and F, joined where only unassigned characters lie between.
constexpr Range wide_ranges[] = {
    {0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0x33FF},   {0x3400, 0x4DBF},
    {0x4E00, 0xA4CF},   {0xA960, 0xA97C},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
    {0xFE10, 0xFE19},   {0xFE30, 0xFE6B},   {0xFF01, 0xFF60},   {0xFFE0, 0xFFE6},
    {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FC}, {0x1F900, 0x1FAFF}, {0x20000, 0x3FFFD},
};
constexpr Range zero_ranges[] = {{0x0300, 0x036F}, {0x200B, 0x200F}, {0x3099, 0x309A}, {0xFE00, 0xFE0F}};

template <std::size_t size>
bool is_in(const Range (&ranges)[size], char32_t character) {
  return std::any_of(std::begin(ranges), std::end(ranges),
                     [&](const Range& range) { return character >= range.first && character <= range.last; });
}

struct Character {
  char32_t code = 0;
  std::size_t bytes = 1;
};

/// The next character; a broken sequence counts as one character of one byte.
Character next_character(std::string_view utf8) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(utf8[i]); };
  const unsigned char lead = byte(0);
  const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (bytes == 1 || bytes > utf8.size()) return {lead, 1};
  char32_t code = lead & (0xFFU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return {lead, 1};
    code = (code << 6U) | (byte(i) & 0x3FU);
  }
  return {code, bytes};
}

int width_of(char32_t character) {
  if (is_in(zero_ranges, character)) return 0;
  return is_in(wide_ranges, character) ? 2 : 1;
}

bool may_not_start_line(char32_t c) {
  constexpr std::u32string_view marks = U"、。，．・：；？！ー）」』】〕々%％)";
  return marks.find(c) != std::u32string_view::npos;
}

bool may_not_end_line(char32_t c) {
  constexpr std::u32string_view marks = U"（「『【〔(";
  return marks.find(c) != std::u32string_view::npos;
}

/// Pieces between which a line may be broken; a piece ends with the spaces that follow it.
std::vector<std::string_view> unbreakable_pieces(std::string_view utf8) {
  std::vector<std::string_view> pieces;
  std::size_t start = 0, position = 0;
  char32_t previous = 0;
  while (position < utf8.size()) {
    const Character character = next_character(utf8.substr(position));
    const bool after_space = previous == U' ' && character.code != U' ';
    const bool beside_wide = previous != 0 && character.code != U' ' &&
                             (width_of(previous) == 2 || width_of(character.code) == 2) &&
                             !may_not_start_line(character.code) && !may_not_end_line(previous);
    if (position > start && (after_space || beside_wide)) {
      pieces.push_back(utf8.substr(start, position - start));
      start = position;
    }
    previous = character.code;
    position += character.bytes;
  }
  if (start < utf8.size()) pieces.push_back(utf8.substr(start));
  return pieces;
}

/// A piece wider than the line, in parts that fit: after one of / _ - where there is one, else anywhere.
std::vector<std::string_view> broken_piece(std::string_view piece, int width) {
  std::vector<std::string_view> parts;
  while (display_width(piece) > width) {
    std::size_t fits = 0, mark = 0;
    for (int used = 0; fits < piece.size();) {
      const Character character = next_character(piece.substr(fits));
      used += width_of(character.code);
      if (used > width && fits > 0) break;
      fits += character.bytes;
      if (character.code == U'/' || character.code == U'_' || character.code == U'-') mark = fits;
    }
    const std::size_t cut = mark > 0 ? mark : fits;
    parts.push_back(piece.substr(0, cut));
    piece.remove_prefix(cut);
  }
  if (!piece.empty()) parts.push_back(piece);
  return parts;
}

std::string_view without_trailing_spaces(std::string_view text) {
  const std::size_t last = text.find_last_not_of(' ');
  return last == std::string_view::npos ? std::string_view{} : text.substr(0, last + 1);
}

}  // namespace

int display_width(std::string_view utf8) {
  int width = 0;
  while (!utf8.empty()) {
    const Character character = next_character(utf8);
    width += width_of(character.code);
    utf8.remove_prefix(character.bytes);
  }
  return width;
}

std::string padded(std::string_view utf8, int width, Alignment alignment) {
  const auto missing = static_cast<std::size_t>(std::max(0, width - display_width(utf8)));
  const std::string spaces(missing, ' ');
  return alignment == Alignment::left ? std::string(utf8) + spaces : spaces + std::string(utf8);
}

int longest_word(std::string_view utf8) {
  int longest = 0;
  for (const std::string_view piece : unbreakable_pieces(utf8)) {
    longest = std::max(longest, display_width(without_trailing_spaces(piece)));
  }
  return longest;
}

std::vector<std::string> wrapped(std::string_view utf8, int width) {
  std::vector<std::string_view> pieces;
  for (const std::string_view piece : unbreakable_pieces(utf8)) {
    const bool fits = display_width(without_trailing_spaces(piece)) <= width;
    for (const std::string_view part : fits ? std::vector{piece} : broken_piece(piece, width))
      pieces.push_back(part);
  }
  std::vector<std::string> lines;
  std::string line;
  for (const std::string_view piece : pieces) {
    const int piece_width = display_width(without_trailing_spaces(piece));
    if (!line.empty() && display_width(line) + piece_width > width) {
      lines.emplace_back(without_trailing_spaces(line));
      line.clear();
    }
    line += piece;
  }
  if (!line.empty() || lines.empty()) lines.emplace_back(without_trailing_spaces(line));
  return lines;
}

}  // namespace tenbin::cli
