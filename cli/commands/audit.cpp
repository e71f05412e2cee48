#include "commands/audit.hpp"

#include <CLI/CLI.hpp>
#include <cmath>
#include <optional>

#include "failure.hpp"
#include "option_values.hpp"
#include "problems.hpp"
#include "report/audit_document.hpp"
#include "report/html_report.hpp"
#include "report/json_writer.hpp"
#include "report/text_report.hpp"
#include "standard_output.hpp"
#include "tenbin/audit/answers.hpp"
#include "tenbin/audit/assessment.hpp"
#include "tenbin/language/messages/audit.hpp"
#include "tenbin/language/messages/help.hpp"
#include "tenbin/perils/peril.hpp"
#include "tenbin/perils/quality.hpp"
#include "tenbin/perils/relative_frequency.hpp"
#include "tenbin/scenario/compile.hpp"
#include "tenbin/scenario/reader.hpp"
#include "tenbin/scenario/vocabulary.hpp"

namespace tenbin::cli {
namespace {

using language::Message;
using language::text;

enum class Form { text, json, html };

class AuditCommand final : public Command {
 public:
  CLI::App* declare(CLI::App& program, language::Language language) override {
    const auto say = [&](Message message, const language::Arguments& arguments = {}) {
      return text(language, message, arguments);
    };
    CLI::App* command = program.add_subcommand("audit", say(message::help_audit));
    command->add_option("ANSWERS", answers_, say(message::help_audit_answers));
    command
        ->add_option("--use-case", use_case_,
                     say(message::help_audit_use_case, {{"words", listed(scenario::use_cases())}}))
        ->type_name("USE_CASE");
    command
        ->add_option("--business-type", business_type_,
                     say(message::help_audit_business_type, {{"words", listed(scenario::business_types())}}))
        ->type_name("TYPE");
    command->add_option("--scenario", scenario_, say(message::help_audit_scenario))->type_name("SCENARIO");
    command->add_option("--deployment", deployment_, say(message::help_audit_deployment))->type_name("ID");
    command
        ->add_option("--method", method_,
                     say(message::help_audit_method, {{"words", listed(scenario::audit_methods())}}))
        ->type_name("METHOD");
    command->add_option("--age-months", age_, say(message::help_audit_age))->type_name("N");
    command->add_flag("--value", value_, say(message::help_audit_value));
    command->add_option("--form", form_, say(message::help_audit_form))->type_name("FORMAT");
    command->add_option("--format", format_, say(message::help_audit_format))->type_name("FORMAT");
    command->footer(say(message::help_audit_examples));
    return command;
  }

  ExitCode execute(Console& console) override {
    const auto format =
        static_cast<Form>(one_of("--format", format_.value_or("text"), {"text", "json", "html"}));
    if (form_) return write_form(console);
    check_options();
    // Both files are looked at before anything is said, so that all their faults are told at once.
    audit::AnswersRead answers = audit::read_answers_file(*answers_);
    std::optional<scenario::Scenario> scenario;
    std::vector<scenario::Problem> problems = std::move(answers.problems);
    if (scenario_) {
      scenario::ReadResult read = scenario::read_scenario_file(*scenario_);
      problems.insert(problems.end(), read.problems.begin(), read.problems.end());
      scenario = std::move(read.scenario);
    }
    if (!problems.empty()) {
      print_problems(problems, console);
      return ExitCode::invalid_input;
    }
    const AuditReport report = scenario ? with_scenario(*scenario, *answers.sheet) : alone(*answers.sheet);
    const language::Language language = console.environment.language;
    write_standard_output(format == Form::json ? json_text(audit_json(report))
                          : format == Form::html
                              ? html_report(audit_document(report, language), language)
                              : text_report(audit_document(report, language), console.environment),
                          console);
    return ExitCode::done;
  }

 private:
  ExitCode write_form(Console& console) const {
    const auto format =
        static_cast<audit::FormFormat>(one_of("--form", *form_, std::vector<std::string>{"csv", "json"}));
    if (answers_) throw usage_failure(message::usage_audit_form_alone);
    write_standard_output(audit::blank_form(format, console.environment.language), console);
    return ExitCode::done;
  }

