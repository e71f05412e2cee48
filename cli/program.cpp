#include "program.hpp"

#include <algorithm>
#include <CLI/CLI.hpp>
#include <exception>
#include <new>
#include <optional>

#include "build_info.hpp"
#include "commands/allocate.hpp"
#include "commands/audit.hpp"
#include "commands/batch.hpp"
#include "commands/compare.hpp"
#include "commands/diff.hpp"
#include "commands/explain.hpp"
#include "commands/import.hpp"
#include "commands/list.hpp"
#include "commands/new.hpp"
#include "commands/rate.hpp"
#include "commands/report.hpp"
#include "commands/run.hpp"
#include "commands/schema.hpp"
#include "commands/shell.hpp"
#include "commands/tornado.hpp"
#include "commands/trace.hpp"
#include "commands/validate.hpp"
#include "commands/verify.hpp"
#include "console.hpp"
#include "crash.hpp"
#include "failure.hpp"
#include "help.hpp"
#include "option_values.hpp"
#include "standard_output.hpp"
#include "tenbin/language/messages/export.hpp"
#include "tenbin/language/messages/help.hpp"
#include "tenbin/scenario/problem.hpp"

namespace tenbin::cli {
namespace {

using language::Language;
using language::text;

/// The language is needed before the command line is read, because reading it may already need words.
std::optional<Language> language_asked_for(const std::vector<std::string>& arguments) {
  std::string value;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--language" && i + 1 < arguments.size()) value = arguments[i + 1];
    if (arguments[i].compare(0, 11, "--language=") == 0) value = arguments[i].substr(11);
  }
  return language::parse_language(value);
}

class Program {
 public:
  explicit Program(Language language) : app_(text(language, message::help_program), "tenbin") {
    app_.formatter(std::make_shared<HelpFormatter>(language));
    app_.set_help_flag("--help,-h", text(language, message::help_option_help));
    app_.add_flag("--version", version_, text(language, message::help_option_version));
    app_.add_flag("--build-info", build_info_, text(language, message::help_option_build_info));
    app_.add_option("--language", language_, text(language, message::help_option_language))
        ->type_name("ja|en");
    app_.add_flag("--quiet,-q", quiet_, text(language, message::help_option_quiet));
    app_.add_option("--log-level", log_level_, text(language, message::help_option_log_level))
        ->type_name("LEVEL");
    app_.add_option("--log-file", log_file_, text(language, message::help_option_log_file))
        ->type_name("FILE");
    app_.footer(text(language, message::help_more));
    add(make_new_command(), language);
    add(make_run_command(), language);
    add(make_validate_command(), language);
    add(make_report_command(), language);
    add(make_compare_command(), language);
    add(make_trace_command(), language);
    add(make_diff_command(), language);
    add(make_batch_command(), language);
    add(make_rate_command(), language);
    add(make_tornado_command(), language);
    add(make_audit_command(), language);
    add(make_allocate_command(), language);
    add(make_import_command(), language);
    add(make_list_command(), language);
    add(make_explain_command(), language);
    add(make_schema_command(), language);
    add(make_verify_command(), language);
    add(make_completion_command(), language);
    add(make_man_command(), language);
  }

  ExitCode execute(const std::vector<std::string>& arguments, Console& console) {
    std::vector<std::string> last_first(arguments.rbegin(),
                                        arguments.rend());  // CLI11 takes them from the back
    try {
      app_.parse(last_first);
    } catch (const CLI::CallForHelp&) {
      write_standard_output(app_.help(), console);
      return ExitCode::done;
    } catch (const CLI::ParseError& error) {
      throw usage_failure_of(error);
    }
    if (language_) one_of("--language", *language_, {"ja", "en"});
    if (quiet_) console.verbosity = Verbosity::quiet;
    set_log(arguments, console);
    if (version_) return say_line("tenbin " + std::string(build_info().version), console);
    if (build_info_)
      return say_line("tenbin " + std::string(build_info().version) + ", " + build_line(), console);
    for (const auto& [app, command] : commands_) {
      if (app->parsed()) return command->execute(console);
    }
    return say_line(app_.help(), console);
  }

 private:
  void add(std::unique_ptr<Command> command, Language language) {
    CLI::App* app = command->declare(app_, language);
    app->fallthrough();  // the program's options may follow the command
    commands_.emplace_back(app, std::move(command));
  }

