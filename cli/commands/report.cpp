#include "commands/report.hpp"

#include <CLI/CLI.hpp>
#include <optional>

#include "export/folder.hpp"
#include "failure.hpp"
#include "option_values.hpp"
#include "problems.hpp"
#include "report/comparison_document.hpp"
#include "report/comparison_words.hpp"
#include "report/council_document.hpp"
#include "report/html_report.hpp"
#include "report/result_document.hpp"
#include "report/text_report.hpp"
#include "standard_output.hpp"
#include "tenbin/compare/stored_comparison.hpp"
#include "tenbin/language/messages/council.hpp"
#include "tenbin/language/messages/help.hpp"
#include "tenbin/language/messages/progress.hpp"
#include "tenbin/language/messages/report_command.hpp"
#include "tenbin/result/stored_result.hpp"
#include "tenbin/scenario/reader.hpp"
#include "whole_file.hpp"

namespace tenbin::cli {
namespace {

using language::Message;
using language::text;

bool ends_with(const std::string& word, std::string_view end) {
  return word.size() >= end.size() && word.compare(word.size() - end.size(), end.size(), end) == 0;
}

class ReportCommand final : public Command {
 public:
  CLI::App* declare(CLI::App& program, language::Language language) override {
    const auto say = [&](Message message) { return text(language, message); };
    CLI::App* command = program.add_subcommand("report", say(message::help_report));
    command->add_option("RESULT", result_, say(message::help_report_result));
    command->add_option("--output,-o", output_, say(message::help_report_output))->type_name("FILE");
    command->add_option("--format", format_, say(message::help_report_format))->type_name("text|html");
    command->add_flag("--council", council_, say(message::help_report_council));
    command->add_option("--tornado", tornado_, say(message::help_report_tornado))->type_name("FILE");
    command->footer(say(message::help_report_examples));
    return command;
  }

  ExitCode execute(Console& console) override {
    if (!result_) {
      throw usage_failure(message::usage_missing_argument,
                          {{"argument", "RESULT"}, {"command", "tenbin report"}});
    }
    const bool page_by_name = output_ && (ends_with(*output_, ".html") || ends_with(*output_, ".htm"));
    const bool page =
        one_of("--format", format_.value_or(page_by_name ? "html" : "text"), {"text", "html"}) == 1;
    const scenario::FileText file = scenario::read_file_text(*result_);
    if (file.problem) return refuse({*file.problem}, console);
    std::optional<compare::Tornado> tornado;
    if (tornado_) {
      const scenario::FileText words = scenario::read_file_text(*tornado_);
      if (words.problem) return refuse({*words.problem}, console);
      compare::ReadTornado read = compare::read_tornado(words.text, *tornado_);
      if (!read.tornado) return refuse(read.problems, console);
      tornado = std::move(read.tornado);
    }
    const language::Language language = console.environment.language;
    const std::string format = compare::stored_format(file.text);
    if (format == "tenbin/council") {
      const compare::ReadCouncil read = compare::read_council(file.text, *result_);
      if (!read.council) return refuse(read.problems, console);
      if (council_ && output_ && !page)
        return write_pack(council_tables(*read.council), council_document(*read.council, language), console);
      return write(council_document(*read.council, language), page, console);
    }
    if (council_ || format == "tenbin/comparison") {
      const compare::ReadComparison read = compare::read_comparison(file.text, *result_);
      if (!read.stored) return refuse(read.problems, console);
      if (!council_) return write(comparison_page(*read.stored, language), page, console);
      const Document document = council_document(*read.stored, tornado, language);
      if (output_ && !page) return write_pack(council_tables(*read.stored, tornado), document, console);
      return write(document, page, console);
    }
    if (format == "tenbin/tornado") {
      const compare::ReadTornado read = compare::read_tornado(file.text, *result_);
      if (!read.tornado) return refuse(read.problems, console);
      return write(tornado_document(*read.tornado, language), page, console);
    }
    const result::ReadStored read = result::read_stored(file.text, *result_);
    if (!read.result) return refuse(read.problems, console);
    return write(result_document(*read.result, language, page ? Extent::page : Extent::terminal, tornado),
                 page, console);
  }

 private:
  static ExitCode refuse(const std::vector<scenario::Problem>& problems, Console& console) {
    print_problems(problems, console);
    return ExitCode::invalid_input;
  }

  static Document comparison_page(const compare::StoredComparison& stored, language::Language language) {
    return comparison_document(stored.comparison,
                               command_to_compare_again(stored.comparison, stored.source_file), language);
  }

  ExitCode write(const Document& document, bool page, Console& console) const {
    const std::string report = page ? html_report(document, console.environment.language)
                                    : text_report(document, console.environment);
    if (!output_) {
      write_standard_output(report, console);
      return ExitCode::done;
    }
    WholeFile(*output_).commit(report);
    console.note({message::log_report, {{"file", *output_}}});
    return ExitCode::done;
  }

  /// The page and its data, in a folder that appears when it is whole.
  ExitCode write_pack(std::vector<std::pair<std::string, std::string>> files, const Document& document,
                      Console& console) const {
    files.emplace_back("council.html", html_report(document, console.environment.language));
    Folder folder(*output_,
                  {"council.html", "figures.csv", "differences.csv", "assumptions.csv", "tornado.csv"});
    for (const auto& [name, text] : files) {
      TextFile file = folder.text_file(name);
      file.write(text);
      file.close();
    }
    folder.commit();
    console.note({message::log_council, {{"file", *output_}}});
    return ExitCode::done;
  }

  std::optional<std::string> result_, output_, format_, tornado_;
  bool council_ = false;
};

}  // namespace

std::unique_ptr<Command> make_report_command() { return std::make_unique<ReportCommand>(); }

}  // namespace tenbin::cli
