#include "commands/list_subject.hpp"
#include "report/words.hpp"
#include "tenbin/language/messages/liability.hpp"
#include "tenbin/liability/preset.hpp"

namespace tenbin::cli {
namespace {

using language::Language;
using language::Message;
using language::text;
using liability::BothLanguages;
using liability::Preset;

const char* word_of(liability::Confidence confidence) {
  switch (confidence) {
    case liability::Confidence::high:
      return "high";
    case liability::Confidence::medium:
      return "medium";
    case liability::Confidence::low:
      break;
  }
  return "low";
}

nlohmann::ordered_json date(const Preset& preset) {
  if (preset.date.empty()) return nullptr;
  return preset.date;
}

nlohmann::ordered_json both(const BothLanguages& words) {
  return in_both_languages(words.english, words.japanese);
}

}  // namespace

Document presets_document(Language language) {
  const auto say = [language](Message message, const language::Arguments& arguments = {}) {
    return text(language, message, arguments);
  };
  Document document{say(message::list_presets_title), say(message::list_presets_subtitle), {}, {}, ""};
  for (const Preset& preset : liability::presets()) {
    const std::string since = preset.date.empty() ? say(message::preset_no_law) : preset.date;
    const auto line = [&](Message label, const std::string& words) {
      return say(label) + (language == Language::english ? ": " : "：") + words;
    };
    BulletList list{{line(message::preset_rule, preset.rule.in(language)),
                     line(message::preset_law, preset.law.in(language)), line(message::preset_date, since),
                     line(message::preset_damage, preset.damage.in(language)),
                     line(message::preset_assumes, preset.assumes.in(language)),
                     line(message::preset_not_modelled, preset.not_modelled.in(language)),
                     line(message::preset_source, preset.source),
                     line(message::preset_confidence, name_of_word(word_of(preset.confidence), language))}};
    document.sections.push_back({preset.id + ": " + preset.name.in(language), {std::move(list)}});
  }
  return document;
}

nlohmann::ordered_json presets_json() {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const Preset& preset : liability::presets()) {
    rows.push_back({{"preset", preset.id},
                    {"name", both(preset.name)},
                    {"rule", both(preset.rule)},
                    {"law", both(preset.law)},
                    {"date", date(preset)},
                    {"damage", both(preset.damage)},
                    {"assumes", both(preset.assumes)},
                    {"not_modelled", both(preset.not_modelled)},
                    {"source", preset.source},
                    {"confidence", word_of(preset.confidence)},
                    {"judgement", preset.is_judgement}});
  }
  return rows;
}

}  // namespace tenbin::cli
