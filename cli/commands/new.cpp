#include "commands/new.hpp"

#include <CLI/CLI.hpp>
#include <optional>
#include <stdexcept>

#include "failure.hpp"
#include "option_values.hpp"
#include "standard_output.hpp"
#include "tenbin/cases/collected_case.hpp"
#include "tenbin/language/messages/help.hpp"
#include "tenbin/language/messages/products.hpp"
#include "tenbin/scenario/templates.hpp"

namespace tenbin::cli {
namespace {

using language::text;

class NewCommand final : public Command {
 public:
  CLI::App* declare(CLI::App& program, language::Language language) override {
    CLI::App* command = program.add_subcommand("new", text(language, message::help_new));
    command->add_option(
        "USE_CASE", use_case_,
        text(language, message::help_new_use_case, {{"words", listed(scenario::template_use_cases())}}));
    command
        ->add_option("--business-type", business_type_,
                     text(language, message::help_new_business_type,
                          {{"words", listed(scenario::template_business_types())}}))
        ->type_name("TYPE");
    command->add_option("--case", case_, text(language, message::help_new_case))->type_name("CASE");
    command->footer(text(language, message::help_new_examples));
    return command;
  }

  ExitCode execute(Console& console) override {
    if (case_) return write_case(console);
    require(use_case_, "USE_CASE");
    require(business_type_, "--business-type");
    one_of("USE_CASE", *use_case_, scenario::template_use_cases());
    one_of("--business-type", *business_type_, scenario::template_business_types(*use_case_));
    std::optional<std::string> scenario =
        scenario::scenario_template(*use_case_, *business_type_, console.environment.language);
    if (!scenario) throw std::logic_error("no template for " + *use_case_ + ", " + *business_type_);
    if (scenario->empty() || scenario->back() != '\n') *scenario += '\n';
    write_standard_output(*scenario, console);
    return ExitCode::done;
  }

 private:
  ExitCode write_case(Console& console) const {
    if (use_case_ || business_type_) throw usage_failure(message::usage_case_with_others);
    std::vector<std::string> ids;
    for (const cases::CollectedCase& candidate : cases::collected_cases()) {
      if (!candidate.scenario.empty()) ids.push_back(candidate.id);
    }
    one_of("--case", *case_, ids);
    write_standard_output(cases::find_case(*case_)->scenario, console);
    return ExitCode::done;
  }

  static void require(const std::optional<std::string>& value, const std::string& name) {
    if (!value)
      throw usage_failure(message::usage_missing_argument, {{"argument", name}, {"command", "tenbin new"}});
  }

  std::optional<std::string> use_case_, business_type_, case_;
};

}  // namespace

std::unique_ptr<Command> make_new_command() { return std::make_unique<NewCommand>(); }

}  // namespace tenbin::cli
