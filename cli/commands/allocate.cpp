#include "commands/allocate.hpp"

#include <CLI/CLI.hpp>
#include <optional>

#include "failure.hpp"
#include "option_values.hpp"
#include "problems.hpp"
#include "report/allocation_document.hpp"
#include "report/allocation_json.hpp"
#include "report/text_report.hpp"
#include "standard_output.hpp"
#include "tenbin/language/messages/help.hpp"
#include "tenbin/language/messages/liability.hpp"
#include "tenbin/liability/allocate.hpp"

namespace tenbin::cli {
namespace {

using language::text;

class AllocateCommand final : public Command {
 public:
  CLI::App* declare(CLI::App& program, language::Language language) override {
    CLI::App* command = program.add_subcommand("allocate", text(language, message::help_allocate));
    command->add_option("EVENT", event_, text(language, message::help_allocate_event));
    command->add_option("--format", format_, text(language, message::help_run_format))->type_name("FORMAT");
    command->footer(text(language, message::help_allocate_examples));
    return command;
  }

  ExitCode execute(Console& console) override {
    const bool json = one_of("--format", format_.value_or("text"), {"text", "json"}) == 1;
    if (!event_) {
      throw usage_failure(message::usage_missing_argument,
                          {{"argument", "EVENT"}, {"command", "tenbin allocate"}});
    }
    const liability::EventReadResult read = liability::read_event_file(*event_);
    if (!read.file) return refuse(read.problems, console);
    std::vector<liability::Step<Exact>> steps;
    const liability::Allocation<Exact> allocation = liability::allocate(read.file->event, &steps);
    const auto unknown = liability::outcome_problems(read.file->event, allocation, *event_);
    if (!unknown.empty()) return refuse(unknown, console);
    const AllocationReport report{*read.file, allocation, steps};
    const language::Language language = console.environment.language;
    write_standard_output(json ? allocation_json(report, language)
                               : text_report(allocation_document(report, language), console.environment),
                          console);
    return ExitCode::done;
  }

 private:
  static ExitCode refuse(const std::vector<scenario::Problem>& problems, Console& console) {
    print_problems(problems, console);
    return ExitCode::invalid_input;
  }

  std::optional<std::string> event_, format_;
};

}  // namespace

std::unique_ptr<Command> make_allocate_command() { return std::make_unique<AllocateCommand>(); }

}  // namespace tenbin::cli
