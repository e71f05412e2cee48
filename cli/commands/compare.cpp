#include "commands/compare.hpp"

#include <algorithm>
#include <CLI/CLI.hpp>
#include <limits>
#include <optional>
#include <type_traits>

#include "failure.hpp"
#include "option_values.hpp"
#include "problems.hpp"
#include "progress.hpp"
#include "report/comparison_document.hpp"
#include "report/html_report.hpp"
#include "report/rules_document.hpp"
#include "report/shell_word.hpp"
#include "report/text_report.hpp"
#include "standard_output.hpp"
#include "tenbin/compare/comparison.hpp"
#include "tenbin/compare/council.hpp"
#include "tenbin/core/error.hpp"
#include "tenbin/language/messages/compare.hpp"
#include "tenbin/language/messages/help.hpp"
#include "tenbin/language/messages/progress.hpp"
#include "tenbin/language/messages/rules.hpp"
#include "tenbin/scenario/reader.hpp"
#include "whole_file.hpp"

namespace tenbin::cli {
namespace {

using language::Message;
using language::text;

constexpr std::uint64_t most_years = std::uint64_t{1} << 31U;
constexpr std::uint64_t most_threads = 1024;

std::string axis_names() {
  std::vector<std::string> names;
  for (const compare::Axis& axis : compare::axes()) names.push_back(axis.name);
  return listed(names);
}

class CompareCommand final : public Command {
 public:
  CLI::App* declare(CLI::App& program, language::Language language) override {
    const auto say = [&](Message message, const language::Arguments& arguments = {}) {
      return text(language, message, arguments);
    };
    CLI::App* command = program.add_subcommand("compare", say(message::help_compare));
    command->add_option("SCENARIO", scenario_, say(message::help_compare_scenario));
    command->add_option("--across", across_, say(message::help_compare_across, {{"words", axis_names()}}))
        ->type_name("AXIS=VALUES")
        ->allow_extra_args(false)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command->add_option("--reference", reference_, say(message::help_compare_reference))->type_name("VALUE");
    command->add_option("--years", years_, say(message::help_run_years))->type_name("N");
    command->add_option("--seed", seed_, say(message::help_run_seed))->type_name("N");
    command->add_option("--threads", threads_, say(message::help_run_threads))->type_name("N");
    command->add_option("--format", format_, say(message::help_run_format))->type_name("FORMAT");
    command->add_option("--report", report_, say(message::help_run_report))->type_name("FILE.html");
    command->footer(say(message::help_compare_examples));
    return command;
  }

  ExitCode execute(Console& console) override {
    const bool json = one_of("--format", format_.value_or("text"), {"text", "json"}) == 1;
    compare::PairedOptions options;
    if (years_) whole_number("--years", *years_, 1, most_years);
    if (seed_) whole_number("--seed", *seed_, 0, std::numeric_limits<std::uint64_t>::max());
    if (threads_) options.threads = static_cast<int>(whole_number("--threads", *threads_, 1, most_threads));
    need(scenario_.has_value(), "SCENARIO");
    need(!across_.empty(), "--across");
    const compare::ReadAcross across = compare::read_across(across_);
    if (across.fault) throw Failure(ExitCode::usage, *across.fault);

    const scenario::FileText file = scenario::read_file_text(*scenario_);
    scenario::ReadResult read;
    if (file.problem) {
      read.problems = {*file.problem};
    } else {
      read = scenario::read_scenario(file.text, *scenario_);
    }
    if (!read.scenario) return refuse(read.problems, console);
    set_simulation(read.scenario->simulation);
    if (std::vector<std::string> presets = presets_of(across.across); !presets.empty())
      return compare_presets(*read.scenario, presets, options, json, console);
    const compare::Variants variants =
        compare::make_variants(file.text, *scenario_, across.across, *read.scenario);
    if (variants.fault) throw Failure(ExitCode::usage, *variants.fault);
    if (!variants.problems.empty()) return refuse(variants.problems, console);
    const std::optional<std::size_t> reference = compare::find_variant(variants, reference_.value_or(""));
    if (!reference) throw no_such_reference(variants);

    std::optional<WholeFile> report;
    if (report_) report.emplace(*report_);
    const compare::Comparison comparison = run(variants, *reference, options, console);
    const language::Language language = console.environment.language;
    const Document document = comparison_document(comparison, again(comparison), language);
    write_standard_output(
        json ? comparison_json(comparison, *scenario_) : text_report(document, console.environment), console);
    if (report) {
      report->commit(html_report(document, language));
      console.note({message::log_report, {{"file", *report_}}});
    }
    return ExitCode::done;
  }

