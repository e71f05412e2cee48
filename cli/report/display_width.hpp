#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tenbin::cli {

/// Columns that UTF-8 text takes on a terminal: wide and full-width characters (Unicode East Asian Width W
/// and F) count two, combining marks none, everything else one.
int display_width(std::string_view utf8);

enum class Alignment { left, right };

/// The text with spaces on its other side, so that it takes at least `width` columns.
std::string padded(std::string_view utf8, int width, Alignment alignment = Alignment::left);

/// The text in lines of at most `width` columns, broken at spaces and between wide characters, but never
/// before closing marks such as 。 or after opening ones. A longer word is broken after one of / _ - or
/// anywhere.
/// @param width at least 2
std::vector<std::string> wrapped(std::string_view utf8, int width);

/// Columns of the longest part of the text that wrapped() leaves whole if it can.
int longest_word(std::string_view utf8);

}  // namespace tenbin::cli
