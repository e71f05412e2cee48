#include "commands/run.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <CLI/CLI.hpp>
#include <limits>
#include <optional>

#include "build_info.hpp"
#include "crash.hpp"
#include "export/result_folder.hpp"
#include "export/workbook.hpp"
#include "failure.hpp"
#include "option_values.hpp"
#include "problems.hpp"
#include "progress.hpp"
#include "report/html_report.hpp"
#include "report/json_report.hpp"
#include "report/result_document.hpp"
#include "report/text_report.hpp"
#include "standard_output.hpp"
#include "tenbin/batch/fingerprint.hpp"
#include "tenbin/core/error.hpp"
#include "tenbin/language/messages/book.hpp"
#include "tenbin/language/messages/export.hpp"
#include "tenbin/language/messages/help.hpp"
#include "tenbin/language/messages/progress.hpp"
#include "tenbin/result/run.hpp"
#include "tenbin/scenario/reader.hpp"
#include "tenbin/scenario/rehearsal.hpp"
#include "whole_file.hpp"

namespace tenbin::cli {
namespace {

using language::Message;
using language::text;

constexpr std::uint64_t most_years = std::uint64_t{1} << 31U;  // of the addresses of random numbers
constexpr std::uint64_t most_threads = 1024;

class RunCommand final : public Command {
 public:
  CLI::App* declare(CLI::App& program, language::Language language) override {
    const auto say = [&](Message message) { return text(language, message); };
    CLI::App* command = program.add_subcommand("run", say(message::help_run));
    command->add_option("SCENARIO", scenario_, say(message::help_run_scenario));
    command->add_option("--years", years_, say(message::help_run_years))->type_name("N");
    command->add_option("--seed", seed_, say(message::help_run_seed))->type_name("N");
    command->add_option("--threads", threads_, say(message::help_run_threads))->type_name("N");
    command->add_flag("--fixed-parameters", fixed_parameters_, say(message::help_run_fixed_parameters));
    command->add_option("--target-error", target_error_, say(message::help_run_target_error))
        ->type_name("SHARE");
    command->add_option("--measure", measure_, say(message::help_run_measure))->type_name("MEASURE");
    command->add_option("--format", format_, say(message::help_run_format))->type_name("FORMAT");
    command->add_option("--report", report_, say(message::help_run_report))->type_name("FILE.html");
    command->add_option("-o,--output", output_, say(message::help_run_output))->type_name("DIR");
    command->add_flag("--year-losses", year_losses_, say(message::help_run_year_losses));
    command->add_flag("--period-losses", period_losses_, say(message::help_run_period_losses));
    command->add_option("--xlsx", xlsx_, say(message::help_run_xlsx))->type_name("FILE.xlsx");
    command->footer(say(message::help_run_examples));
    return command;
  }

  ExitCode execute(Console& console) override {
    const bool json = one_of("--format", format_.value_or("text"), {"text", "json"}) == 1;
    result::RunOptions options = run_options(console);
    if (!scenario_) {
      throw usage_failure(message::usage_missing_argument,
                          {{"argument", "SCENARIO"}, {"command", "tenbin run"}});
    }
    for (const auto& [given, option] :
         {std::pair{year_losses_, "--year-losses"}, {period_losses_, "--period-losses"}}) {
      if (given && !output_) throw usage_failure(message::usage_needs_output, {{"option", option}});
    }
    scenario::ReadResult read = scenario::read_scenario_file(*scenario_);
    if (!read.scenario) {
      print_problems(read.problems, console);
      return ExitCode::invalid_input;
    }
    set_simulation(read.scenario->simulation);
    std::optional<WholeFile> report;
    if (report_) report.emplace(*report_);
    std::optional<WholeFile> workbook;
    if (xlsx_) workbook.emplace(*xlsx_);
    std::optional<ResultFolder> folder;
    if (output_) {
      folder.emplace(*output_, year_losses_ ? YearLosses::written : YearLosses::none,
                     period_losses_ ? PeriodLosses::written : PeriodLosses::none);
      options.inspect = [&folder](const result::Result& result, const YearLossTable& table,
                                  const Plan& plan) { folder->write_tables(result, table, plan); };
    }
    const std::optional<result::Result> done = simulate(*read.scenario, options, console);
    if (!done) return ExitCode::invalid_input;
    const result::Result& result = *done;
    write_standard_output(json ? json_report(result) : readable(result, console), console);
    if (report) {
      const language::Language language = console.environment.language;
      report->commit(html_report(result_document(result, language, Extent::page), language));
      console.note({message::log_report, {{"file", *report_}}});
    }
    if (workbook) {
      workbook->commit(workbook_bytes(result, console.environment.language));
      console.note({message::log_workbook, {{"file", *xlsx_}}});
    }
    if (folder) {
      folder->finish(result, console.environment.language);
      tell_folder(result, console);
    }
    return result.target_met.value_or(true) ? ExitCode::done : ExitCode::target_not_reached;
  }

