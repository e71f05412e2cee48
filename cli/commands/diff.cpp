#include "commands/diff.hpp"

#include <CLI/CLI.hpp>
#include <optional>

#include "failure.hpp"
#include "option_values.hpp"
#include "problems.hpp"
#include "progress.hpp"
#include "report/attribution_document.hpp"
#include "report/text_report.hpp"
#include "standard_output.hpp"
#include "tenbin/compare/attribution.hpp"
#include "tenbin/core/error.hpp"
#include "tenbin/language/messages/compare.hpp"
#include "tenbin/language/messages/help.hpp"
#include "tenbin/result/stored_result.hpp"

namespace tenbin::cli {
namespace {

using language::Message;
using language::text;

constexpr std::uint64_t most_threads = 1024;

class DiffCommand final : public Command {
 public:
  CLI::App* declare(CLI::App& program, language::Language language) override {
    const auto say = [&](Message message) { return text(language, message); };
    CLI::App* command = program.add_subcommand("diff", say(message::help_diff));
    command->add_option("A", first_, say(message::help_diff_first));
    command->add_option("B", second_, say(message::help_diff_second));
    command->add_option("--threads", threads_, say(message::help_run_threads))->type_name("N");
    command->add_option("--format", format_, say(message::help_run_format))->type_name("FORMAT");
    command->footer(say(message::help_diff_examples));
    return command;
  }

  ExitCode execute(Console& console) override {
    const bool json = one_of("--format", format_.value_or("text"), {"text", "json"}) == 1;
    compare::AttributionOptions options;
    if (threads_) options.threads = static_cast<int>(whole_number("--threads", *threads_, 1, most_threads));
    for (const auto& [given, name] : {std::pair{first_.has_value(), "A"}, {second_.has_value(), "B"}}) {
      if (!given)
        throw usage_failure(message::usage_missing_argument,
                            {{"argument", name}, {"command", "tenbin diff"}});
    }
    result::ReadStored first = result::read_stored_file(*first_);
    const result::ReadStored second = result::read_stored_file(*second_);
    first.problems.insert(first.problems.end(), second.problems.begin(), second.problems.end());
    if (!first.problems.empty()) {
      print_problems(first.problems, console);
      return ExitCode::invalid_input;
    }
    const compare::Attribution attribution = make(*first.result, *second.result, options, console);
    const ComparedResults files{*first_, *second_, *first.result, *second.result};
    write_standard_output(
        json ? attribution_json(attribution, files)
             : text_report(attribution_document(attribution, files, console.environment.language),
                           console.environment),
        console);
    return ExitCode::done;
  }

 private:
  static compare::Attribution make(const result::Result& first, const result::Result& second,
                                   compare::AttributionOptions& options, Console& console) {
    if (console.environment.watch_for_stop) console.environment.watch_for_stop();
    options.stop_requested = console.environment.stop_requested;
    compare::AttributionOutcome outcome;
    try {
      ProgressBar bar(console.err, console.environment);
      if (console.verbosity == Verbosity::normal)
        options.progress = [&bar](std::int64_t done, std::int64_t aim) { bar.show(done, aim); };
      outcome = compare::attribute(first, second, options);
    } catch (const Error& error) {
      throw Failure(ExitCode::failure, {message::failure_computation, {{"detail", error.what()}}});
    }
    if (outcome.fault) throw Failure(ExitCode::failure, *outcome.fault);
    console.note({message::log_attributed,
                  {{"runs", outcome.attribution->runs},
                   {"seconds", significant_digits(outcome.attribution->seconds, 3)}}});
    return *std::move(outcome.attribution);
  }

  std::optional<std::string> first_, second_, threads_, format_;
};

}  // namespace

std::unique_ptr<Command> make_diff_command() { return std::make_unique<DiffCommand>(); }

}  // namespace tenbin::cli
