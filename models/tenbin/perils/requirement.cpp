#include "tenbin/perils/requirement.hpp"

#include <algorithm>

#include "tenbin/library/library.hpp"

namespace tenbin::perils {

using language::Message;

const std::vector<std::string>& computed_use_cases() {
  static const std::vector<std::string> words = {"visual_inspection"};
  return words;
}

const std::vector<Requirement>& requirements(std::string_view use_case) {
  static const std::vector<Requirement> visual_inspection = {
      {"turnover", Message::purpose_turnover, {}},
      {"gross_profit_per_day", Message::purpose_gross_profit_per_day, {}},
      {"annual_fee", Message::purpose_annual_fee, {}},
      // Only for auto parts is there a cost per recalled product; other classes have a recall law of their
      // own.
      {"units", Message::purpose_units, {"auto_parts"}},
      {"pieces_per_product", Message::purpose_pieces_per_product, {"auto_parts"}}};
  static const std::vector<Requirement> none;
  return use_case == "visual_inspection" ? visual_inspection : none;
}

std::vector<Requirement> required_exposures(const scenario::Deployment& deployment) {
  std::vector<Requirement> result;
  for (const Requirement& requirement : requirements(deployment.use_case)) {
    const auto& classes = requirement.product_classes;
    if (classes.empty() ||
        std::find(classes.begin(), classes.end(), deployment.product_class) != classes.end())
      result.push_back(requirement);
  }
  return result;
}

const std::vector<std::string>& product_classes() {
  static const std::vector<std::string> names = [] {
    constexpr std::string_view head = "class/";
    constexpr std::string_view tail = "/recall";
    std::vector<std::string> result;
    for (const auto& [id, number] : library::standard_library().numbers()) {
      if (id.starts_with(head) && id.ends_with(tail)) {
        result.push_back(id.substr(head.size(), id.size() - head.size() - tail.size()));
      }
    }
    return result;
  }();
  return names;
}

}  // namespace tenbin::perils
