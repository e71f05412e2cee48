#include "commands/validate.hpp"

#include <CLI/CLI.hpp>

#include "failure.hpp"
#include "problems.hpp"
#include "standard_output.hpp"
#include "tenbin/language/messages/designs.hpp"
#include "tenbin/language/messages/help.hpp"
#include "tenbin/scenario/grid.hpp"
#include "tenbin/scenario/reader.hpp"
#include "tenbin/scenario/rehearsal.hpp"

namespace tenbin::cli {
namespace {

using language::text;

class ValidateCommand final : public Command {
 public:
  CLI::App* declare(CLI::App& program, language::Language language) override {
    CLI::App* command = program.add_subcommand("validate", text(language, message::help_validate));
    command->add_option("FILES", files_, text(language, message::help_validate_files));
    command->footer(text(language, message::help_validate_examples));
    return command;
  }

  ExitCode execute(Console& console) override {
    if (files_.empty()) {
      throw usage_failure(message::usage_missing_argument,
                          {{"argument", "FILES"}, {"command", "tenbin validate"}});
    }
    ExitCode exit_code = ExitCode::done;
    for (const std::string& file : files_) {
      scenario::ReadResult read = scenario::read_scenario_file(file);
      if (read.scenario) read.problems = scenario::rehearse(*read.scenario, file);
      if (read.problems.empty()) {
        std::string said = console.say({message::validate_ok, {{"file", file}}}) + "\n";
        said += grids_of(*read.scenario, console);
        write_standard_output(said, console);
        continue;
      }
      print_problems(read.problems, console);
      exit_code = ExitCode::invalid_input;
    }
    return exit_code;
  }

 private:
  /// The designs that each grid of the file makes.
  static std::string grids_of(const scenario::Scenario& scenario, const Console& console) {
    std::string said;
    const auto& designs = scenario.coverage_designs;
    for (std::size_t first = 0, last = 0; first < designs.size(); first = last) {
      const std::string base = scenario::base_of_grid(designs[first].id);
      std::string ids;
      for (last = first; last < designs.size() && designs[last].place.index == designs[first].place.index;
           ++last)
        ids += "    " + designs[last].id + "\n";
      if (!scenario::is_from_grid(designs[first].id)) continue;
      said += "  " + console.say({message::validate_grid, {{"design", base}, {"count", last - first}}}) +
              "\n" + ids;
    }
    return said;
  }

  std::vector<std::string> files_;
};

}  // namespace

std::unique_ptr<Command> make_validate_command() { return std::make_unique<ValidateCommand>(); }

}  // namespace tenbin::cli
