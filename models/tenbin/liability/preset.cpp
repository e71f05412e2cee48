#include "tenbin/liability/preset.hpp"

#include <algorithm>
#include <stdexcept>

#include "tenbin/language/messages/errors.hpp"
#include "tenbin/language/messages/liability.hpp"
#include "tenbin/liability/event_reader.hpp"
#include "tenbin/liability/object_reading.hpp"
#include "tenbin/scenario/reader.hpp"

namespace tenbin::liability::preset_files {
const std::vector<std::pair<std::string_view, std::string_view>>& embedded_files();
}

namespace tenbin::liability {
namespace {

using scenario::Document;
using scenario::in_quotes;

constexpr std::string_view codes[] = {"DATA", "DEV", "INT", "MFR", "OPR", "AUD", "FPI"};

enum class Origin { library, user };

class PresetReading : private ObjectReading {
 public:
  using ObjectReading::ObjectReading;

  PresetReadResult read(const Node& root, Origin origin) {
    if (const Node* base = find(root, "base"); base != nullptr && origin == Origin::user) start_from(*base);
    object(root, {{"format", word<bool>(is_format_, {{"tenbin/preset", true}})},
                  {"version", version()},
                  {"id", any_text(preset_.id)},
                  {"base", [](const Node&) {}},
                  {"name", both(preset_.name)},
                  {"rule", both(preset_.rule)},
                  {"law", both(preset_.law)},
                  {"damage", both(preset_.damage)},
                  {"assumes", both(preset_.assumes)},
                  {"not_modelled", both(preset_.not_modelled)},
                  {"date", any_text(preset_.date), true},
                  {"source", any_text(preset_.source)},
                  {"confidence", word<Confidence>(preset_.confidence, {{"high", Confidence::high},
                                                                       {"medium", Confidence::medium},
                                                                       {"low", Confidence::low}})},
                  {"judgement", flag(preset_.is_judgement)},
                  {"parameters", [this](const Node& node) { object(node, parameter_keys()); }}});
    require(root, "format", "\"tenbin/preset\"");
    require(root, "version", "1");
    require(root, "id", "\"MINE\"");
    require(root, "parameters", "{\"rho\": 0.8}");
    PresetReadResult result;
    result.problems = take_problems();
    if (result.problems.empty()) result.preset = std::move(preset_);
    return result;
  }

 private:
  void start_from(const Node& base) {
    const Preset* found = base.kind == Node::Kind::string ? find_preset(base.text) : nullptr;
    if (found != nullptr) {
      preset_ = *found;
      return;
    }
    std::vector<std::string> known;
    for (const Preset& preset : presets()) known.push_back(preset.id);
    if (base.kind == Node::Kind::string) {
      unknown_word(base, known);
    } else {
      wrong(base, message::wanted_text, "\"JP_TORT_NOW\"");
    }
  }

  Action version() {
    return [this](const Node& node) {
      if (node.kind != Node::Kind::integer || node.text != "1") {
        report(node, message::error_version, {{"value", node.text}});
      }
    };
  }

  Action any_text(std::string& target) {
    return [this, &target](const Node& node) {
      if (node.kind != Node::Kind::string || node.text.empty()) {
        return wrong(node, message::wanted_text, "\"...\"");
      }
      target = node.text;
    };
  }

  Action both(BothLanguages& target) {
    return [this, &target](const Node& node) {
      object(node, {{"en", any_text(target.english)}, {"ja", any_text(target.japanese)}});
      require(node, "en", "\"...\"");
      require(node, "ja", "\"...\"");
    };
  }

  std::optional<Role> role(const Node& node, const std::string& name) {
    for (std::size_t i = 0; i < std::size(codes); ++i) {
      if (codes[i] == name) return static_cast<Role>(i);
    }
    std::vector<std::string> known;
    for (const std::string_view code : codes) known.emplace_back(code);
    report(node, message::event_choice_list, {{"value", in_quotes(name)}, {"choices", joined(known)}});
    return std::nullopt;
  }

  Action roles(std::vector<Role>& target) {
    return [this, &target](const Node& node) {
      if (node.kind != Node::Kind::array)
        return wrong(node, message::event_wanted_names, R"(["OPR", "DEV"])");
      target.clear();
      for (const Node* item : node.items) {
        if (item->kind != Node::Kind::string) {
          wrong(*item, message::event_wanted_name, "\"DEV\"");
          continue;
        }
        const std::optional<Role> found = role(*item, item->text);
        if (!found) continue;
        if (std::find(target.begin(), target.end(), *found) != target.end()) {
          report(*item, message::error_list_repeated, {{"value", in_quotes(item->text)}});
        } else {
          target.push_back(*found);
        }
      }
    };
  }

  Action amounts(std::vector<std::pair<Role, double>>& target) {
    return [this, &target](const Node& node) {
      if (node.kind != Node::Kind::object) return wrong(node, message::wanted_object, R"({"DEV": 100})");
      target.clear();
      for (const Node* item : node.items) {
        const std::optional<Role> found = role(*item, item->key);
        if (!found) continue;
        double value = 0;
        amount(value)(*item);
        target.emplace_back(*found, value);
      }
    };
  }

  Action order() {
    return word<std::vector<Role>>(parameters().first,
                                   {{"RANDOM", {}},
                                    {"OPR_FIRST", {Role::business_user}},
                                    {"OPR_INT_FIRST", {Role::business_user, Role::integrator}},
                                    {"FPI_FIRST", {Role::direct_insurer}}});
  }

