#include "man_page.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <sstream>

#include "build_info.hpp"
#include "command_line_view.hpp"
#include "tenbin/language/messages/help.hpp"
#include "tenbin/language/messages/shell.hpp"

namespace tenbin::cli {
namespace {

using language::Language;
using language::Message;

/// Text of a line of roff: backslashes, hyphens that are to be copied, and controls at the start of a line.
std::string roff(const std::string& text) {
  std::string safe;
  bool line_start = true;
  for (const char c : text) {
    if (line_start && (c == '.' || c == '\'')) safe += "\\&";
    line_start = c == '\n';
    if (c == '\\') {
      safe += "\\e";
    } else if (c == '-') {
      safe += "\\-";
    } else {
      safe += c;
    }
  }
  return safe;
}

class ManWriter {
 public:
  explicit ManWriter(Language language) : language_(language) {}

  std::string page(const CommandLineView& view) {
    page_ = fmt::format(".TH TENBIN 1 \"\" \"tenbin {}\"\n", roff(std::string(build_info().version)));
    section(message::man_name);
    line("tenbin - " + say(message::man_short));
    section(message::man_synopsis);
    page_ += ".B tenbin\n.I COMMAND\n[\\fI" + roff(say(message::help_options_form)) + "\\fR]\n";
    section(message::man_description);
    line(view.description);
    section(message::help_options_form);
    for (const OptionView& option : view.options) add(option);
    section(message::man_commands);
    for (const CommandView& command : view.commands) add(command);
    section(message::man_exit_status);
    line(view.more);
    return std::move(page_);
  }

 private:
  std::string say(Message message) const { return language::text(language_, message); }
  void section(Message title) { page_ += ".SH " + roff(say(title)) + "\n"; }
  void line(const std::string& text) { page_ += roff(text) + "\n"; }

  void add(const OptionView& option) {
    page_ += ".TP\n";
    std::string names;
    for (const std::string& name : option.names)
      names += (names.empty() ? "" : ", ") + ("\\fB" + roff(name) + "\\fR");
    if (option.takes_value) names += " \\fI" + roff(option.value) + "\\fR";
    page_ += names + "\n";
    line(option.description);
  }

  void add(const CommandView& command) {
    std::string form = "tenbin " + command.name;
    for (const ArgumentView& argument : command.arguments)
      form += " " + argument.name + (argument.repeats ? "..." : "");
    page_ += ".SS " + roff(form) + "\n";
    line(command.description);
    for (const ArgumentView& argument : command.arguments) {
      page_ += ".TP\n.I " + roff(argument.name) + "\n";
      line(argument.description);
    }
    for (const OptionView& option : command.options) add(option);
    if (command.examples.empty()) return;
    page_ += ".PP\n" + roff(say(message::help_examples)) + "\n.PP\n.nf\n.RS\n" + roff(command.examples) +
             "\n.RE\n.fi\n";
  }

  Language language_;
  std::string page_;
};

}  // namespace

std::string man_page(const CLI::App& program, Language language) {
  return ManWriter(language).page(view_of(program));
}

}  // namespace tenbin::cli
