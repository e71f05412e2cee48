#include "commands/report.hpp"

#include <CLI/CLI.hpp>
#include <optional>

#include "failure.hpp"
#include "option_values.hpp"
#include "problems.hpp"
#include "report/html_report.hpp"
#include "report/result_document.hpp"
#include "report/text_report.hpp"
#include "standard_output.hpp"
#include "tenbin/language/messages/help.hpp"
#include "tenbin/language/messages/progress.hpp"
#include "tenbin/language/messages/report_command.hpp"
#include "tenbin/result/stored_result.hpp"
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
    const result::ReadStored read = result::read_stored_file(*result_);
    if (!read.result) {
      print_problems(read.problems, console);
      return ExitCode::invalid_input;
    }
    const language::Language language = console.environment.language;
    const Document document = result_document(*read.result, language);
    const std::string report =
        page ? html_report(document, language) : text_report(document, console.environment);
    if (!output_) {
      write_standard_output(report, console);
      return ExitCode::done;
    }
    WholeFile(*output_).commit(report);
    console.note({message::log_report, {{"file", *output_}}});
    return ExitCode::done;
  }

 private:
  std::optional<std::string> result_, output_, format_;
};

}  // namespace

std::unique_ptr<Command> make_report_command() { return std::make_unique<ReportCommand>(); }

}  // namespace tenbin::cli