  /// A log file gets everything unless a level is given; standard error what -q and the level leave.
  void set_log(const std::vector<std::string>& arguments, Console& console) const {
    std::optional<LogLevel> level;
    if (log_level_) {
      level = static_cast<LogLevel>(
          one_of("--log-level", *log_level_, {"debug", "info", "warning", "error", "off"}));
    }
    console.log->show_from(quiet_ ? LogLevel::error : level.value_or(LogLevel::info));
    if (log_file_) console.log->add_file(*log_file_, level.value_or(LogLevel::debug));
    std::string command = "tenbin";
    for (const std::string& word : arguments) command += " " + word;
    set_crash_note(console.say({message::crash_note, {{"command", command}}}));
    set_crash_years(0);
    console.trace({message::log_start, {{"version", build_info().version}, {"command", command}}});
    console.trace({message::log_build, {{"build", build_line()}}});
  }

  static ExitCode say_line(const std::string& line, Console& console) {
    write_standard_output(line.empty() || line.back() == '\n' ? line : line + "\n", console);
    return ExitCode::done;
  }

  const CLI::App& selected() const {
    const std::vector<CLI::App*> chosen = app_.get_subcommands();
    return chosen.empty() ? app_ : *chosen.front();
  }

  std::string command_name() const {
    return &selected() == &app_ ? "tenbin" : "tenbin " + selected().get_name();
  }

  Failure usage_failure_of(const CLI::ParseError& error) const {
    if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) return unknown_word(app_.remaining(true));
    const std::string detail = error.what();
    const std::string option = detail.substr(0, detail.find_first_of(": "));
    const bool names_option = option.compare(0, 2, "--") == 0;
    if (names_option && dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
      const bool twice = occurrences(option) > 1;
      return usage_failure(twice ? message::usage_given_twice : message::usage_missing_value,
                           {{"option", option}, {"command", command_name()}});
    }
    return usage_failure(message::usage_other, {{"detail", detail}, {"command", command_name()}});
  }

  std::size_t occurrences(const std::string& option) const {
    for (const CLI::App* app : {&selected(), &app_}) {
      if (const CLI::Option* found = app->get_option_no_throw(option)) return found->count();
    }
    return 0;
  }

  Failure unknown_word(const std::vector<std::string>& words) const {
    const auto option = std::find_if(words.begin(), words.end(), [](const std::string& word) {
      return word.size() > 1 && word.front() == '-';
    });
    const std::string command = command_name();
    if (option != words.end()) {
      const std::string name = option->substr(0, option->find('='));
      const std::string suggestion = scenario::nearest_word(name, option_names(selected()));
      return usage_failure(
          suggestion.empty() ? message::usage_unknown_option : message::usage_unknown_option_suggestion,
          {{"word", name}, {"command", command}, {"suggestion", suggestion}});
    }
    const std::string word = words.empty() ? "" : words.front();
    if (&selected() != &app_)
      return usage_failure(message::usage_extra_argument, {{"word", word}, {"command", command}});
    std::vector<std::string> names;
    for (const auto& [app, unused] : commands_) names.push_back(app->get_name());
    const std::string suggestion = scenario::nearest_word(word, names);
    return usage_failure(
        suggestion.empty() ? message::usage_unknown_command : message::usage_unknown_command_suggestion,
        {{"word", word}, {"suggestion", suggestion}});
  }

  CLI::App app_;
  bool version_ = false, build_info_ = false, quiet_ = false;
  std::optional<std::string> language_, log_level_, log_file_;
  std::vector<std::pair<CLI::App*, std::unique_ptr<Command>>> commands_;
};

}  // namespace

int run_cli(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err,
            Environment environment) {
  environment.language = language_asked_for(arguments).value_or(environment.language);
  // Japanese needs more than ASCII anyway, so that the drawings may use it too.
  if (environment.language == Language::japanese) environment.characters = CharacterSet::unicode;
  Console console{out, err, std::move(environment), Verbosity::normal, std::make_shared<Log>(err)};
  const auto end = [&console](ExitCode code) {
    console.trace({message::log_end, {{"status", static_cast<int>(code)}}});
    return static_cast<int>(code);
  };
  try {
    Program program(console.environment.language);
    return end(program.execute(arguments, console));
  } catch (const Failure& failure) {
    console.error(failure.phrase());
    return end(failure.exit_code());
  } catch (const std::bad_alloc&) {
    console.error({message::failure_memory, {}});
  } catch (const std::exception& error) {
    console.error({message::failure_computation, {{"detail", error.what()}}});
  }
  return end(ExitCode::failure);
}

}  // namespace tenbin::cli
