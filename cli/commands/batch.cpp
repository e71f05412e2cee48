#include "commands/batch.hpp"

#include <CLI/CLI.hpp>
#include <limits>
#include <optional>

#include "batch_progress.hpp"
#include "build_info.hpp"
#include "failure.hpp"
#include "option_values.hpp"
#include "problems.hpp"
#include "report/number_format.hpp"
#include "standard_output.hpp"
#include "tenbin/batch/batch_run.hpp"
#include "tenbin/language/messages/batch.hpp"
#include "tenbin/language/messages/help.hpp"

namespace tenbin::cli {
namespace {

using language::Message;
using language::text;

constexpr std::uint64_t most_years = std::uint64_t{1} << 31U;  // of the addresses of random numbers
constexpr std::uint64_t most_threads = 1024;

template <class Number>
std::string count(Number number) {
  return grouped(static_cast<double>(number), 0);
}

class BatchCommand final : public Command {
 public:
  CLI::App* declare(CLI::App& program, language::Language language) override {
    const auto say = [&](Message message) { return text(language, message); };
    CLI::App* command = program.add_subcommand("batch", say(message::help_batch));
    command->add_option("SET", paths_, say(message::help_batch_set));
    command->add_option("-o,--output", output_, say(message::help_batch_output))->type_name("FILE.db");
    command->add_option("--years", years_, say(message::help_batch_years))->type_name("N");
    command->add_option("--seed", seed_, say(message::help_batch_seed))->type_name("N");
    command->add_option("--threads", threads_, say(message::help_batch_threads))->type_name("N");
    command->add_flag("--only-changed", only_changed_, say(message::help_batch_only_changed));
    command->footer(say(message::help_batch_examples));
    return command;
  }

  ExitCode execute(Console& console) override {
    batch::BatchOptions options = batch_options(console);
    if (paths_.empty()) throw missing("SET");
    if (!output_) throw missing("-o FILE.db");
    const batch::SetReadResult read = batch::read_set(paths_);
    if (!read.set) {
      print_problems(read.problems, console);
      return ExitCode::invalid_input;
    }
    try {
      return run(*read.set, options, console);
    } catch (const batch::StorageError& error) {
      throw Failure(ExitCode::failure, error.phrase());
    }
  }

 private:
  static Failure missing(const char* argument) {
    return usage_failure(message::usage_missing_argument,
                         {{"argument", argument}, {"command", "tenbin batch"}});
  }

  batch::BatchOptions batch_options(const Console& console) const {
    batch::BatchOptions options;
    if (years_) options.years = static_cast<std::int64_t>(whole_number("--years", *years_, 1, most_years));
    if (seed_) options.seed = whole_number("--seed", *seed_, 0, std::numeric_limits<std::uint64_t>::max());
    if (threads_) options.threads = static_cast<int>(whole_number("--threads", *threads_, 1, most_threads));
    if (only_changed_) options.refresh = batch::Refresh::only_changed;
    options.version = std::string(build_info().version);
    options.build = build_line();
    options.stop_requested = console.environment.stop_requested;
    return options;
  }

  ExitCode run(const batch::ScenarioSet& set, batch::BatchOptions& options, Console& console) const {
    batch::ResultsFile file(*output_);
    if (console.environment.watch_for_stop) console.environment.watch_for_stop();
    batch::Counts counts;
    {
      BatchProgress progress(console.err, console.environment);
      options.finished = [&](const batch::Finished& finished, const batch::Counts&) {
        if (finished.status == batch::RunStatus::done) return;
        progress.clear();
        print_problems(finished.problems, console);
        console.error(finished.status == batch::RunStatus::failed
                          ? language::Phrase{message::batch_failed,
                                             {{"name", finished.name}, {"detail", finished.detail}}}
                          : language::Phrase{message::batch_invalid, {{"name", finished.name}}});
      };
      if (console.verbosity == Verbosity::normal) {
        options.progress = [&](const batch::Counts& now, double work) { progress.show(now, work); };
      }
      counts = batch::run_batch(set, file, options);
    }
    const batch::ResultsFile::Totals totals = file.totals();
    file.close();
    return tell(counts, totals, console);
  }

  ExitCode tell(const batch::Counts& counts, const batch::ResultsFile::Totals& totals,
                Console& console) const {
    if (totals.left_behind > 0) {
      console.note({message::batch_left_behind, {{"file", *output_}, {"count", count(totals.left_behind)}}});
    }
    const std::size_t open = counts.members - counts.kept - counts.worked();
    if (open > 0) console.error({message::batch_interrupted, {{"count", count(open)}}});
    const std::string summary = console.say({message::batch_summary,
                                             {{"file", *output_},
                                              {"members", count(counts.members)},
                                              {"done", count(counts.done)},
                                              {"kept", count(counts.kept)},
                                              {"failed", count(counts.failed)},
                                              {"invalid", count(counts.invalid)}}});
    write_standard_output(summary + "\n", console);
    // The file decides: what failed before and was not tried again still has no result.
    const std::int64_t without = totals.failed + totals.invalid;
    if (without > 0)
      console.error({message::batch_incomplete, {{"file", *output_}, {"count", count(without)}}});
    if (totals.invalid > 0) return ExitCode::invalid_input;
    return totals.failed > 0 || open > 0 ? ExitCode::failure : ExitCode::done;
  }

  std::vector<std::string> paths_;
  std::optional<std::string> output_, years_, seed_, threads_;
  bool only_changed_ = false;
};

}  // namespace

std::unique_ptr<Command> make_batch_command() { return std::make_unique<BatchCommand>(); }

}  // namespace tenbin::cli
