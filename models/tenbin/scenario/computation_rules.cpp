#include "tenbin/scenario/computation_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "tenbin/core/error.hpp"
#include "tenbin/coverage/product.hpp"
#include "tenbin/language/messages/errors.hpp"
#include "tenbin/language/messages/products.hpp"
#include "tenbin/library/library.hpp"
#include "tenbin/perils/requirement.hpp"
#include "tenbin/scenario/compile.hpp"
#include "tenbin/scenario/document.hpp"
#include "tenbin/scenario/own_library.hpp"
#include "tenbin/scenario/problem.hpp"
#include "tenbin/scenario/ranges.hpp"
#include "tenbin/scenario/rules.hpp"
#include "tenbin/scenario/scenario.hpp"
#include "tenbin/scenario/vocabulary.hpp"

namespace tenbin::scenario {
namespace {

bool contains(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

/// There and without faults.
const Node* sound_at(const Node& object, std::string_view key) {
  const Node* entry = object.find(key);
  return entry != nullptr && entry->is_sound ? entry : nullptr;
}

/// Objects of a list with their structs; nothing where the list itself is wrong.
template <class Struct, class Visit>
void for_each_item(const Node& owner, std::string_view key, const std::vector<Struct>& structs, Visit visit) {
  const Node* list = owner.find(key);
  if (list == nullptr || list->kind != Node::Kind::array || list->items.size() != structs.size()) return;
  for (std::size_t i = 0; i < structs.size(); ++i) {
    if (list->items[i]->kind == Node::Kind::object) visit(*list->items[i], structs[i]);
  }
}

// --- deployment
// ----------------------------------------------------------------------------------------------------

bool is_computed(const Node& node, const Deployment& deployment) {
  return sound_at(node, "use_case") != nullptr && contains(perils::computed_use_cases(), deployment.use_case);
}

void check_use_case(const void* object, const Node& node, Reading& reading, Message statement) {
  const auto& deployment = *static_cast<const Deployment*>(object);
  const Node* use_case = sound_at(node, "use_case");
  if (use_case == nullptr || is_computed(node, deployment)) return;
  reading.report(*use_case, message::error_use_case_not_computed,
                 {{"value", in_quotes(deployment.use_case)},
                  {"choices", joined(perils::computed_use_cases())},
                  {"rule", statement}});
}

void check_product_class(const void* object, const Node& node, Reading& reading, Message statement) {
  const auto& deployment = *static_cast<const Deployment*>(object);
  if (!is_computed(node, deployment) || !perils::needs_product_class(deployment)) return;
  const language::Arguments arguments = {{"value", in_quotes(deployment.product_class)},
                                         {"choices", joined(perils::product_classes())},
                                         {"example", perils::product_classes().front()},
                                         {"rule", statement}};
  if (!reading.is_given(node, "product_class")) {
    reading.report_missing(node, "product_class", message::error_no_product_class, arguments);
  } else if (const Node* given = sound_at(node, "product_class")) {
    if (!contains(perils::product_classes(), deployment.product_class))
      reading.report(*given, message::error_product_class, arguments);
  }
}

void check_requirements(const void* object, const Node& node, Reading& reading, Message statement) {
  const auto& deployment = *static_cast<const Deployment*>(object);
  const Node* exposure = node.find("exposure");
  if (exposure == nullptr || exposure->kind != Node::Kind::object || !is_computed(node, deployment)) return;
  // A key that nobody knows may be a misspelling of what is missing: its problem is the one to solve first.
  if (!exposure->is_sound) return;
  for (const perils::Requirement& requirement : perils::required_exposures(deployment)) {
    if (exposure->find(requirement.exposure) != nullptr) continue;
    reading.report_missing(*exposure, requirement.exposure, message::error_missing_exposure,
                           {{"use_case", in_quotes(deployment.use_case)},
                            {"purpose", requirement.purpose},
                            {"key", requirement.exposure},
                            {"rule", statement}});
  }
}

void check_fees(const void*, const Node& node, Reading& reading, Message statement) {
  if (const Node* exposure = node.find("exposure"))
    require_order(*exposure, "annual_fee", "fees", Order::at_most, reading, statement);
}

void check_miss_rate(const void* object, const Node& node, Reading& reading, Message statement) {
  const auto& deployment = *static_cast<const Deployment*>(object);
  const Node* performance = node.find("performance");
  if (performance == nullptr || !is_computed(node, deployment)) return;
  const Node* rate = sound_at(*performance, "false_negative_rate");
  const Range range = from_below(perils::least_miss_rate, 1);
  if (rate == nullptr || range.contains(rate->number)) return;
  reading.report(*rate, message::error_miss_rate,
                 {{"value", rate->text}, {"range", range.rule()}, {"rule", statement}});
}

// --- section and policy
// --------------------------------------------------------------------------------------------

/// A waiting time is an ordinary deductible in hours; max(max(x - w, 0) - d, 0) = max(x - (w + d), 0) adds an
/// ordinary one in money, and nothing else is defined after it.
void check_waiting_deductible(const void* object, const Node& node, Reading& reading, Message statement) {
  const auto& section = *static_cast<const Section*>(object);
  const Node* deductible = sound_at(node, "deductible");
  if (deductible == nullptr || sound_at(node, "waiting_hours") == nullptr || *section.waiting_hours == 0)
    return;
  const std::string& type = section.deductible.type;
  if (type == "none" || type == "ordinary") return;
  reading.report(*deductible->find("type"), message::error_waiting_and_deductible,
                 {{"value", in_quotes(type)}, {"rule", statement}});
}

const coverage::Product* product_of(const Node& policy_node, const Policy& policy) {
  return sound_at(policy_node, "product") == nullptr ? nullptr : &coverage::product(policy.product);
}

void check_insured_of_product(const void* object, const Node& node, Reading& reading, Message statement) {
  const auto& policy = *static_cast<const Policy*>(object);
  const coverage::Product* product = product_of(node, policy);
  const Node* insured = sound_at(node, "insured");
  if (product == nullptr || insured == nullptr || contains(product->insured, policy.insured)) return;
  reading.report(*insured, message::error_insured_of_product,
                 {{"value", in_quotes(policy.insured)},
                  {"product", in_quotes(policy.product)},
                  {"choices", joined(product->insured)},
                  {"rule", statement}});
}

// --- scenario
// ------------------------------------------------------------------------------------------------------

void check_library_currency(const void* object, const Node& node, Reading& reading, Message statement) {
  const auto& scenario = *static_cast<const Scenario*>(object);
  const Node* currency = sound_at(node, "currency");
  if (currency == nullptr || scenario.deployments.empty()) return;
  for (const auto& [id, number] : library::standard_library().numbers()) {
    if (number.currency.empty() || number.currency == scenario.currency) continue;
    return reading.report(
        *currency, message::error_library_currency,
        {{"value", in_quotes(scenario.currency)}, {"other", number.currency}, {"rule", statement}});
  }
}

/// An auditor bears a share only where somebody from outside has audited.
void check_auditor(const void* object, const Node& node, Reading& reading, Message statement) {
  const auto& scenario = *static_cast<const Scenario*>(object);
  const Node* liability = sound_at(node, "liability");
  const Node* deployments = sound_at(node, "deployments");
  if (liability == nullptr || deployments == nullptr || !scenario.liability) return;
  const auto found = scenario.liability->shares.find("auditor");
  if (found == scenario.liability->shares.end() || found->second == 0) return;
  const auto from_outside = [](const Deployment& deployment) {
    return deployment.audit && deployment.audit->method != "self_check" &&
           deployment.audit->method != "inhouse_committee";
  };
  if (std::any_of(scenario.deployments.begin(), scenario.deployments.end(), from_outside)) return;
  const Node* shares = liability->find("shares");
  const Node* share = shares->find("auditor") != nullptr ? shares->find("auditor") : shares->find("AUD");
  reading.report(share == nullptr ? *shares : *share, message::error_no_auditor,
                 {{"value", found->second}, {"rule", statement}});
}

/// The losses of a file, computed once, and what its sections make of them.
class LossCheck {
 public:
  LossCheck(const Scenario& scenario, const Node& node, Reading& reading)
      : scenario_(scenario), node_(node), reading_(reading) {}

  void run() {
    for (const char* key : {"perils", "deployments", "liability", "currency", "price_year"}) {
      const Node* entry = node_.find(key);
      if (entry == nullptr ? reading_.is_given(node_, key) : !entry->is_sound) return;
    }
    if (!scenario_.deployments.empty() && !scenario_.liability) return;
    if (!compute()) return;
    check_claims();
    for_each_item(node_, "coverage_designs", scenario_.coverage_designs,
                  [&](const Node& design_node, const CoverageDesign& design) {
                    for_each_item(design_node, "policies", design.policies,
                                  [&](const Node& policy_node, const Policy& policy) {
                                    check_policy(policy_node, policy);
                                  });
                  });
  }

 private:
  bool compute() {
    const std::shared_ptr<const library::Library> own = library_of(scenario_);
    library::LibraryReader library{*own};
    std::vector<result::AuditPosterior> ignored;
    try {
      sources_ = compile_sources(scenario_, library, ignored);
      feeds_ = compile_feeds(scenario_, sources_, library);
      return true;
    } catch (const Error&) {
      // Told below, deployment by deployment. The perils given directly are checked by their own tables.
    }
    for_each_item(node_, "deployments", scenario_.deployments,
                  [&](const Node& node, const Deployment& deployment) {
                    Scenario alone = scenario_;
                    alone.perils.clear();
                    alone.deployments = {deployment};
                    try {
                      compile_sources(alone, library, ignored);
                    } catch (const Error& error) {
                      const Node* exposure = node.find("exposure");
                      reading_.report(exposure == nullptr ? node : *exposure, message::error_engine_refuses,
                                      {{"detail", error.what()}, {"rule", message::rule_engine_deployment}});
                    }
                  });
    return false;
  }

  /// Claims of one deployment, and of all sources together.
  void check_claims() {
    std::map<std::string, real> by_entity;
    real total = 0;
    for (const perils::Source& source : sources_) {
      const real mean = source.frequency->mean();
      by_entity[source.entity] += mean;
      total += mean;
    }
    const auto in_words = [](real count) { return fmt::format("{:.0f}", count); };
    bool any = false;
    for_each_item(node_, "deployments", scenario_.deployments,
                  [&](const Node& node, const Deployment& deployment) {
                    const real count = by_entity[deployment.id];
                    if (count <= real{most_claims}) return;
                    any = true;
                    reading_.report(*node.find("exposure"), message::error_too_many_claims_of_deployment,
                                    {{"count", in_words(count)},
                                     {"most", in_words(real{most_claims})},
                                     {"rule", message::rule_claims_in_memory}});
                  });
    if (any || total <= real{most_claims_in_all}) return;
    const bool by_perils = by_entity[""] >= total / 2;
    reading_.report(*node_.find(by_perils ? "perils" : "deployments"), message::error_too_many_claims_in_all,
                    {{"count", in_words(total)},
                     {"most", in_words(real{most_claims_in_all})},
                     {"rule", message::rule_claims_in_memory}});
  }

  void check_policy(const Node& policy_node, const Policy& policy) {
    const bool has_product = policy_node.find("product") != nullptr;
    const coverage::Product* product = product_of(policy_node, policy);
    if (has_product && (product == nullptr || sound_at(policy_node, "insured") == nullptr)) return;
    if (!has_product && !scenario_.deployments.empty()) return;
    covered_.clear();
    for_each_item(policy_node, "sections", policy.sections,
                  [&](const Node& section_node, const Section& section) {
                    check_section(section_node, section, policy, product);
                  });
  }

  /// The losses that a section covers for its insured; those of its perils only, or of any.
  static std::vector<const coverage::Feed*> fed(const std::vector<coverage::Feed>& feeds,
                                                const Section& section, const Policy& policy,
                                                const coverage::Product* product, bool any_peril) {
    std::vector<const coverage::Feed*> result;
    for (const coverage::Feed& feed : feeds) {
      if (feed.each_below > 0) continue;
      Section wanted = section;
      if (any_peril) wanted.perils.clear();
      if (!coverage::names(wanted, product, feed)) continue;
      const auto share = feed.burden.find(policy.insured);
      if (!feed.burden.empty() && (share == feed.burden.end() || share->second <= 0)) continue;
      result.push_back(&feed);
    }
    return result;
  }

  /// The losses of the same businesses with their AI; none where all of them have it.
  const std::vector<coverage::Feed>& feeds_with_ai() {
    if (feeds_with_ai_) return *feeds_with_ai_;
    feeds_with_ai_.emplace();
    if (!coverage::any_without_ai(scenario_.deployments)) return *feeds_with_ai_;
    Scenario with_ai = scenario_;
    for (Deployment& deployment : with_ai.deployments) deployment.ai = "used";
    const std::shared_ptr<const library::Library> own = library_of(scenario_);
    library::LibraryReader library{*own};
    std::vector<result::AuditPosterior> ignored;
    try {
      *feeds_with_ai_ = compile_feeds(with_ai, compile_sources(with_ai, library, ignored), library);
    } catch (const Error&) {
      // What the AI would need is not asked of a business without it: nothing is known of its covers then.
      feeds_with_ai_ = feeds_;
    }
    return *feeds_with_ai_;
  }

  /// A business without its AI keeps the covers that only the AI could make pay.
  bool pays_with_ai(const Section& section, const Policy& policy, const coverage::Product* product) {
    return !fed(feeds_with_ai(), section, policy, product, false).empty();
  }

  void check_section(const Node& node, const Section& section, const Policy& policy,
                     const coverage::Product* product) {
    const Node* cover = sound_at(node, "cover");
    if (cover == nullptr || !is_sound(node, "perils") || !is_sound(node, "heads") ||
        reading_.is_given(node, "perils") != (node.find("perils") != nullptr))
      return;
    if (!check_names(node, section)) return;
    const std::string insured =
        policy.insured.empty() ? std::string("the insured") : in_quotes(policy.insured);
    const auto losses = fed(feeds_, section, policy, product, false);
    if (losses.empty()) {
      if (pays_with_ai(section, policy, product)) return;
      if (!section.perils.empty() && !fed(feeds_, section, policy, product, true).empty()) {
        reading_.report(*node.find("perils"), message::error_perils_never_pay,
                        {{"cover", in_quotes(section.cover)},
                         {"insured", insured},
                         {"rule", message::rule_section_pays}});
      } else {
        reading_.report(*cover, message::error_cover_never_pays,
                        {{"value", in_quotes(section.cover)},
                         {"insured", insured},
                         {"rule", message::rule_section_pays}});
      }
      return;
    }
    check_overlap(*cover, losses);
    check_waiting(node, section, losses);
  }

  /// Names of perils that deployments bring are known only here (those of files without deployments:
  /// rules.cpp).
  bool check_names(const Node& node, const Section& section) {
    if (section.perils.empty()) return true;
    std::vector<std::string> known;
    for (const std::vector<coverage::Feed>* feeds : {&std::as_const(feeds_), &feeds_with_ai()}) {
      for (const coverage::Feed& feed : *feeds) {
        if (!contains(known, feed.peril)) known.push_back(feed.peril);
      }
    }
    bool all_known = true;
    for (const Node* name : node.find("perils")->items) {
      if (contains(known, name->text)) continue;
      all_known = false;
      if (scenario_.deployments.empty()) continue;
      reading_.report(*name, message::error_unknown_peril,
                      {{"value", in_quotes(name->text)},
                       {"choices", joined(known)},
                       {"rule", message::rule_known_perils}});
    }
    return all_known;
  }

  void check_overlap(const Node& cover, const std::vector<const coverage::Feed*>& losses) {
    const coverage::Feed* twice = nullptr;
    const Node* other = nullptr;
    for (const coverage::Feed* feed : losses) {
      const auto [first, is_new] = covered_.emplace(feed, &cover);
      if (is_new || twice != nullptr) continue;
      twice = feed;
      other = first->second;
    }
    if (twice == nullptr) return;
    reading_.report(cover, message::error_sections_overlap,
                    {{"value", in_quotes(cover.text)},
                     {"head", in_quotes(perils::to_string(twice->damage))},
                     {"peril", in_quotes(twice->peril)},
                     {"other", other->parent->pointer()},
                     {"rule", message::rule_sections_overlap}});
  }

  /// A year's small losses of the perils that the section covers, if some would reach it.
  const coverage::Feed* small_losses_reached(const Section& section,
                                             const std::vector<const coverage::Feed*>& losses) const {
    for (const coverage::Feed& feed : feeds_) {
      if (feed.each_below <= 0 || coverage::keeps_small_losses(section, feed)) continue;
      const bool covered = std::any_of(losses.begin(), losses.end(), [&](const coverage::Feed* other) {
        return other->peril == feed.peril && other->entity == feed.entity && other->damage == feed.damage;
      });
      if (covered) return &feed;
    }
    return nullptr;
  }

  /// Told in hours or in money, as the section says it or would.
  void report_small_losses(const Node& node, const Section& section, const coverage::Feed& small) {
    const Node* hours = node.find("waiting_hours");
    const Node* deductible = node.find("deductible");
    const Node* given = hours != nullptr        ? hours
                        : deductible != nullptr ? deductible->find("amount")
                                                : node.find("self_insured_retention");
    const bool in_hours =
        hours != nullptr || (given == nullptr && contains(time_based_covers(), section.cover));
    const real least = in_hours ? small.each_below / small.amount_per_hour : std::ceil(small.each_below);
    const language::Arguments arguments = {{"value", given == nullptr ? std::string() : given->text},
                                           {"least", static_cast<double>(least)},
                                           {"rule", message::rule_waiting_threshold}};
    if (given != nullptr) return reading_.report(*given, message::error_waiting_below_threshold, arguments);
    reading_.report_missing(node, in_hours ? "waiting_hours" : "deductible", message::error_no_waiting_hours,
                            arguments);
  }

  void check_waiting(const Node& node, const Section& section,
                     const std::vector<const coverage::Feed*>& losses) {
    for (const char* key : {"waiting_hours", "deductible", "self_insured_retention"}) {
      if (!is_sound(node, key) || (node.find(key) == nullptr && reading_.is_given(node, key))) return;
    }
    const Node* hours = node.find("waiting_hours");
    if (const coverage::Feed* small = small_losses_reached(section, losses))
      return report_small_losses(node, section, *small);
    if (!contains(time_based_covers(), section.cover)) return;
    if (section.waiting_hours.value_or(0) == 0) return;
    for (const coverage::Feed* feed : losses) {
      if (feed->amount_per_hour > 0) continue;
      return reading_.report(*hours, message::error_no_gross_profit,
                             {{"value", hours->text},
                              {"peril", in_quotes(feed->peril)},
                              {"rule", message::rule_waiting_in_money}});
    }
    for (const coverage::Feed* feed : losses) {
      const coverage::Feed& first = *losses.front();
      if (feed->amount_per_hour == first.amount_per_hour) continue;
      return reading_.report(*hours, message::error_waiting_differs,
                             {{"value", hours->text},
                              {"first", in_quotes(first.entity)},
                              {"second", in_quotes(feed->entity)},
                              {"rule", message::rule_waiting_one_amount}});
    }
  }

  const Scenario& scenario_;
  const Node& node_;
  Reading& reading_;
  std::vector<perils::Source> sources_;
  std::vector<coverage::Feed> feeds_;
  std::optional<std::vector<coverage::Feed>> feeds_with_ai_;
  std::map<const coverage::Feed*, const Node*> covered_;  ///< by the policy's sections so far, with the cover
};

void check_losses(const void* object, const Node& node, Reading& reading, Message) {
  LossCheck(*static_cast<const Scenario*>(object), node, reading).run();
}

}  // namespace

std::vector<Rule> deployment_computation_rules() {
  return {{message::rule_use_case_computed, check_use_case},
          {message::rule_product_class, check_product_class},
          {message::rule_required_exposure, check_requirements},
          {message::rule_fees, check_fees},
          {message::rule_miss_rate, check_miss_rate}};
}

std::vector<Rule> section_computation_rules() {
  return {{message::rule_waiting_deductible, check_waiting_deductible}};
}

std::vector<Rule> policy_computation_rules() {
  return {{message::rule_insured_of_product, check_insured_of_product}};
}

std::vector<Rule> scenario_computation_rules() {
  return {
      {message::rule_library_currency, check_library_currency},
      {message::rule_auditor, check_auditor},
      {message::rule_section_pays,
       check_losses,
       {message::rule_sections_overlap, message::rule_waiting_threshold, message::rule_waiting_one_amount,
        message::rule_waiting_in_money, message::rule_engine_deployment, message::rule_claims_in_memory}}};
}

}  // namespace tenbin::scenario
