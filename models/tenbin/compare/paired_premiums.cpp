#include "tenbin/compare/paired_premiums.hpp"

#include <algorithm>
#include <map>
#include <memory>

#include "tenbin/library/library.hpp"
#include "tenbin/random/address.hpp"
#include "tenbin/result/prices.hpp"
#include "tenbin/scenario/own_library.hpp"
#include "tenbin/simulation/parallel_each.hpp"

namespace tenbin::compare {
namespace {

/// Years [first, first + count) of the annual sums of a table, as a table of their own.
std::unique_ptr<YearLossTable> part_of(const YearLossTable& whole, std::int64_t first, std::int64_t count) {
  auto part = std::make_unique<YearLossTable>();
  std::map<std::size_t, std::size_t> columns;  // of the whole -> of the part
  for (const YearLossTable::Subject& subject : whole.subjects()) {
    if (!is_premium_subject(subject)) continue;
    if (columns.count(subject.column) == 0) columns[subject.column] = part->add_column();
    part->add_subject(subject.name, subject.basis, columns[subject.column]);
  }
  part->reserve_years(count);
  for (const auto& [from, to] : columns) {
    const auto years = whole.column(from).subspan(static_cast<std::size_t>(first));
    for (std::int64_t block = 0; block * block_years < count; ++block) {
      const std::int64_t begin = block * block_years;
      const auto length = static_cast<std::size_t>(std::min<std::int64_t>(block_years, count - begin));
      const auto source = years.subspan(static_cast<std::size_t>(begin), length);
      std::copy(source.begin(), source.end(), part->block(to, block));
    }
  }
  part->set_years(count);
  return part;
}

}  // namespace

bool is_premium_subject(const YearLossTable::Subject& subject) {
  return subject.basis == Basis::aep && subject.name.starts_with("design/") &&
         subject.name.find("/policy/") != std::string::npos && !subject.name.ends_with("/insured");
}

std::string paired_name(const std::string& subject, const scenario::Scenario& input) {
  if (input.coverage_designs.size() != 1) return subject;
  const std::string prefix = "design/" + input.coverage_designs.front().id + "/";
  return subject.compare(0, prefix.size(), prefix) == 0 ? subject.substr(prefix.size()) : subject;
}

void add_premiums(const YearLossTable& table, const Plan& plan, int threads, PairedRun& run) {
  const auto prices_of = [&](const YearLossTable& years) {
    const std::shared_ptr<const library::Library> own = scenario::library_of(run.input);
    library::LibraryReader library{*own};
    return result::price(run.input, years, plan, library);
  };
  const std::vector<result::PolicyPrice> whole = prices_of(table);
  if (whole.empty()) return;
  std::int64_t count = std::min(most_sections, run.years / fewest_section_years);
  const std::int64_t length = count > 0 ? run.years / count / run.cluster_years * run.cluster_years : 0;
  if (length == 0) count = 0;
  std::vector<std::vector<result::PolicyPrice>> parts(static_cast<std::size_t>(count));
  parallel_each(count, threads, [&](std::int64_t section) {
    parts[static_cast<std::size_t>(section)] = prices_of(*part_of(table, section * length, length));
  });
  const auto add = [&](const std::string& subject, const std::vector<std::size_t>& policies) {
    const auto sum = [&](const std::vector<result::PolicyPrice>& prices) {
      double premium = 0;
      for (std::size_t policy : policies) premium += prices[policy].technical_premium;
      return premium;
    };
    std::vector<double> of_parts;
    of_parts.reserve(parts.size());
    for (const auto& part : parts) of_parts.push_back(sum(part));
    run.figures.push_back(
        {paired_name(subject, run.input), "technical_premium", {}, sectioned(sum(whole), of_parts)});
  };
  std::map<std::string, std::vector<std::size_t>> designs;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    const std::string design = "design/" + whole[i].design;
    designs[design + "/insurer"].push_back(i);
    add(design + "/policy/" + whole[i].policy, {i});
  }
  for (const auto& [subject, policies] : designs) {
    if (policies.size() > 1) add(subject, policies);
  }
}

}  // namespace tenbin::compare
