#include "commands/import.hpp"

#include <CLI/CLI.hpp>
#include <optional>

#include "failure.hpp"
#include "problems.hpp"
#include "report/json_writer.hpp"
#include "standard_output.hpp"
#include "tenbin/language/messages/help.hpp"
#include "tenbin/language/messages/import.hpp"
#include "tenbin/oed/account.hpp"
#include "tenbin/scenario/reader.hpp"
#include "whole_file.hpp"

namespace tenbin::cli {
namespace {

using language::text;

class ImportCommand final : public Command {
 public:
  CLI::App* declare(CLI::App& program, language::Language language) override {
    CLI::App* command = program.add_subcommand("import", text(language, message::help_import));
    command->add_option("ACCOUNT", account_file_, text(language, message::help_import_account_file));
    command->add_option("--losses", losses_, text(language, message::help_import_losses))
        ->type_name("SCENARIO");
    command->add_option("--account", account_, text(language, message::help_import_account))
        ->type_name("NUMBER");
    command->add_option("--output,-o", output_, text(language, message::help_import_output))
        ->type_name("FILE");
    command->footer(text(language, message::help_import_examples));
    return command;
  }

  ExitCode execute(Console& console) override {
    require(account_file_, "ACCOUNT");
    require(losses_, "--losses");
    scenario::ReadResult losses = scenario::read_scenario_file(*losses_);
    if (!losses.scenario) return refuse(losses.problems, console);
    const scenario::FileText account = scenario::read_file_text(*account_file_);
    if (account.problem) return refuse({*account.problem}, console);
    oed::AccountResult read = oed::read_account(account.text, *account_file_, *losses.scenario, account_);
    for (const oed::Remark& remark : read.remarks) note(remark, console);
    if (!read.design) return refuse(read.problems, console);
    losses.scenario->coverage_designs = {*read.design};
    const std::string made = json_text(scenario::to_json(*losses.scenario));
    // The terms may be sound and still not fit the losses.
    const scenario::ReadResult whole = scenario::read_scenario(made, output_.value_or(*account_file_));
    if (!whole.scenario) return refuse(whole.problems, console);
    if (output_) {
      WholeFile(*output_).commit(made);
    } else {
      write_standard_output(made, console);
    }
    return ExitCode::done;
  }

 private:
  static void require(const std::optional<std::string>& value, const std::string& name) {
    if (!value)
      throw usage_failure(message::usage_missing_argument,
                          {{"argument", name}, {"command", "tenbin import"}});
  }

  static ExitCode refuse(const std::vector<scenario::Problem>& problems, Console& console) {
    print_problems(problems, console);
    return ExitCode::invalid_input;
  }

  void note(const oed::Remark& remark, Console& console) const {
    console.note(
        {message::log_import_remark, {{"text", remark.text(*account_file_, console.environment.language)}}});
  }

  std::optional<std::string> account_file_, losses_, account_, output_;
};

}  // namespace

std::unique_ptr<Command> make_import_command() { return std::make_unique<ImportCommand>(); }

}  // namespace tenbin::cli
