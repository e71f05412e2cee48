#include "tenbin/result/many_designs.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "tenbin/core/error.hpp"
#include "tenbin/coverage/audit_condition.hpp"
#include "tenbin/measure/batch_figures.hpp"
#include "tenbin/measure/paid_years.hpp"
#include "tenbin/rating/buyer_cost.hpp"
#include "tenbin/rating/schedule_credit.hpp"
#include "tenbin/rating/technical_premium.hpp"
#include "tenbin/result/buyer_views.hpp"
#include "tenbin/result/measure_table.hpp"
#include "tenbin/result/prices.hpp"
#include "tenbin/scenario/compile.hpp"
#include "tenbin/scenario/own_library.hpp"
#include "tenbin/simulation/block_evaluator.hpp"
#include "tenbin/simulation/parallel_each.hpp"
#include "tenbin/simulation/simulation.hpp"

namespace tenbin::result {
namespace {

constexpr double not_known = std::numeric_limits<double>::quiet_NaN();

/// A number for each different value, in the order of first sight.
template <class T>
class Distinct {
 public:
  std::size_t operator()(const T& value) {
    const auto found = std::find(values_.begin(), values_.end(), value);
    if (found != values_.end()) return static_cast<std::size_t>(found - values_.begin());
    values_.push_back(value);
    return values_.size() - 1;
  }
  const std::vector<T>& values() const { return values_; }

 private:
  std::vector<T> values_;
};

/// The policy's terms on an occurrence pay what its sections pay, so that its year is the sum of theirs.
bool adds_up(const scenario::Policy& policy) {
  return policy.deductible == scenario::Deductible{} && std::isinf(policy.occurrence_limit) &&
         policy.share == 1;
}

template <class Owner>
AggregateTerms annual_terms(const Owner& owner) {
  return AggregateTerms(owner.aggregate_deductible, owner.aggregate_limit);
}

/// The policy with one of its sections, without annual terms, or with all of them and without its own: annual
/// terms are applied to years, so that designs which differ in them share their events.
scenario::Policy unit_of(scenario::Policy policy, const scenario::Section* section) {
  if (section != nullptr) {
    policy.sections = {*section};
    policy.sections.front().aggregate_deductible = 0;
    policy.sections.front().aggregate_limit = scenario::unlimited;
  }
  policy.aggregate_deductible = 0;
  policy.aggregate_limit = scenario::unlimited;
  return policy;
}

/// A policy that some designs have.
struct SharedPolicy {
  const scenario::Policy* policy;
  std::vector<std::size_t> units;        ///< that make its year
  std::vector<AggregateTerms> annual{};  ///< of each unit; then come those of the policy
};

/// An insured with the same policies in some designs.
struct SharedPosition {
  std::string party;
  std::vector<std::size_t> policies;

  bool operator==(const SharedPosition&) const = default;
};

/// Years of one insured at a time.
struct Scratch {
  std::optional<std::size_t> policy{};  ///< whose payments stand in `paid`
  PaidYears paid;
  std::vector<double> means;  ///< of the policy's units
  std::string party;          ///< whose losses stand in `kept`
  std::vector<double> kept;
};

/// Memory that tasks hand on, so that nobody asks the system for megabytes again for each of them.
class ScratchPool {
 public:
  std::unique_ptr<Scratch> take() {
    const std::lock_guard lock(mutex_);
    if (free_.empty()) return std::make_unique<Scratch>();
    std::unique_ptr<Scratch> scratch = std::move(free_.back());
    free_.pop_back();
    return scratch;
  }
  void give(std::unique_ptr<Scratch> scratch) {
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(scratch));
  }

 private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<Scratch>> free_;
};

}  // namespace

