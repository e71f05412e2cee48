#include "commands/trace.hpp"

#include <CLI/CLI.hpp>
#include <limits>
#include <optional>

#include "build_info.hpp"
#include "failure.hpp"
#include "option_values.hpp"
#include "problems.hpp"
#include "progress.hpp"
#include "report/text_report.hpp"
#include "report/trace_document.hpp"
#include "standard_output.hpp"
#include "tenbin/compare/trace.hpp"
#include "tenbin/core/error.hpp"
#include "tenbin/language/messages/compare.hpp"
#include "tenbin/language/messages/help.hpp"
#include "tenbin/result/stored_result.hpp"

namespace tenbin::cli {
namespace {

using language::Message;
using language::text;

constexpr std::uint64_t most_worst = 10'000;
constexpr std::uint64_t most_threads = 1024;

class TraceCommand final : public Command {
 public:
  CLI::App* declare(CLI::App& program, language::Language language) override {
    const auto say = [&](Message message) { return text(language, message); };
    CLI::App* command = program.add_subcommand("trace", say(message::help_trace));
    command->add_option("RESULT", result_, say(message::help_trace_result));
    command->add_option("--worst", worst_, say(message::help_trace_worst))->type_name("N");
    command->add_option("--year", years_, say(message::help_trace_year))
        ->type_name("YEAR")
        ->allow_extra_args(false)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command->add_option("--subject", subject_, say(message::help_trace_subject))->type_name("SUBJECT");
    command->add_option("--threads", threads_, say(message::help_run_threads))->type_name("N");
    command->add_option("--format", format_, say(message::help_run_format))->type_name("FORMAT");
    command->footer(say(message::help_trace_examples));
    return command;
  }

  ExitCode execute(Console& console) override {
    const bool json = one_of("--format", format_.value_or("text"), {"text", "json"}) == 1;
    compare::TraceOptions options;
    if (worst_) options.worst = whole_number("--worst", *worst_, 1, most_worst);
    constexpr auto last = static_cast<std::uint64_t>(std::numeric_limits<std::int32_t>::max());
    for (const std::string& year : years_)
      options.years.push_back(static_cast<std::int64_t>(whole_number("--year", year, 0, last)));
    if (worst_ && !years_.empty()) throw usage_failure(message::trace_both);
    if (threads_) options.threads = static_cast<int>(whole_number("--threads", *threads_, 1, most_threads));
    options.subject = subject_.value_or("");
    if (!result_) {
      throw usage_failure(message::usage_missing_argument,
                          {{"argument", "RESULT"}, {"command", "tenbin trace"}});
    }
    const result::ReadStored read = result::read_stored_file(*result_);
    if (!read.result) {
      print_problems(read.problems, console);
      return ExitCode::invalid_input;
    }
    const compare::Trace trace = make(*read.result, options, console);
    write_standard_output(
        json ? trace_json(trace, *read.result, *result_)
             : text_report(trace_document(trace, *read.result, console.environment.language,
                                          !years_.empty() ? TracedYears::given : TracedYears::worst),
                           console.environment),
        console);
    return ExitCode::done;
  }

 private:
  compare::Trace make(const result::Result& stored, compare::TraceOptions& options, Console& console) const {
    if (console.environment.watch_for_stop) console.environment.watch_for_stop();
    options.stop_requested = console.environment.stop_requested;
    compare::TraceOutcome outcome;
    try {
      ProgressBar bar(console.err, console.environment);
      if (console.verbosity == Verbosity::normal)
        options.progress = [&bar](std::int64_t done, std::int64_t aim) { bar.show(done, aim); };
      outcome = compare::trace(stored, *result_, std::string(build_info().version), build_line(), options);
    } catch (const Error& error) {
      throw Failure(ExitCode::failure, {message::failure_computation, {{"detail", error.what()}}});
    }
    if (outcome.fault) {
      const bool usage = outcome.reason == compare::TraceOutcome::Reason::usage;
      throw Failure(usage ? ExitCode::usage : ExitCode::failure, *outcome.fault);
    }
    console.note({message::log_traced,
                  {{"count", outcome.trace->years.size()},
                   {"seconds", significant_digits(outcome.trace->seconds, 3)}}});
    return *std::move(outcome.trace);
  }

  std::optional<std::string> result_, worst_, subject_, threads_, format_;
  std::vector<std::string> years_;
};

}  // namespace

std::unique_ptr<Command> make_trace_command() { return std::make_unique<TraceCommand>(); }

}  // namespace tenbin::cli
