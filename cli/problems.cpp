#include "problems.hpp"

namespace tenbin::cli {

void print_problems(const std::vector<scenario::Problem>& problems, Console& console) {
  for (const scenario::Problem& problem : problems) {
    console.err << problem.text(console.environment.language) << '\n';
  }
  console.err << std::flush;
}

}  // namespace tenbin::cli
