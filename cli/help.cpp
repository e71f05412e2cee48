#include "help.hpp"

#include <algorithm>
#include <sstream>

#include "report/display_width.hpp"
#include "tenbin/language/messages/help.hpp"

namespace tenbin::cli {
namespace {

using language::Message;

constexpr int columns = 80;
constexpr int widest_name = 24;

struct Line {
  std::string name, description;
};

std::string listed(const std::vector<Line>& lines) {
  int width = 0;
  for (const Line& line : lines) width = std::max(width, std::min(widest_name, display_width(line.name)));
  std::string text;
  for (const Line& line : lines) {
    text += "  " + padded(line.name, width + 2);
    if (display_width(line.name) > width)
      text += "\n" + std::string(static_cast<std::size_t>(width) + 4, ' ');
    bool first = true;
    for (const std::string& words : wrapped(line.description, columns - width - 4)) {
      if (!first) text += "\n" + std::string(static_cast<std::size_t>(width) + 4, ' ');
      text += words;
      first = false;
    }
    text += "\n";
  }
  return text;
}

std::string option_form(const CLI::Option& option) {
  std::string form = option.get_name(false, true);
  if (const std::size_t comma = form.find(','); comma != std::string::npos) form.insert(comma + 1, " ");
  if (option.get_type_size() > 0) form += " " + option.get_type_name();
  return form;
}

bool is_help_or_visible(const CLI::Option* option) { return !option->get_group().empty(); }

}  // namespace

std::string HelpFormatter::make_help(const CLI::App* app, std::string /*name*/,
                                     CLI::AppFormatMode /*mode*/) const {
  const auto say = [&](Message message) { return language::text(language_, message); };
  const bool is_program = app->get_parent() == nullptr;
  std::string text;
  for (const std::string& line : wrapped(app->get_description(), columns)) text += line + "\n";
  text += "\n" + say(message::help_usage) + " tenbin " + (is_program ? "COMMAND" : app->get_name());
  std::vector<Line> arguments, options, commands;
  for (const CLI::Option* option : app->get_options(is_help_or_visible)) {
    if (option->get_positional()) {
      text += " " + option->get_name(true);
      if (option->get_expected_max() > 1) text += "...";
      arguments.push_back({option->get_name(true), option->get_description()});
    } else {
      options.push_back({option_form(*option), option->get_description()});
    }
  }
  if (!is_program) {
    for (const CLI::Option* option : app->get_parent()->get_options(is_help_or_visible)) {
      const bool is_own = option->get_name() == "--help" || option->get_name() == "--version" ||
                          option->get_name() == "--build-info";
      if (!is_own) options.push_back({option_form(*option), option->get_description()});
    }
  }
  for (const CLI::App* command : app->get_subcommands({})) {
    commands.push_back({command->get_name(), command->get_description()});
  }
  text += " [" + say(message::help_options_form) + "]\n";
  const auto add = [&](Message heading, const std::vector<Line>& lines) {
    if (!lines.empty()) text += "\n" + say(heading) + "\n" + listed(lines);
  };
  add(message::help_commands, commands);
  add(message::help_arguments, arguments);
  add(message::help_options, options);
  if (!app->get_footer().empty()) {
    text += "\n";
    if (!is_program) text += say(message::help_examples) + "\n";
    std::istringstream footer(app->get_footer());
    for (std::string line; std::getline(footer, line);) {
      if (!is_program) {
        text += "  " + line + "\n";
        continue;
      }
      for (const std::string& words : wrapped(line, columns)) text += words + "\n";
    }
  }
  return text;
}

std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::App* app = &command; app != nullptr; app = app->get_parent()) {
    for (const CLI::Option* option : app->get_options()) {
      for (const std::string& name : option->get_lnames()) {
        if (std::find(names.begin(), names.end(), "--" + name) == names.end()) names.push_back("--" + name);
      }
    }
  }
  return names;
}

}  // namespace tenbin::cli
