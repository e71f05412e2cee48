#pragma once

#include <exception>
#include <utility>

#include "exit_code.hpp"
#include "tenbin/language/catalogue.hpp"

namespace tenbin::cli {

/// Ends a command with a message for the user and an exit code.
class Failure : public std::exception {
 public:
  Failure(ExitCode exit_code, language::Phrase phrase) : exit_code_(exit_code), phrase_(std::move(phrase)) {}

  ExitCode exit_code() const { return exit_code_; }
  const language::Phrase& phrase() const { return phrase_; }
  const char* what() const noexcept override { return "tenbin::cli::Failure"; }

 private:
  ExitCode exit_code_;
  language::Phrase phrase_;
};

inline Failure usage_failure(language::Message message, language::Arguments arguments = {}) {
  return {ExitCode::usage, {message, std::move(arguments)}};
}

}  // namespace tenbin::cli
