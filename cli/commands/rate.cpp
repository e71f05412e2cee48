#include "commands/rate.hpp"

#include <CLI/CLI.hpp>
#include <optional>

#include "failure.hpp"
#include "option_values.hpp"
#include "problems.hpp"
#include "report/html_report.hpp"
#include "report/json_writer.hpp"
#include "report/rate_document.hpp"
#include "report/text_report.hpp"
#include "standard_output.hpp"
#include "tenbin/core/error.hpp"
#include "tenbin/language/messages/audit.hpp"
#include "tenbin/language/messages/help.hpp"
#include "tenbin/language/messages/rate.hpp"
#include "tenbin/language/messages/rules.hpp"
#include "tenbin/rating/technical_rate.hpp"
#include "tenbin/scenario/own_library.hpp"
#include "tenbin/scenario/reader.hpp"
#include "tenbin/scenario/rehearsal.hpp"

namespace tenbin::cli {
namespace {

using language::text;

class RateCommand final : public Command {
 public:
  CLI::App* declare(CLI::App& program, language::Language language) override {
    CLI::App* command = program.add_subcommand("rate", text(language, message::help_rate));
    command->add_option("SCENARIO", scenario_, text(language, message::help_run_scenario));
    command->add_option("--format", format_, text(language, message::help_audit_format))->type_name("FORMAT");
    command->footer(text(language, message::help_rate_examples));
    return command;
  }

  ExitCode execute(Console& console) override {
    const std::size_t format = one_of("--format", format_.value_or("text"), {"text", "json", "html"});
    if (!scenario_) {
      throw usage_failure(message::usage_missing_argument,
                          {{"argument", "SCENARIO"}, {"command", "tenbin rate"}});
    }
    const scenario::ReadResult read = scenario::read_scenario_file(*scenario_);
    if (!read.scenario) {
      print_problems(read.problems, console);
      return ExitCode::invalid_input;
    }
    if (read.scenario->deployments.empty())
      throw Failure(ExitCode::failure, {message::failure_rate_no_deployment, {}});
    if (read.scenario->liability && !read.scenario->liability->preset.empty()) {
      // Burdens under a preset depend on means, caps and proof: no closed form gives them.
      print_problems({{*scenario_,
                       "/liability/preset",
                       {message::rate_no_preset, {{"value", read.scenario->liability->preset}}},
                       0}},
                     console);
      return ExitCode::invalid_input;
    }
    const std::shared_ptr<const library::Library> own = scenario::library_of(*read.scenario);
    library::LibraryReader library{*own};
    rating::Rating rating;
    try {
      rating = rating::rate(*read.scenario, library);
    } catch (const Error& error) {
      const std::vector<scenario::Problem> problems = scenario::rehearse(*read.scenario, *scenario_);
      if (problems.empty())
        throw Failure(ExitCode::failure, {message::failure_computation, {{"detail", error.what()}}});
      print_problems(problems, console);
      return ExitCode::invalid_input;
    }
    const language::Language language = console.environment.language;
    const std::string result =
        format == 1   ? json_text(rate_json(*read.scenario, *scenario_, rating))
        : format == 2 ? html_report(rate_document(*read.scenario, rating, language), language)
                      : text_report(rate_document(*read.scenario, rating, language), console.environment);
    write_standard_output(result, console);
    return ExitCode::done;
  }

 private:
  std::optional<std::string> scenario_, format_;
};

}  // namespace

std::unique_ptr<Command> make_rate_command() { return std::make_unique<RateCommand>(); }

}  // namespace tenbin::cli