class ManyDesigns::Work {
 public:
  Work(const scenario::Scenario& input, const scenario::Compiled& compiled, int threads)
      : input_(input),
        threads_(threads),
        cluster_years_(compiled.plan.cluster_years()),
        losses_(compiled.plan) {
    Distinct<scenario::Policy> policies, units;
    Distinct<SharedPosition> positions;
    Distinct<std::string> parties;
    for (const scenario::CoverageDesign& design : input.coverage_designs) {
      for (const scenario::Policy& policy : design.policies) {
        policies(policy);
        parties(policy.insured);
      }
    }
    for (const scenario::Policy& policy : policies.values()) {
      SharedPolicy shared{nullptr, {}};
      if (adds_up(policy)) {
        for (const scenario::Section& section : policy.sections) {
          shared.units.push_back(units(unit_of(policy, &section)));
          shared.annual.push_back(annual_terms(section));
        }
      } else {
        shared.units.push_back(units(unit_of(policy, nullptr)));
        shared.annual.emplace_back();
      }
      shared_.push_back(std::move(shared));
    }
    policies_ = policies.values();
    for (std::size_t p = 0; p < policies_.size(); ++p) shared_[p].policy = &policies_[p];
    for (const scenario::CoverageDesign& design : input.coverage_designs) {
      auto& row = positions_of_.emplace_back();
      for (const std::string& party : parties.values()) {
        SharedPosition position{party, {}};
        for (const scenario::Policy& policy : design.policies) {
          if (policy.insured == party) position.policies.push_back(policies(policy));
        }
        row.push_back(positions(position));
      }
    }
    positions_ = positions.values();
    units_.reserve(units.values().size());
    losses_.designs.clear();
    scenario::Scenario payments = input;
    payments.coverage_designs.clear();
    for (std::size_t u = 0; u < units.values().size(); ++u) {
      scenario::CoverageDesign design;
      design.id = unit_name(u);
      design.policies = {units.values()[u]};
      payments.coverage_designs.push_back(std::move(design));
      units_.push_back("design/" + unit_name(u) + "/insurer");
    }
    payments_ = scenario::with_designs(compiled, payments);
    payments_.detail = Detail::payments;
  }

  const Plan& payments() const { return payments_; }

  void take(const YearLossTable& payments, std::size_t first) {
    paid_by_unit_.resize(units_.size());
    parallel_each(static_cast<std::int64_t>(units_.size()), threads_, [&](std::int64_t number) {
      const auto unit = static_cast<std::size_t>(number);
      const auto* subject = payments.find(units_[unit], Basis::aep);
      paid_by_unit_[unit].append(payments.column(subject->column).subspan(first));
    });
  }

  std::vector<PaidYears> policies() const {
    std::vector<PaidYears> result;
    Scratch scratch;
    for (std::size_t number = 0; number < policies_.size(); ++number) {
      pay(number, scratch);
      result.push_back(scratch.paid);
    }
    return result;
  }

  /// Measures everything and writes it into `result`.
  void report(Result& result) {
    Simulation simulation(losses_, threads_);
    simulation.run_to(result.years_done);
    const YearLossTable& losses = simulation.table();
    MeasureTable table = result::measure(losses, losses_, input_.simulation.levels, threads_);
    result.measures = std::move(table.rows);
    result.curves = std::move(table.curves);
    const std::shared_ptr<const library::Library> own = scenario::library_of(input_);
    library::LibraryReader library{*own};
    const bool is_priced =
        std::any_of(policies_.begin(), policies_.end(),
                    [](const scenario::Policy& policy) { return !policy.product.empty(); });
    scale_ = is_priced ? scale_of_minimum(input_, library) : 1;
    prices_.assign(policies_.size(), {});
    paid_.assign(policies_.size(), {});
    measured_.assign(positions_.size(), {});
    std::vector<library::LibraryReader> readers(positions_.size(), library::LibraryReader{library.library()});
    // A policy has one insured, but may stand in several positions of it: it is priced in the first.
    std::vector<std::size_t> owner(policies_.size(), positions_.size());
    for (std::size_t i = positions_.size(); i-- > 0;) {
      for (const std::size_t policy : positions_[i].policies) owner[policy] = i;
    }
    ScratchPool pool;
    const auto each_position = [&](const auto& work) {
      parallel_each(static_cast<std::int64_t>(positions_.size()), threads_, [&](std::int64_t number) {
        std::unique_ptr<Scratch> scratch = pool.take();
        work(static_cast<std::size_t>(number), *scratch);
        pool.give(std::move(scratch));
      });
    };
    // Where all its policies are its own, a position is measured while its payments are at hand.
    const auto is_own = [&](std::size_t i) {
      return std::all_of(positions_[i].policies.begin(), positions_[i].policies.end(),
                         [&](std::size_t policy) { return owner[policy] == i; });
    };
    each_position([&](std::size_t i, Scratch& scratch) {
      price_own(i, owner, readers[i], scratch);
      if (is_own(i)) measure_position(i, losses, scratch);
    });
    each_position([&](std::size_t i, Scratch& scratch) {
      if (!is_own(i)) measure_position(i, losses, scratch);
    });
    for (const library::LibraryReader& reader : readers) {
      for (const library::Number* number : reader.used()) library(number->id);
    }
    for (const AuditPosterior& audit : result.audits)
      result.audit_credits.push_back(rating::schedule_credit(audit, library));
    add_assumptions(library, result);
    write(is_priced, result);
  }

