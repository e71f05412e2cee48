#include "commands/list.hpp"

#include <CLI/CLI.hpp>
#include <optional>

#include "commands/list_subject.hpp"
#include "failure.hpp"
#include "option_values.hpp"
#include "report/json_writer.hpp"
#include "report/text_report.hpp"
#include "standard_output.hpp"
#include "tenbin/language/messages/help.hpp"
#include "tenbin/language/messages/products.hpp"

namespace tenbin::cli {
namespace {

using language::Language;
using language::text;

std::vector<std::string> subject_words() {
  std::vector<std::string> words;
  for (const ListSubject& subject : list_subjects()) words.push_back(subject.word);
  return words;
}

Document overview(Language language) {
  Table table{"",
              {{text(language, message::list_subject), ColumnKind::words},
               {text(language, message::list_meaning), ColumnKind::sentence}},
              {},
              {}};
  for (const ListSubject& subject : list_subjects())
    table.rows.push_back({"tenbin list " + subject.word, text(language, subject.meaning)});
  return {text(language, message::list_title), "", {}, {{"", {std::move(table)}}}, ""};
}

nlohmann::ordered_json overview_json() {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const ListSubject& subject : list_subjects())
    rows.push_back({{"subject", subject.word}, {"meaning", in_both_languages(subject.meaning)}});
  return rows;
}

class ListCommand final : public Command {
 public:
  CLI::App* declare(CLI::App& program, Language language) override {
    CLI::App* command = program.add_subcommand("list", text(language, message::help_list));
    command->add_option("SUBJECT", subject_,
                        text(language, message::help_list_subject, {{"words", listed(subject_words())}}));
    command->add_option("ITEM", item_, text(language, message::help_list_item));
    command->add_option("--format", format_, text(language, message::help_run_format))
        ->type_name("text|json");
    command->footer(text(language, message::help_list_examples));
    return command;
  }

  ExitCode execute(Console& console) override {
    const bool json = format_ && one_of("--format", *format_, {"text", "json"}) == 1;
    const ListSubject* subject = nullptr;
    if (subject_) subject = &list_subjects().at(one_of("SUBJECT", *subject_, subject_words()));
    if (item_) {
      if (subject->items == nullptr)
        throw usage_failure(message::usage_list_item, {{"word", *item_}, {"subject", subject->word}});
      one_of("ITEM", *item_, subject->items());
    }
    const Language language = console.environment.language;
    if (json) {
      const nlohmann::ordered_json rows = subject == nullptr ? overview_json()
                                          : item_
                                              ? nlohmann::ordered_json::array({subject->item_json(*item_)})
                                              : subject->json();
      write_standard_output(json_text({{"format", "tenbin/list"},
                                       {"version", 1},
                                       {"subject", subject == nullptr ? "subjects" : subject->word},
                                       {"rows", rows}}),
                            console);
    } else {
      const Document document = subject == nullptr ? overview(language)
                                : item_            ? subject->item_document(*item_, language)
                                                   : subject->document(language);
      write_standard_output(text_report(document, console.environment), console);
    }
    return ExitCode::done;
  }

 private:
  std::optional<std::string> subject_, item_, format_;
};

}  // namespace

std::unique_ptr<Command> make_list_command() { return std::make_unique<ListCommand>(); }

}  // namespace tenbin::cli
