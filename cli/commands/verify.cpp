#include "commands/verify.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <CLI/CLI.hpp>
#include <cmath>
#include <optional>

#include "option_values.hpp"
#include "report/number_format.hpp"
#include "report/text_report.hpp"
#include "standard_output.hpp"
#include "tenbin/language/messages/help.hpp"
#include "tenbin/language/messages/progress.hpp"
#include "tenbin/language/messages/report.hpp"
#include "tenbin/verify/checked_case.hpp"

namespace tenbin::cli {
namespace {

using language::Message;
using language::text;
using verify::CheckedFigure;
using verify::KnownCase;

constexpr std::uint64_t most_years = std::uint64_t{1} << 31U;
constexpr std::uint64_t seed = 20260401;  // any; fixed, so that the answer is the same everywhere

class VerifyCommand final : public Command {
 public:
  CLI::App* declare(CLI::App& program, language::Language language) override {
    CLI::App* command = program.add_subcommand("verify", text(language, message::help_verify));
    command->add_option("--years", years_, text(language, message::help_verify_years))->type_name("N");
    command->footer(text(language, message::help_verify_examples));
    return command;
  }

  ExitCode execute(Console& console) override {
    const auto years =
        static_cast<std::int64_t>(whole_number("--years", years_.value_or("1000000"), 1000, most_years));
    const auto say = [&](Message message, language::Arguments arguments = {}) {
      return console.say({message, std::move(arguments)});
    };
    Table table{"",
                {{say(message::verify_case), ColumnKind::sentence},
                 {say(message::verify_figure), ColumnKind::words},
                 {say(message::verify_published), ColumnKind::number},
                 {say(message::verify_exact_distance), ColumnKind::number},
                 {say(message::verify_simulated), ColumnKind::number},
                 {say(message::verify_distance), ColumnKind::number},
                 {say(message::verify_verdict), ColumnKind::words}},
                {},
                {}};
    const std::vector<KnownCase>& cases = verify::known_cases();
    std::size_t count = 0, failed = 0;
    double largest = 0;
    for (std::size_t i = 0; i < cases.size(); ++i) {
      console.note(
          {message::log_verify_case, {{"number", i + 1}, {"count", cases.size()}, {"name", cases[i].id}}});
      bool first = true;
      for (const CheckedFigure& figure : verify::check_case(cases[i], years, seed)) {
        table.rows.push_back(row(first ? cases[i].id : "", figure, console));
        first = false;
        ++count;
        if (!figure.agrees()) ++failed;
        largest = std::max(largest, std::fabs(figure.distance.value_or(0)));
      }
    }
    const Message summary = failed == 0 ? message::verify_summary_pass : message::verify_summary_fail;
    const Section section{"",
                          {table, Paragraph{say(summary, {{"count", count},
                                                          {"failed", failed},
                                                          {"largest", fmt::format("{:.2f}", largest)},
                                                          {"allowed", verify::allowed_standard_errors}})}}};
    const Document document{say(message::verify_title), "", {}, {section}, ""};
    write_standard_output(text_report(document, console.environment), console);
    return failed == 0 ? ExitCode::done : ExitCode::failure;
  }

 private:
  static std::vector<Cell> row(const std::string& name, const CheckedFigure& figure, const Console& console) {
    std::string measure(verify::name(figure.known.measure));
    if (figure.known.level != 0) measure += " " + shortest_digits(figure.known.level);
    const double known = figure.known.value;
    const std::string relative =
        known == 0 ? "-" : fmt::format("{:.0e}", std::fabs(figure.exact / known - 1));
    Cell simulated = "-";
    if (figure.simulated) simulated = Cell(estimate(*figure.simulated, figure.standard_error.value_or(0)));
    return {name,
            measure,
            shortest_digits(known),
            relative,
            simulated,
            figure.distance ? fmt::format("{:+.2f}", *figure.distance) : "-",
            console.say({figure.agrees() ? message::verify_pass : message::verify_fail, {}})};
  }

  std::optional<std::string> years_;
};

}  // namespace

std::unique_ptr<Command> make_verify_command() { return std::make_unique<VerifyCommand>(); }

}  // namespace tenbin::cli