 private:
  static std::string unit_name(std::size_t number) { return "unit-" + std::to_string(number); }

  /// What the policy pays in each year, and the mean of each unit's part.
  void pay(std::size_t number, Scratch& scratch) const {
    if (scratch.policy == number) return;
    const SharedPolicy& policy = shared_[number];
    scratch.policy = number;
    scratch.means.clear();
    for (std::size_t u = 0; u < policy.units.size(); ++u) {
      const PaidYears& unit = paid_by_unit_[policy.units[u]];
      const bool whole = policy.annual[u].pays_everything();
      PaidYears part = whole ? PaidYears{} : unit.after(policy.annual[u]);
      const PaidYears& paid = whole ? unit : part;
      scratch.means.push_back(mean_of(paid.whole()));
      scratch.paid = u == 0 ? paid : scratch.paid.plus(paid);
    }
    const AggregateTerms annual = annual_terms(*policy.policy);
    if (!annual.pays_everything()) scratch.paid = scratch.paid.after(annual);
  }

  void price_own(std::size_t position, const std::vector<std::size_t>& owner, library::LibraryReader& library,
                 Scratch& scratch) {
    for (const std::size_t number : positions_[position].policies) {
      if (owner[number] != position) continue;
      const SharedPolicy& shared = shared_[number];
      pay(number, scratch);
      paid_[number] = batch_figures(scratch.paid, cluster_years_, rating::frontier_level);
      const scenario::Policy& policy = *shared.policy;
      if (policy.product.empty()) continue;
      rating::PolicyClaims claims{"", policy.id,    policy.product, policy.insured,
                                  {}, scratch.paid, cluster_years_, scale_};
      for (std::size_t s = 0; s < policy.sections.size(); ++s) {
        // Of a policy that is one unit the sections are not told apart: its expense is that of the first.
        const bool apart = shared.units.size() == policy.sections.size();
        const double mean = apart ? scratch.means[s] : s == 0 ? paid_[number].mean : 0;
        claims.sections.push_back({policy.sections[s].cover, mean});
      }
      prices_[number] = rating::technical_premium(claims, rating::CapitalBasis::reference_book, library);
      add_condition_load(prices_[number], coverage::premium_load(policy, input_.deployments));
    }
  }

  void measure_position(std::size_t number, const YearLossTable& losses, Scratch& scratch) {
    const SharedPosition& own = positions_[number];
    const auto* burden = losses.find(own.party.empty() ? "ground_up" : "party/" + own.party, Basis::aep);
    const std::span<const double> loss = losses.column(burden->column);
    std::vector<double>& kept = scratch.kept;
    if (kept.size() != loss.size() || scratch.party != own.party) {
      kept.assign(loss.begin(), loss.end());
      scratch.party = own.party;
    }
    rating::Position position{"", own.party, 0, std::vector<double>(batch_count, 0.0), {}};
    std::vector<std::uint32_t> touched;
    for (const std::size_t policy : own.policies) {
      pay(policy, scratch);
      const PaidYears::Part paid = scratch.paid.whole();
      for (std::size_t i = 0; i < paid.at.size(); ++i) kept[paid.at[i]] -= paid.amounts[i];
      touched.insert(touched.end(), paid.at.begin(), paid.at.end());
      add_premium(prices_[policy], position);
    }
    for (const std::uint32_t y : touched) {
      if (kept[y] <
          -BlockEvaluator::conservation_tolerance * loss[y] * static_cast<double>(own.policies.size() + 1)) {
        throw Error("money is not conserved: the policies of " + own.party +
                    " pay more than its loss (seed " + std::to_string(input_.simulation.seed) + ", year " +
                    std::to_string(y) + "); please report this");
      }
      kept[y] = std::max(kept[y], 0.0);
    }
    position.retained = kept;
    const auto [tolerance, budget] = wishes_of(input_.buyer, own.party);
    measured_[number] = rating::measure(position, cluster_years_, tolerance, budget);
    for (const std::uint32_t y : touched) kept[y] = loss[y];
  }