  static void require(const std::optional<std::string>& value, const std::string& name) {
    if (!value)
      throw usage_failure(message::usage_missing_argument, {{"argument", name}, {"command", "tenbin audit"}});
  }

  void check_options() const {
    require(answers_, "ANSWERS");
    if (scenario_ && (use_case_ || business_type_)) throw usage_failure(message::usage_audit_scenario_or_use);
    if (!scenario_) {
      require(use_case_, "--use-case");
      require(business_type_, "--business-type");
      one_of("--use-case", *use_case_, scenario::use_cases());
      one_of("--business-type", *business_type_, scenario::business_types());
    }
    if (method_) one_of("--method", *method_, scenario::audit_methods());
    if (age_) whole_number("--age-months", *age_, 0, longest_age);
  }

  /// Method and age: as the options say, else as the scenario says.
  scenario::Audit audit_of(const std::optional<scenario::Audit>& stated) const {
    scenario::Audit audit;
    audit.method = method_ ? *method_ : stated ? stated->method : "self_check";
    if (stated) audit.age_months = stated->age_months;
    if (age_) audit.age_months = static_cast<double>(whole_number("--age-months", *age_, 0, longest_age));
    return audit;
  }

  AuditReport alone(const audit::AnswerSheet& sheet) const {
    library::LibraryReader library{library::standard_library()};
    AuditReport report;
    report.system = {*use_case_, *business_type_, audit::Inspectability::open};
    const audit::LossOfQuality loss = perils::relative_frequency(*use_case_, *business_type_, library);
    fill(report, sheet, audit_of(std::nullopt), loss, library);
    return report;
  }

  AuditReport with_scenario(const scenario::Scenario& scenario, const audit::AnswerSheet& sheet) const {
    const scenario::Deployment& deployment = chosen(scenario);
    library::LibraryReader library{library::standard_library()};
    std::vector<result::AuditPosterior> audits;
    const std::vector<perils::Source> sources = scenario::compile_sources(scenario, library, audits);
    const audit::LossOfQuality loss = perils::loss_of_quality(sources, deployment.id, library);
    AuditReport report;
    report.system = audit::audited_system(deployment);
    report.currency = scenario.currency;
    report.money_scale = static_cast<double>(perils::money_scale(scenario, library));
    fill(report, sheet, audit_of(deployment.audit), loss, library);
    return report;
  }

  const scenario::Deployment& chosen(const scenario::Scenario& scenario) const {
    if (scenario.deployments.empty()) throw usage_failure(message::usage_audit_no_deployment);
    std::vector<std::string> ids;
    for (const scenario::Deployment& deployment : scenario.deployments) ids.push_back(deployment.id);
    if (deployment_) return scenario.deployments[one_of("--deployment", *deployment_, ids)];
    if (ids.size() > 1)
      throw usage_failure(message::usage_audit_deployment, {{"count", ids.size()}, {"words", listed(ids)}});
    return scenario.deployments.front();
  }

  void fill(AuditReport& report, const audit::AnswerSheet& sheet, const scenario::Audit& audit,
            const audit::LossOfQuality& loss, library::LibraryReader& library) const {
    report.file = *answers_;
    report.method = audit.method;
    report.age_months = audit.age_months;
    report.assessment = audit::assess(sheet, audit, report.system, loss, library);
    report.cap = library("audit/required_item_cap");
    report.with_value = value_;
    if (value_ && !report.assessment.belief.refer())
      report.prospects = audit::audit_prospects(loss, report.assessment.belief, report.system, library);
    for (const library::Number* number : library.used()) {
      ++report.numbers_used;
      if (number->judgement) ++report.judgements_used;
    }
  }

  static constexpr std::uint64_t longest_age = 240;

  std::optional<std::string> answers_, use_case_, business_type_, scenario_, deployment_, method_, age_,
      form_, format_;
  bool value_ = false;
};

}  // namespace

std::unique_ptr<Command> make_audit_command() { return std::make_unique<AuditCommand>(); }

}  // namespace tenbin::cli