 private:
  /// Presets of liability, the reference first, where they alone are compared; else nothing.
  std::vector<std::string> presets_of(const std::vector<compare::Across>& across) const {
    if (across.size() != 1 || across.front().axis != "liability") return {};
    std::vector<std::string> ids = across.front().values;
    if (ids.empty()) ids = compare::comparable_presets();
    const std::vector<std::string> known = compare::comparable_presets();
    for (const std::string& id : ids) {
      if (std::find(known.begin(), known.end(), id) == known.end()) return {};
    }
    if (ids.size() < 2) return {};
    if (reference_) {
      const auto found = std::find(ids.begin(), ids.end(), *reference_);
      if (found == ids.end())
        throw usage_failure(message::across_no_reference, {{"value", *reference_}, {"values", listed(ids)}});
      std::rotate(ids.begin(), found, found + 1);
    }
    return ids;
  }

  ExitCode compare_presets(const scenario::Scenario& input, const std::vector<std::string>& presets,
                           compare::PairedOptions options, bool json, Console& console) const {
    if (input.deployments.empty()) {
      return refuse({{*scenario_, "/", {message::rules_no_liability, {}}, 0}}, console);
    }
    std::optional<WholeFile> report;
    if (report_) report.emplace(*report_);
    const std::optional<compare::Council> council =
        watched(std::move(options), console, [&](const compare::PairedOptions& watched_options) {
          return compare::council(input, presets, watched_options);
        });
    console.note({message::log_compared,
                  {{"variants", council->presets.size() * council->claims.size()},
                   {"years", grouped(static_cast<double>(council->years), 0)},
                   {"seconds", significant_digits(council->seconds, 3)}}});
    const language::Language language = console.environment.language;
    const Document document =
        rules_document(*council, again(council->years, council->input.simulation.seed), language);
    write_standard_output(
        json ? rules_json(*council, *scenario_) : text_report(document, console.environment), console);
    if (report) {
      report->commit(html_report(document, language));
      console.note({message::log_report, {{"file", *report_}}});
    }
    return ExitCode::done;
  }

  /// Runs `compute` with a progress bar and an ear for Ctrl-C.
  template <class Compute>
  static std::invoke_result_t<Compute, const compare::PairedOptions&> watched(compare::PairedOptions options,
                                                                              Console& console,
                                                                              const Compute& compute) {
    if (console.environment.watch_for_stop) console.environment.watch_for_stop();
    options.stop_requested = console.environment.stop_requested;
    std::invoke_result_t<Compute, const compare::PairedOptions&> result;
    try {
      ProgressBar bar(console.err, console.environment);
      if (console.verbosity == Verbosity::normal)
        options.progress = [&bar](std::int64_t done, std::int64_t aim) { bar.show(done, aim); };
      result = compute(options);
    } catch (const Error& error) {
      throw Failure(ExitCode::failure, {message::failure_computation, {{"detail", error.what()}}});
    }
    if (!result) throw Failure(ExitCode::failure, {message::compare_stopped, {}});
    return result;
  }

  static void need(bool given, const char* argument) {
    if (!given) {
      throw usage_failure(message::usage_missing_argument,
                          {{"argument", argument}, {"command", "tenbin compare"}});
    }
  }

  static ExitCode refuse(const std::vector<scenario::Problem>& problems, Console& console) {
    print_problems(problems, console);
    return ExitCode::invalid_input;
  }

  Failure no_such_reference(const compare::Variants& variants) const {
    std::vector<std::string> values;
    for (const compare::Across& axis : variants.across)
      values.insert(values.end(), axis.values.begin(), axis.values.end());
    return usage_failure(message::across_no_reference,
                         {{"value", reference_.value_or("")}, {"values", listed(values)}});
  }

  void set_simulation(scenario::Simulation& simulation) const {
    if (years_) simulation.years = static_cast<std::int64_t>(whole_number("--years", *years_, 1, most_years));
    if (seed_) simulation.seed = whole_number("--seed", *seed_, 0, std::numeric_limits<std::uint64_t>::max());
  }

  static compare::Comparison run(const compare::Variants& variants, std::size_t reference,
                                 compare::PairedOptions options, Console& console) {
    std::optional<compare::Comparison> comparison =
        watched(std::move(options), console, [&](const compare::PairedOptions& watched_options) {
          return compare::compare(variants, reference, watched_options);
        });
    console.note({message::log_compared,
                  {{"variants", comparison->variants.size()},
                   {"years", grouped(static_cast<double>(comparison->years), 0)},
                   {"seconds", significant_digits(comparison->seconds, 3)}}});
    return *std::move(comparison);
  }

  /// The command that makes the same comparison.
  std::string again(const compare::Comparison& comparison) const {
    return again(comparison.years, comparison.variants[comparison.reference].input.simulation.seed);
  }

  std::string again(std::int64_t years, std::uint64_t seed) const {
    std::string command = "tenbin compare " + shell_word(*scenario_);
    for (const std::string& words : across_) command += " --across " + shell_word(words);
    if (reference_) command += " --reference " + shell_word(*reference_);
    return command + " --years " + std::to_string(years) + " --seed " + std::to_string(seed);
  }

  std::optional<std::string> scenario_, reference_, years_, seed_, threads_, format_, report_;
  std::vector<std::string> across_;
};

}  // namespace

std::unique_ptr<Command> make_compare_command() { return std::make_unique<CompareCommand>(); }

}  // namespace tenbin::cli
