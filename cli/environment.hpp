#pragma once

#include <functional>

#include "tenbin/language/catalogue.hpp"

namespace tenbin::cli {

enum class CharacterSet { ascii, unicode };
enum class Styling { plain, styled };
enum class Stream { file, terminal };

/// What the program needs to know of the place where it runs. Tests make their own.
struct Environment {
  Stream output = Stream::file;
  Stream error = Stream::file;
  int columns = 80;  ///< width of the terminal; 80 if there is none
  CharacterSet characters = CharacterSet::unicode;
  Styling styling = Styling::plain;
  language::Language language = language::Language::english;
  std::function<void()> watch_for_stop;  ///< called before a long computation; may be empty
  std::function<bool()> stop_requested;  ///< true after the first Ctrl-C; may be empty
};

/// True if a POSIX locale name ends in an UTF-8 character set: the first of LC_ALL, LC_CTYPE, LANG that is
/// not empty decides. Null stands for an unset variable.
CharacterSet characters_of_locale(const char* lc_all, const char* lc_ctype, const char* lang);

/// The process's own terminal, locale, NO_COLOR and TERM.
Environment environment_of_process();

}  // namespace tenbin::cli
