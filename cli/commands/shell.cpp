#include "commands/shell.hpp"

#include <CLI/CLI.hpp>
#include <optional>

#include "completion.hpp"
#include "failure.hpp"
#include "man_page.hpp"
#include "option_values.hpp"
#include "standard_output.hpp"
#include "tenbin/language/messages/help.hpp"
#include "tenbin/language/messages/shell.hpp"

namespace tenbin::cli {
namespace {

using language::text;

class CompletionCommand final : public Command {
 public:
  CLI::App* declare(CLI::App& program, language::Language language) override {
    program_ = &program;
    CLI::App* command = program.add_subcommand("completion", text(language, message::help_completion));
    command->add_option("SHELL", shell_, text(language, message::help_completion_shell));
    command->footer(text(language, message::help_completion_examples));
    return command;
  }

  ExitCode execute(Console& console) override {
    if (!shell_) {
      throw usage_failure(message::usage_missing_argument,
                          {{"argument", "SHELL"}, {"command", "tenbin completion"}});
    }
    one_of("SHELL", *shell_, completion_shells());
    write_standard_output(completion_script(*program_, *shell_), console);
    return ExitCode::done;
  }

 private:
  const CLI::App* program_ = nullptr;
  std::optional<std::string> shell_;
};

class ManCommand final : public Command {
 public:
  CLI::App* declare(CLI::App& program, language::Language language) override {
    program_ = &program;
    CLI::App* command = program.add_subcommand("man", text(language, message::help_man));
    command->footer(text(language, message::help_man_examples));
    return command;
  }

  ExitCode execute(Console& console) override {
    write_standard_output(man_page(*program_, console.environment.language), console);
    return ExitCode::done;
  }

 private:
  const CLI::App* program_ = nullptr;
};

}  // namespace

std::unique_ptr<Command> make_completion_command() { return std::make_unique<CompletionCommand>(); }
std::unique_ptr<Command> make_man_command() { return std::make_unique<ManCommand>(); }

}  // namespace tenbin::cli
