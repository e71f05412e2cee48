#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "tenbin/language/catalogue.hpp"

namespace tenbin::cli {

/// Help texts in the reader's language: what the command does, its form, arguments, options, examples.
class HelpFormatter final : public CLI::FormatterBase {
 public:
  explicit HelpFormatter(language::Language language) : language_(language) {}
  std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override;

 private:
  language::Language language_;
};

/// "--years" and the like of the command, with those of the program
std::vector<std::string> option_names(const CLI::App& command);

}  // namespace tenbin::cli
