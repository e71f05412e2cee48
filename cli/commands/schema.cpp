#include "commands/schema.hpp"

#include <CLI/CLI.hpp>

#include "standard_output.hpp"
#include "tenbin/language/messages/help.hpp"
#include "tenbin/scenario/schema.hpp"

namespace tenbin::cli {
namespace {

using language::text;

class SchemaCommand final : public Command {
 public:
  CLI::App* declare(CLI::App& program, language::Language language) override {
    CLI::App* command = program.add_subcommand("schema", text(language, message::help_schema));
    command->footer(text(language, message::help_schema_examples));
    return command;
  }

  ExitCode execute(Console& console) override {
    std::string schema = scenario::scenario_schema();
    if (schema.empty() || schema.back() != '\n') schema += '\n';
    write_standard_output(schema, console);
    return ExitCode::done;
  }
};

}  // namespace

std::unique_ptr<Command> make_schema_command() { return std::make_unique<SchemaCommand>(); }

}  // namespace tenbin::cli
