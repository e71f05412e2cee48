#include "tenbin/scenario/own_preset.hpp"

#include <filesystem>
#include <utility>

#include "tenbin/language/messages/regime.hpp"
#include "tenbin/liability/preset.hpp"
#include "tenbin/scenario/liability_fields.hpp"
#include "tenbin/scenario/reader.hpp"

namespace tenbin::scenario {

std::optional<LiabilityParameters> expand_preset(Document& document, Reading& reading,
                                                 const std::string& scenario_file,
                                                 std::vector<Problem>& problems) {
  if (document.root == nullptr || document.root->kind != Node::Kind::object) return {};
  const Node* liability = document.root->find("liability");
  if (liability == nullptr || liability->kind != Node::Kind::object) return {};
  Node* place = nullptr;
  for (Node* item : liability->items) {
    if (item->key == "preset_file") place = item;
  }
  if (place == nullptr || place->kind != Node::Kind::string || place->text.empty()) return {};
  const std::filesystem::path path = std::filesystem::path(scenario_file).parent_path() / place->text;
  // A file that is called "-" must not be taken for standard input.
  const std::string file = path == "-" ? "./-" : path.string();
  const FileText read = read_file_text(file);
  std::optional<LiabilityParameters> changes;
  std::string base = "JP_TORT_NOW";  // where the file has faults, so that the rest can be read
  if (read.problem) {
    reading.report(*place, message::error_preset_file_unreadable,
                   {{"file", file}, {"detail", read.problem->phrase}});
  } else {
    liability::PresetReadResult result = liability::read_preset(read.text, file);
    for (Problem& problem : result.problems) problems.push_back(std::move(problem));
    const Document own = parse_document(read.text);
    if (result.preset && own.root != nullptr) {
      const Node* start = own.root->find("base");
      if (start == nullptr) {
        reading.report(*place, message::error_preset_file_without_base, {{"file", file}});
      } else {
        base = start->text;
        changes.emplace();
        Reading own_reading(file);
        own_reading.read_object(liability_parameters_table(), &*changes, *own.root->find("parameters"));
        for (Problem& problem : own_reading.take_problems()) problems.push_back(std::move(problem));
      }
    }
  }
  place->key = "preset";
  place->text = base;
  return changes;
}

void add_preset_changes(const LiabilityParameters& of_file, const Document& document, Scenario& scenario) {
  LiabilityParameters changes = of_file;
  if (const Node* own = document.root->find("liability")->find("parameters")) {
    Reading reading({});
    reading.read_object(liability_parameters_table(), &changes, *own);
  }
  scenario.liability->parameters = std::move(changes);
}

}  // namespace tenbin::scenario