 private:
  result::RunOptions run_options(Console& console) const {
    result::RunOptions options;
    if (years_) whole_number("--years", *years_, 1, most_years);
    if (seed_) whole_number("--seed", *seed_, 0, std::numeric_limits<std::uint64_t>::max());
    if (threads_) options.threads = static_cast<int>(whole_number("--threads", *threads_, 1, most_threads));
    if (measure_ && !target_error_) throw usage_failure(message::usage_measure_alone);
    if (target_error_) {
      options.target.emplace();
      options.target->relative = target_error(*target_error_);
      set_measure(measure_.value_or("mean"), *options.target);
    }
    options.stop_requested = console.environment.stop_requested;
    return options;
  }

  void set_simulation(scenario::Simulation& simulation) const {
    if (years_) simulation.years = static_cast<std::int64_t>(whole_number("--years", *years_, 1, most_years));
    if (fixed_parameters_) simulation.parameters = "fixed";
    if (seed_) simulation.seed = whole_number("--seed", *seed_, 0, std::numeric_limits<std::uint64_t>::max());
  }

  /// Nothing where the engine refuses the scenario; its problems are then printed.
  std::optional<result::Result> simulate(const scenario::Scenario& scenario, result::RunOptions options,
                                         Console& console) const {
    if (console.environment.watch_for_stop) console.environment.watch_for_stop();
    const std::string again = "tenbin run " + *scenario_ + " --seed " +
                              std::to_string(scenario.simulation.seed) + " --years " +
                              std::to_string(scenario.simulation.years);
    set_crash_note(console.say({message::crash_note, {{"command", again}}}));
    console.trace({message::log_input,
                   {{"file", *scenario_},
                    {"years", scenario.simulation.years},
                    {"seed", scenario.simulation.seed},
                    {"hash", batch::sha256(batch::canonical_input(scenario))}}});
    result::Result result;
    try {
      ProgressBar bar(console.err, console.environment);
      const bool visible = console.verbosity == Verbosity::normal;
      options.progress = [&bar, visible](std::int64_t done, std::int64_t aim) {
        set_crash_years(done);
        if (visible) bar.show(done, aim);
      };
      result = result::run(scenario, options);
    } catch (const Error& error) {
      const std::vector<scenario::Problem> problems = scenario::rehearse(scenario, *scenario_);
      if (!problems.empty()) {
        print_problems(problems, console);
        return std::nullopt;
      }
      console.error({message::log_again, {{"command", again}}});
      throw Failure(ExitCode::failure, {message::failure_computation, {{"detail", error.what()}}});
    }
    if (result.years_done == 0) throw Failure(ExitCode::failure, {message::failure_nothing_done, {}});
    result.source_file = *scenario_;
    result.version = std::string(build_info().version);
    result.build = build_line();
    const std::string years = grouped(static_cast<double>(result.years_done), 0);
    console.note({message::log_done, {{"years", years}, {"seconds", significant_digits(result.seconds, 3)}}});
    if (result.interrupted) console.error({message::log_interrupted, {{"years", years}}});
    if (!result.target_met.value_or(true)) console.error({message::log_target_missed, {{"years", years}}});
    return result;
  }

  void tell_folder(const result::Result& result, const Console& console) const {
    std::string beyond;
    for (const double period : return_periods_beyond(result.years_done)) {
      beyond += (beyond.empty() ? "" : ", ") + grouped(period, 0);
    }
    const std::string years = grouped(static_cast<double>(result.years_done), 0);
    if (!beyond.empty())
      console.warn({message::export_beyond, {{"years", years}, {"longest", years}, {"list", beyond}}});
    console.note({message::log_folder, {{"file", *output_}}});
  }

  static std::string readable(const result::Result& result, const Console& console) {
    return text_report(result_document(result, console.environment.language), console.environment);
  }

  std::optional<std::string> scenario_, years_, seed_, threads_, target_error_, measure_, format_, report_,
      output_, xlsx_;
  bool year_losses_ = false, period_losses_ = false;
  bool fixed_parameters_ = false;
};

}  // namespace

std::unique_ptr<Command> make_run_command() { return std::make_unique<RunCommand>(); }

}  // namespace tenbin::cli
