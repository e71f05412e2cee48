#include "command_line_view.hpp"

#include <algorithm>
#include <CLI/CLI.hpp>
#include <sstream>

namespace tenbin::cli {
namespace {

bool is_visible(const CLI::Option* option) { return !option->get_group().empty(); }

/// "ja|en" -> ja, en; other forms are no list of words.
std::vector<std::string> choices_of(const std::string& form) {
  std::vector<std::string> words;
  if (form.find('|') == std::string::npos) return words;
  std::istringstream stream(form);
  for (std::string word; std::getline(stream, word, '|');) words.push_back(word);
  return words;
}

OptionView view_of(const CLI::Option& option) {
  OptionView view;
  for (const std::string& name : option.get_lnames()) view.names.push_back("--" + name);
  for (const std::string& name : option.get_snames()) view.names.push_back("-" + name);
  view.takes_value = option.get_type_size() > 0;
  if (view.takes_value) view.value = option.get_type_name();
  view.choices = choices_of(view.value);
  view.description = option.get_description();
  return view;
}

std::vector<OptionView> options_of(const CLI::App& app) {
  std::vector<OptionView> views;
  for (const CLI::Option* option : app.get_options(is_visible)) {
    if (!option->get_positional()) views.push_back(view_of(*option));
  }
  return views;
}

/// Options of the program that make no sense after a command, or that every command has itself.
bool stands_alone(const OptionView& option) {
  const std::string& name = option.names.front();
  return name == "--help" || name == "--version" || name == "--build-info";
}

}  // namespace

CommandLineView view_of(const CLI::App& program) {
  CommandLineView view{program.get_description(), program.get_footer(), options_of(program), {}};
  for (const CLI::App* command : program.get_subcommands({})) {
    CommandView part{
        command->get_name(), command->get_description(), command->get_footer(), {}, options_of(*command)};
    for (const CLI::Option* option : command->get_options(is_visible)) {
      if (option->get_positional()) {
        part.arguments.push_back(
            {option->get_name(true), option->get_description(), option->get_expected_max() > 1});
      }
    }
    std::copy_if(view.options.begin(), view.options.end(), std::back_inserter(part.options),
                 [](const OptionView& option) { return !stands_alone(option); });
    view.commands.push_back(std::move(part));
  }
  return view;
}

}  // namespace tenbin::cli
