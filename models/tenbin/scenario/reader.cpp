#include "tenbin/scenario/reader.hpp"

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <system_error>

#include "tenbin/audit/answers.hpp"
#include "tenbin/audit/checklist_score.hpp"
#include "tenbin/language/messages/audit.hpp"
#include "tenbin/language/messages/errors.hpp"
#include "tenbin/library/library.hpp"
#include "tenbin/scenario/book.hpp"
#include "tenbin/scenario/document.hpp"
#include "tenbin/scenario/field.hpp"
#include "tenbin/scenario/grid.hpp"
#include "tenbin/scenario/own_library.hpp"
#include "tenbin/scenario/own_preset.hpp"

namespace tenbin::scenario {
namespace {

using language::Message;
using language::Phrase;

ReadResult refused(std::string file, Phrase phrase) {
  ReadResult result;
  result.problems.push_back({std::move(file), {}, std::move(phrase), 0});
  return result;
}

/// Puts percentages in the place of each answer file, whose name is relative to the scenario's folder.
void read_checklists(Scenario& scenario, const std::string& file, std::vector<Problem>& problems) {
  library::LibraryReader library{library::standard_library()};
  for (std::size_t i = 0; i < scenario.deployments.size(); ++i) {
    std::optional<Audit>& audit = scenario.deployments[i].audit;
    // Where the result is told in several ways, that is said already.
    if (!audit || audit->checklist.empty() || audit->score || !audit->dimensions.empty()) continue;
    const std::string pointer = "/deployments/" + std::to_string(i) + "/audit/checklist";
    const std::filesystem::path folder = std::filesystem::path(file).parent_path();
    const std::filesystem::path path = folder / audit->checklist;
    // A file that is called "-" must not be taken for standard input.
    audit::AnswersRead read = audit::read_answers_file(path == "-" ? "./-" : path.string());
    for (Problem& problem : read.problems) {
      if (problem.phrase.message == message::error_unreadable) {
        problem.file = file;
        problem.pointer = pointer;
        problem.phrase.message = message::error_checklist_unreadable;
        problem.phrase.arguments.emplace_back("rule", message::rule_audit_checklist);
      }
      problems.push_back(std::move(problem));
    }
    if (!read.sheet) continue;
    const audit::ChecklistScore score = audit::score_checklist(*read.sheet, library);
    audit->dimensions = score.percentages();
    if (audit->dimensions.empty())
      problems.push_back({file, pointer, {message::answers_nothing_applies, {}}, 0});
    audit->required_item_failed = audit->required_item_failed || !score.failed_gates().empty();
    audit->checklist.clear();
  }
}

Phrase too_large() { return {message::error_too_large, {{"limit", largest_file >> 20U}}}; }

Phrase unreadable(int error) {
  Message reason = message::reason_input_output;
  if (error == ENOENT || error == ENOTDIR) reason = message::reason_not_found;
  if (error == EISDIR) reason = message::reason_folder;
  if (error == EACCES || error == EPERM) reason = message::reason_not_permitted;
  return {message::error_unreadable, {{"reason", reason}}};
}

}  // namespace

void fill_ids(Scenario& scenario) {
  for (CoverageDesign& design : scenario.coverage_designs) {
    for (Policy& policy : design.policies) {
      if (policy.id.empty()) policy.id = policy.product;
      for (Section& section : policy.sections) {
        if (section.id.empty()) section.id = section.cover;
      }
    }
  }
}

ReadResult read_scenario(std::string_view text, std::string file_name) {
  if (text.size() > largest_file) return refused(std::move(file_name), too_large());
  Document document = parse_document(text);
  if (document.fault) return refused(std::move(file_name), *document.fault);
  Reading reading(std::move(file_name));
  ReadResult result;
  expand_book(document, reading, reading.file());
  expand_grids(document, reading);
  Scenario scenario;
  scenario.library = expand_library(document, reading, reading.file(), result.problems);
  const std::optional<LiabilityParameters> changes =
      expand_preset(document, reading, reading.file(), result.problems);
  reading.read_object(scenario_table(), &scenario, *document.root);
  for (Problem& problem : reading.take_problems()) result.problems.push_back(std::move(problem));
  read_checklists(scenario, reading.file(), result.problems);
  if (result.problems.empty()) {
    fill_ids(scenario);
    if (changes) add_preset_changes(*changes, document, scenario);
    if (const Node* designs = document.root->find("coverage_designs")) {
      for (std::size_t i = 0; i < designs->items.size(); ++i)
        scenario.coverage_designs[i].place = {designs->items[i]->index};
    }
    result.scenario = std::move(scenario);
  }
  return result;
}

FileText read_file_text(const std::string& path) {
  const auto refused_text = [&](Phrase phrase) {
    return FileText{{}, Problem{path, {}, std::move(phrase), 0}};
  };
  const bool is_standard_input = path == "-";
  std::error_code ignored;
  if (!is_standard_input && std::filesystem::is_directory(path, ignored)) {
    return refused_text(unreadable(EISDIR));
  }
  const auto close = [is_standard_input](std::FILE* file) {
    if (!is_standard_input) std::fclose(file);
  };
  errno = 0;
  const std::unique_ptr<std::FILE, decltype(close)> file(
      is_standard_input ? stdin : std::fopen(path.c_str(), "rb"), close);
  if (!file) return refused_text(unreadable(errno));
  FileText read;
  std::string chunk(std::size_t{1} << 16U, '\0');
  while (read.text.size() <= largest_file) {
    const std::size_t count = std::fread(chunk.data(), 1, chunk.size(), file.get());
    if (count == 0) break;
    read.text.append(chunk, 0, count);
  }
  if (std::ferror(file.get()) != 0) return refused_text(unreadable(errno));
  if (read.text.size() > largest_file) return refused_text(too_large());
  return read;
}

ReadResult read_scenario_file(const std::string& path) {
  FileText file = read_file_text(path);
  if (file.problem) return {std::nullopt, {std::move(*file.problem)}};
  return read_scenario(file.text, path);
}

nlohmann::ordered_json to_json(const Scenario& scenario) { return write_object(scenario_table(), &scenario); }

}  // namespace tenbin::scenario
