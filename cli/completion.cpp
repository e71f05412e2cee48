#include "completion.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <stdexcept>

#include "command_line_view.hpp"

namespace tenbin::cli {
namespace {

/// In single quotes, for any of the shells but fish, which needs no more either: no text has a backslash.
std::string quoted(const std::string& text) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, " ")); }

std::vector<std::string> option_words(const std::vector<OptionView>& options) {
  std::vector<std::string> words;
  for (const OptionView& option : options)
    words.insert(words.end(), option.names.begin(), option.names.end());
  return words;
}

std::string bash_script(const CommandLineView& view) {
  std::vector<std::string> commands;
  std::string options, choices;
  const auto add_choices = [&](const std::string& command, const std::vector<OptionView>& list) {
    for (const OptionView& option : list) {
      if (option.choices.empty()) continue;
      for (const std::string& name : option.names)
        choices += fmt::format("    \"{} {}\") words={} ;;\n", command, name, quoted(joined(option.choices)));
    }
  };
  for (const CommandView& command : view.commands) {
    commands.push_back(command.name);
    options +=
        fmt::format("      {}) words={} ;;\n", command.name, quoted(joined(option_words(command.options))));
    add_choices(command.name, command.options);
  }
  add_choices("", view.options);
  return fmt::format(R"(# bash completion of tenbin; load it with: source <(tenbin completion bash)
_tenbin() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} command="" words="" i
  for ((i = 1; i < COMP_CWORD; ++i)); do
    case ${{COMP_WORDS[i]}} in
      {0}) command=${{COMP_WORDS[i]}}; break ;;
    esac
  done
  case "$command $before" in
{1}  esac
  if [ -z "$words" ]; then
    case $command in
      "") words={2} ;;
{3}    esac
    [[ -n $command && $word != -* ]] && words=""
  fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}}
complete -o bashdefault -o default -F _tenbin tenbin
)",
                     fmt::join(commands, "|"), choices,
                     quoted(joined(commands) + " " + joined(option_words(view.options))), options);
}

/// Colons and brackets have a meaning of their own in the specifications of _arguments.
std::string zsh_words(const std::string& text) {
  std::string safe;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':') safe += '\\';
    safe += c;
  }
  return safe;
}

std::string zsh_option(const OptionView& option) {
  const std::string form =
      option.names.size() == 1
          ? option.names.front()
          : fmt::format("({0})'{{{1}}}'", fmt::join(option.names, " "), fmt::join(option.names, ","));
  std::string value;
  if (option.takes_value) {
    value = option.choices.empty() ? ":" + zsh_words(option.value) + ":_files"
                                   : ":" + zsh_words(option.value) + ":(" + joined(option.choices) + ")";
  }
  const std::string description = "[" + zsh_words(option.description) + "]" + value;
  if (option.names.size() == 1) return quoted(form + description);
  return "'" + form + quoted(description);
}

std::string zsh_script(const CommandLineView& view) {
  std::string names, cases;
  for (const CommandView& command : view.commands) {
    names += "    " + quoted(zsh_words(command.name) + ":" + zsh_words(command.description)) + "\n";
    cases += fmt::format("    {}) _arguments", command.name);
    for (const OptionView& option : command.options) cases += " \\\n      " + zsh_option(option);
    cases += " \\\n      '*:file:_files' ;;\n";
  }
  return fmt::format(R"(#compdef tenbin
# zsh completion of tenbin; put it as _tenbin into a folder of $fpath.
_tenbin() {{
  local -a commands
  commands=(
{0}  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
{1}  esac
}}
_tenbin "$@"
)",
                     names, cases);
}

std::string fish_script(const CommandLineView& view) {
  std::string script = "# fish completion of tenbin; load it with: tenbin completion fish | source\n";
  const auto add = [&](const std::string& condition, const OptionView& option) {
    script += "complete -c tenbin -n " + quoted(condition);
    for (const std::string& name : option.names)
      script += name.compare(0, 2, "--") == 0 ? " -l " + name.substr(2) : " -s " + name.substr(1);
    if (!option.choices.empty()) script += " -x -a " + quoted(joined(option.choices));
    if (option.takes_value && option.choices.empty()) script += " -r";
    script += " -d " + quoted(option.description) + "\n";
  };
  for (const CommandView& command : view.commands) {
    script += fmt::format("complete -c tenbin -n __fish_use_subcommand -a {} -d {}\n", command.name,
                          quoted(command.description));
  }
  for (const OptionView& option : view.options) add("__fish_use_subcommand", option);
  for (const CommandView& command : view.commands) {
    for (const OptionView& option : command.options)
      add("__fish_seen_subcommand_from " + command.name, option);
  }
  return script;
}

}  // namespace

const std::vector<std::string>& completion_shells() {
  static const std::vector<std::string> shells = {"bash", "zsh", "fish"};
  return shells;
}

std::string completion_script(const CLI::App& program, const std::string& shell) {
  const CommandLineView view = view_of(program);
  if (shell == "bash") return bash_script(view);
  if (shell == "zsh") return zsh_script(view);
  if (shell == "fish") return fish_script(view);
  throw std::logic_error("no completion for the shell " + shell);
}

}  // namespace tenbin::cli