  void read_sued(const Node& node) {
    parameters().sued.reset();
    if (node.kind != Node::Kind::string) return roles(parameters().sued.emplace())(node);
    word<bool>(parameters().is_computed, {{"ALL_LIABLE", false}, {"COMPUTED", true}})(node);
  }

  void read_exclusive(const Node& node) {
    parameters().exclusive.reset();
    if (node.kind == Node::Kind::null) return;
    if (node.kind != Node::Kind::string) return wrong(node, message::event_wanted_name, "\"DEV\"");
    if (node.text != "ARGMIN_SOCIAL_COST") parameters().exclusive = role(node, node.text);
  }

  void read_victim(const Node& node) {
    parameters().victim.reset();
    if (node.kind == Node::Kind::null) return;
    if (node.kind != Node::Kind::string) return wrong(node, message::event_wanted_name, "\"OPR\"");
    parameters().victim = role(node, node.text);
  }

  Action fund(std::optional<PresetFund>& target) {
    return [this, &target](const Node& node) {
      target.reset();
      if (node.kind == Node::Kind::null) return;
      PresetFund& made = target.emplace();
      object(node, {{"rate", share(made.rate)},
                    limit("cap_mJPY", made.cap),
                    {"tort", flag(made.tort)},
                    {"levy", amounts(made.levy)}});
    };
  }

  PresetParameters& parameters() { return preset_.parameters; }

  Keys parameter_keys() {
    PresetParameters& p = parameters();
    return {
        {"rule", word<Rule>(p.rule, {{"JOINT", Rule::joint},
                                     {"SEVERAL", Rule::several},
                                     {"SEVERAL_REALLOC", Rule::several_realloc},
                                     {"THRESHOLD", Rule::threshold},
                                     {"BYTYPE", Rule::by_type}})},
        {"cf", word<ComparativeFault>(p.comparative_fault, {{"NONE", ComparativeFault::none},
                                                            {"PURE", ComparativeFault::pure},
                                                            {"MOD50", ComparativeFault::mod50},
                                                            {"MOD51", ComparativeFault::mod51},
                                                            {"CONTRIB", ComparativeFault::contrib},
                                                            {"JIBAI_STEP", ComparativeFault::jibai_step}})},
        {"kappa", share(p.kappa)},
        {"claim_prob", share(p.claim_probability)},
        {"order", order()},
        {"sued", [this](const Node& node) { read_sued(node); }},
        {"q_fault_mult", amount(p.fault_multiplier)},
        {"q_defect", share(p.defect_probability)},
        {"dev_risk", share(p.development_risk)},
        {"strict_defect", roles(p.strict_defect)},
        {"strict_operator", roles(p.strict_operator)},
        {"q_operator", share(p.operator_probability)},
        {"victim_cost_rate", share(p.victim_cost_rate)},
        {"fee_shift", share(p.fee_shift)},
        {"defence_rate", share(p.defence_rate)},
        {"contrib_base", word<ContributionBase>(
                             p.base, {{"CLAIM", ContributionBase::claim}, {"PAID", ContributionBase::paid}})},
        {"contrib_weights",
         word<ContributionWeights>(p.weights, {{"FAULT", ContributionWeights::fault},
                                               {"PER_CAPITA", ContributionWeights::per_capita}})},
        {"contrib_realloc", flag(p.reallocate)},
        {"rho", share(p.recourse_success)},
        {"phi", share(p.recourse_cost_rate)},
        {"cap_binds_victim", flag(p.cap_binds_victim)},
        {"cap_binds_contribution", flag(p.cap_binds_contribution)},
        limit("cap_multiple_of_annual_fee", p.cap_in_annual_fees),
        limit("statutory_cap_mJPY", p.statutory_cap),
        {"fund", fund(p.fund)},
        {"fund_first", fund(p.fund_first)},
        {"compulsory_cover_mJPY", amounts(p.compulsory_cover)},
        {"several_only", roles(p.several_only)},
        {"exclusive", [this](const Node& node) { read_exclusive(node); }},
        {"q_fallback", share(p.fallback_probability)},
        {"victim", [this](const Node& node) { read_victim(node); }},
        {"small_software_maker_recourse_waived", flag(p.small_maker_recourse_waived)},
    };
  }

  Preset preset_;
  bool is_format_ = false;
};

PresetReadResult read(std::string_view text, std::string file_name, Origin origin) {
  const Document document = scenario::parse_document(text);
  if (document.fault) return {std::nullopt, {{std::move(file_name), {}, *document.fault, 0}}};
  return PresetReading(std::move(file_name)).read(*document.root, origin);
}

std::vector<Preset> read_library() {
  std::vector<Preset> result;
  for (const auto& [name, text] : preset_files::embedded_files()) {
    PresetReadResult file = read(text, std::string(name), Origin::library);
    if (!file.preset) {
      throw std::logic_error(file.problems.front().text(language::Language::english));
    }
    result.push_back(std::move(*file.preset));
  }
  return result;
}

}  // namespace

const std::vector<Preset>& presets() {
  static const std::vector<Preset> all = read_library();
  return all;
}

const Preset* find_preset(std::string_view id) {
  const std::vector<Preset>& all = presets();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Preset& one) { return one.id == id; });
  return found == all.end() ? nullptr : &*found;
}

PresetReadResult read_preset(std::string_view text, std::string file_name) {
  return read(text, std::move(file_name), Origin::user);
}

PresetReadResult read_preset_file(const std::string& path) {
  scenario::FileText file = scenario::read_file_text(path);
  if (file.problem) return {std::nullopt, {std::move(*file.problem)}};
  return read_preset(file.text, path);
}

}  // namespace tenbin::liability
