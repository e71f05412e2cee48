#pragma once

#include <cstddef>
#include <string>

#include "tenbin/language/catalogue.hpp"

namespace tenbin::scenario {

/// One fault of an input file. Its text is "FILE: /json/pointer: problem (why); remedy".
struct Problem {
  std::string file;
  std::string pointer;  ///< RFC 6901, "/" for the whole document; empty where the place is a line and column
  language::Phrase phrase;
  std::size_t order = 0;  ///< place in the file: number of the JSON value, counted from the start

  std::string text(language::Language language) const;
};

/// Text as it may be printed inside a message: in double quotes, control characters escaped, cut after 60
/// characters.
std::string in_quotes(std::string_view text);

/// The word of `known` that `word` probably meant, or an empty string: spelling distance (optimal string
/// alignment, insertion, deletion, substitution, transposition) of at most a third of its length; letter
/// case, '-' and ' ' do not count.
std::string nearest_word(std::string_view word, const std::vector<std::string>& known);

}  // namespace tenbin::scenario
