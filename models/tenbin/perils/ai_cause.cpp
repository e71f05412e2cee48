#include "tenbin/perils/ai_cause.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace tenbin::perils {
namespace {

constexpr std::array<std::string_view, 2> generative_use_cases = {"generative_content", "business_agent"};

/// Perils that a firm has without AI too.
constexpr std::array<std::string_view, 11> without_ai = {"product_liability",   "recall",
                                                         "line_stop",           "cyber",
                                                         "professional_error",  "fire",
                                                         "machinery_breakdown", "supplier",
                                                         "cloud_outage",        "employers_liability",
                                                         "robot_injury"};

template <class List>
bool contains(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace

AiCause ai_cause(const std::string& use_case, const std::string& peril) {
  if (contains(without_ai, peril)) return AiCause::none;
  return contains(generative_use_cases, use_case) ? AiCause::generative : AiCause::predictive;
}

}  // namespace tenbin::perils