  void write(bool is_priced, Result& result) const {
    std::vector<rating::MeasuredPosition> all;
    for (std::size_t d = 0; d < input_.coverage_designs.size(); ++d) {
      const scenario::CoverageDesign& design = input_.coverage_designs[d];
      const std::string prefix = "design/" + design.id;
      const auto add = [&](const std::string& subject, const char* measure, std::optional<double> level,
                           const Estimate& estimate) {
        result.measures.push_back({subject, "aep", measure, level, estimate.value,
                                   estimate.reliable ? estimate.standard_error : not_known});
      };
      double paid = 0;
      std::vector<double> batches;
      for (const std::size_t position : positions_of_[d]) {
        for (const std::size_t number : positions_[position].policies) {
          const BatchFigures& figures = paid_[number];
          paid += figures.mean;
          if (batches.empty()) batches.assign(figures.means.size(), 0.0);
          for (std::size_t b = 0; b < batches.size(); ++b) batches[b] += figures.means[b];
          const std::string subject = prefix + "/policy/" + policies_[number].id;
          add(subject, "mean", {}, batch_estimate(figures.mean, figures.means));
          add(subject, "tvar", rating::frontier_level, batch_estimate(figures.tvar, figures.tvars));
          if (policies_[number].product.empty()) continue;
          PolicyPrice price = prices_[number];
          price.design = design.id;
          result.measures.push_back(
              {subject, "aep", "technical_premium", {}, price.technical_premium, price.technical_premium_se});
          result.prices.push_back(std::move(price));
        }
        rating::MeasuredPosition measured = measured_[position];
        measured.view.design = design.id;
        all.push_back(std::move(measured));
      }
      add(prefix + "/insurer", "mean", {}, batch_estimate(paid, batches));
    }
    if (!is_priced) return;
    rating::mark_frontier(all);
    for (const rating::MeasuredPosition& measured : all) result.buyer_views.push_back(measured.view);
    result.buyer_differences = rating::differences(all);
  }

  const scenario::Scenario& input_;
  int threads_;
  int cluster_years_;
  Plan losses_, payments_;  ///< without designs, and with each unit as one
  double scale_ = 1;
  std::vector<scenario::Policy> policies_;
  std::vector<SharedPolicy> shared_;
  std::vector<SharedPosition> positions_;
  std::vector<std::vector<std::size_t>> positions_of_;  ///< by design and party
  std::vector<std::string> units_;                      ///< subjects of the payments
  std::vector<PaidYears> paid_by_unit_;
  std::vector<PolicyPrice> prices_;
  std::vector<BatchFigures> paid_;
  std::vector<rating::MeasuredPosition> measured_;
};

ManyDesigns::ManyDesigns(const scenario::Scenario& input, const scenario::Compiled& compiled, int threads)
    : work_(std::make_unique<Work>(input, compiled, threads)) {}

ManyDesigns::~ManyDesigns() = default;

const Plan& ManyDesigns::payments() const { return work_->payments(); }

void ManyDesigns::take(const YearLossTable& payments, std::size_t first) { work_->take(payments, first); }

std::vector<PaidYears> ManyDesigns::policies() const { return work_->policies(); }

void ManyDesigns::report(Result& result) { work_->report(result); }

}  // namespace tenbin::result
