#include <cstdio>

#include "tenbin/core/error.hpp"

int main() {
  try {
    tenbin::check_probability("consumer", "p", 2);
  } catch (const tenbin::ParameterError& error) {
    std::puts(error.what());
    return 0;
  }
  return 1;
}
