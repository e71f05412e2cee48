#include "commands/explain.hpp"

#include <algorithm>
#include <CLI/CLI.hpp>
#include <optional>

#include "commands/list_subject.hpp"
#include "failure.hpp"
#include "option_values.hpp"
#include "report/json_writer.hpp"
#include "report/text_report.hpp"
#include "report/words.hpp"
#include "standard_output.hpp"
#include "tenbin/language/messages/help.hpp"
#include "tenbin/language/messages/perils.hpp"
#include "tenbin/language/messages/report.hpp"
#include "tenbin/library/library.hpp"
#include "tenbin/scenario/problem.hpp"

namespace tenbin::cli {
namespace {

using language::Language;
using language::Message;
using language::text;
using nlohmann::ordered_json;

const library::Library& standard() { return library::standard_library(); }

template <class Entry>
std::string description(const Entry& entry, Language language) {
  return language == Language::japanese ? entry.description_ja : entry.description_en;
}

std::string provenance_line(library::Confidence confidence, bool judgement, Language language) {
  const Message basis = judgement ? message::assumptions_judgement : message::assumptions_sourced;
  return text(language, message::explain_confidence,
              {{"confidence", name_of_word(library::to_string(confidence), language)},
               {"basis", text(language, basis)}});
}

/// Numbers whose id is the word, begins with "WORD/" or has it as a part.
std::vector<const library::Number*> numbers_of(const std::string& word) {
  std::vector<const library::Number*> result;
  for (const auto& [id, number] : standard().numbers()) {
    if (("/" + id + "/").find("/" + word + "/") != std::string::npos) result.push_back(&number);
  }
  return result;
}

Section section_of(const library::Number& number, Language language) {
  BulletList list;
  const std::string value = with_unit(significant_digits(number.value, 6), number.unit, language);
  list.items.push_back(text(language, message::explain_value, {{"value", value}}));
  if (number.low) {
    list.items.push_back(
        text(language, message::explain_range,
             {{"low", significant_digits(*number.low, 4)}, {"high", significant_digits(*number.high, 4)}}));
  }
  if (number.price_year != 0)
    list.items.push_back(
        text(language, message::explain_price_year, {{"year", std::to_string(number.price_year)}}));
  list.items.push_back(text(language, message::explain_source, {{"source", number.source}}));
  list.items.push_back(provenance_line(number.confidence, number.judgement, language));
  return {number.id, {Paragraph{description(number, language)}, list}};
}

/// The entry of that id in one of the lists of the library, or null.
const library::Entry* entry_of(const std::string& id) {
  const auto in = [&](const auto& list) -> const library::Entry* {
    for (const auto& entry : list) {
      if (entry.id == id) return &entry;
    }
    return nullptr;
  };
  for (const library::Entry* found :
       {in(standard().perils()), in(standard().use_cases()), in(standard().business_types()),
        in(standard().people()), in(standard().components())}) {
    if (found != nullptr) return found;
  }
  return nullptr;
}

const library::Exposure* exposure_of(const std::string& id) {
  for (const library::Exposure& entry : standard().exposures()) {
    if (entry.id == id) return &entry;
  }
  return nullptr;
}

std::vector<std::string> known_words() {
  std::vector<std::string> words;
  for (const auto& [id, number] : standard().numbers()) words.push_back(id);
  const auto add = [&](const auto& list) {
    for (const auto& entry : list) words.push_back(entry.id);
  };
  add(standard().perils());
  add(standard().use_cases());
  add(standard().business_types());
  add(standard().people());
  add(standard().components());
  add(standard().exposures());
  return words;
}

class ExplainCommand final : public Command {
 public:
  CLI::App* declare(CLI::App& program, Language language) override {
    CLI::App* command = program.add_subcommand("explain", text(language, message::help_explain));
    command->add_option("ID", id_, text(language, message::help_explain_id));
    command->add_option("--format", format_, text(language, message::help_run_format))
        ->type_name("text|json");
    command->footer(text(language, message::help_explain_examples));
    return command;
  }

  ExitCode execute(Console& console) override {
    if (!id_)
      throw usage_failure(message::usage_missing_argument,
                          {{"argument", "ID"}, {"command", "tenbin explain"}});
    const bool json = format_ && one_of("--format", *format_, {"text", "json"}) == 1;
    const library::Entry* entry = entry_of(*id_);
    const library::Exposure* exposure = exposure_of(*id_);
    const std::vector<const library::Number*> numbers = numbers_of(*id_);
    if (entry == nullptr && exposure == nullptr && numbers.empty()) refuse();
    if (json) {
      write_standard_output(json_text(as_json(entry, exposure, numbers)), console);
    } else {
      write_standard_output(
          text_report(document(entry, exposure, numbers, console.environment.language), console.environment),
          console);
    }
    return ExitCode::done;
  }

 private:
  [[noreturn]] void refuse() const {
    const std::string suggestion = scenario::nearest_word(*id_, known_words());
    if (suggestion.empty()) throw usage_failure(message::explain_unknown, {{"word", *id_}});
    throw usage_failure(message::explain_unknown_suggestion, {{"word", *id_}, {"suggestion", suggestion}});
  }

  Document document(const library::Entry* entry, const library::Exposure* exposure,
                    const std::vector<const library::Number*>& numbers, Language language) const {
    Document result{*id_, "", {}, {}, ""};
    if (standard().peril(*id_) != nullptr) result.subtitle = name_of_peril(*id_, language);
    if (entry != nullptr) {
      BulletList list;
      list.items = {text(language, message::explain_source, {{"source", entry->source}}),
                    provenance_line(entry->confidence, entry->judgement, language)};
      result.sections.push_back({"", {Paragraph{description(*entry, language)}, list}});
    }
    if (exposure != nullptr) {
      result.sections.push_back({"",
                                 {Paragraph{description(*exposure, language) + " (" +
                                            name_of_unit(exposure->unit, language) + ")"}}});
    }
    for (const library::Number* number : numbers) result.sections.push_back(section_of(*number, language));
    return result;
  }

  ordered_json as_json(const library::Entry* entry, const library::Exposure* exposure,
                       const std::vector<const library::Number*>& numbers) const {
    ordered_json result = {{"format", "tenbin/explanation"}, {"version", 1}, {"id", *id_}};
    if (entry != nullptr) {
      result["description"] = in_both_languages(entry->description_en, entry->description_ja);
      result["source"] = entry->source;
      result["confidence"] = library::to_string(entry->confidence);
      result["judgement"] = entry->judgement;
    }
    if (exposure != nullptr) {
      result["exposure"] = {
          {"unit", exposure->unit},
          {"description", in_both_languages(exposure->description_en, exposure->description_ja)}};
    }
    result["numbers"] = ordered_json::array();
    for (const library::Number* number : numbers) result["numbers"].push_back(number_json(*number));
    return result;
  }

  std::optional<std::string> id_, format_;
};

}  // namespace

std::unique_ptr<Command> make_explain_command() { return std::make_unique<ExplainCommand>(); }

}  // namespace tenbin::cli
