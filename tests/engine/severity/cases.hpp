#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "tenbin/severity/severity.hpp"

namespace tenbin::test {

/// A distribution to which every property of the interface is put. Add a new family here.
struct SeverityCase {
  std::string label;
  SeverityPtr severity;
};

inline void PrintTo(const SeverityCase& one, std::ostream* out) { *out << one.label; }

const std::vector<SeverityCase>& severity_cases();

template <class Family, class... Arguments>
SeverityPtr make(Arguments... arguments) {
  return std::make_shared<const Family>(static_cast<real>(arguments)...);
}

}  // namespace tenbin::test
