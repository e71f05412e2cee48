#include "commands/tornado.hpp"

#include <CLI/CLI.hpp>
#include <optional>

#include "failure.hpp"
#include "option_values.hpp"
#include "problems.hpp"
#include "report/html_report.hpp"
#include "report/json_writer.hpp"
#include "report/text_report.hpp"
#include "report/tornado_document.hpp"
#include "standard_output.hpp"
#include "tenbin/core/error.hpp"
#include "tenbin/language/messages/audit.hpp"
#include "tenbin/language/messages/book.hpp"
#include "tenbin/language/messages/help.hpp"
#include "tenbin/rating/tornado.hpp"
#include "tenbin/scenario/own_library.hpp"
#include "tenbin/scenario/reader.hpp"
#include "tenbin/scenario/rehearsal.hpp"

namespace tenbin::cli {
namespace {

using language::text;

class TornadoCommand final : public Command {
 public:
  CLI::App* declare(CLI::App& program, language::Language language) override {
    CLI::App* command = program.add_subcommand("tornado", text(language, message::help_tornado));
    command->add_option("SCENARIO", scenario_, text(language, message::help_run_scenario));
    command->add_option("--format", format_, text(language, message::help_audit_format))->type_name("FORMAT");
    command->add_flag("--all", all_, text(language, message::help_tornado_all));
    command->add_option("--rows", rows_, text(language, message::help_tornado_rows))->type_name("N");
    command->footer(text(language, message::help_tornado_examples));
    return command;
  }

  ExitCode execute(Console& console) override {
    constexpr std::uint64_t usual_rows = 15;
    constexpr std::uint64_t most_rows = 10'000;
    const auto rows =
        static_cast<std::size_t>(rows_ ? whole_number("--rows", *rows_, 0, most_rows) : usual_rows);
    const std::size_t format = one_of("--format", format_.value_or("text"), {"text", "json", "html"});
    if (!scenario_) {
      throw usage_failure(message::usage_missing_argument,
                          {{"argument", "SCENARIO"}, {"command", "tenbin tornado"}});
    }
    const scenario::ReadResult read = scenario::read_scenario_file(*scenario_);
    if (!read.scenario) {
      print_problems(read.problems, console);
      return ExitCode::invalid_input;
    }
    if (read.scenario->deployments.empty())
      throw Failure(ExitCode::failure, {message::failure_tornado_no_deployment, {}});
    const std::shared_ptr<const library::Library> own = scenario::library_of(*read.scenario);
    library::LibraryReader library{*own};
    std::vector<rating::TornadoFigure> figures;
    try {
      figures = rating::tornado(
          *read.scenario, library,
          all_ ? rating::TornadoNumbers::all_uncertain : rating::TornadoNumbers::low_confidence, 0);
    } catch (const Error& error) {
      const std::vector<scenario::Problem> problems = scenario::rehearse(*read.scenario, *scenario_);
      if (problems.empty())
        throw Failure(ExitCode::failure, {message::failure_computation, {{"detail", error.what()}}});
      print_problems(problems, console);
      return ExitCode::invalid_input;
    }
    const language::Language language = console.environment.language;
    const auto document = [&] { return tornado_document(*read.scenario, figures, rows, language); };
    const std::string result = format == 1   ? json_text(tornado_json(*read.scenario, *scenario_, figures))
                               : format == 2 ? html_report(document(), language)
                                             : text_report(document(), console.environment);
    write_standard_output(result, console);
    return ExitCode::done;
  }

 private:
  std::optional<std::string> scenario_, format_, rows_;
  bool all_ = false;
};

}  // namespace

std::unique_ptr<Command> make_tornado_command() { return std::make_unique<TornadoCommand>(); }

}  // namespace tenbin::cli
