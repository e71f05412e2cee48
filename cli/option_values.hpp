#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tenbin/language/catalogue.hpp"
#include "tenbin/result/run.hpp"

/// Values of options. Each throws a Failure with exit code 2 that names the option, the value and the rule.
namespace tenbin::cli {

/// A whole number such as 1000000 or 1e6 in [low, high].
std::uint64_t whole_number(const std::string& option, const std::string& value, std::uint64_t low,
                           std::uint64_t high);

/// One of the words; its place among them.
std::size_t one_of(const std::string& option, const std::string& value,
                   const std::vector<std::string>& words);

/// "0.5%" or "0.005" -> 0.005, in (0, 1)
double target_error(const std::string& value);

/// "mean", "sd", "var:0.99", "tvar:0.995" into measure and level
void set_measure(const std::string& value, result::TargetError& target);

/// "a, b, c"
std::string listed(const std::vector<std::string>& words);

}  // namespace tenbin::cli
