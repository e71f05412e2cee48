#pragma once

#include <string>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): the name of CLI11
class App;
}

/// The command line's definitions as plain words, for what is made of them: completion, manual page.
namespace tenbin::cli {

struct OptionView {
  std::vector<std::string> names;  ///< "--language", "-q"
  bool takes_value = false;
  std::string value;                 ///< its form, such as FILE
  std::vector<std::string> choices;  ///< where the form is a list of words
  std::string description;
};

struct ArgumentView {
  std::string name, description;
  bool repeats = false;
};

struct CommandView {
  std::string name, description, examples;
  std::vector<ArgumentView> arguments;
  std::vector<OptionView> options;  ///< its own, then those of the program that go with every command
};

struct CommandLineView {
  std::string description, more;
  std::vector<OptionView> options;
  std::vector<CommandView> commands;
};

CommandLineView view_of(const CLI::App& program);

}  // namespace tenbin::cli
