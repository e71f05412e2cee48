#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "tenbin/measure/paid_years.hpp"
#include "tenbin/result/result.hpp"
#include "tenbin/scenario/compile.hpp"
#include "tenbin/scenario/scenario.hpp"
#include "tenbin/simulation/year_loss_table.hpp"

namespace tenbin::result {

/// Designs of which every figure is worked out. A file with more of them, as a grid makes, is read for the
/// comparison only.
inline constexpr std::size_t most_designs_in_full = 12;

/// Many designs on the same events. Sections that are alike are simulated once for all designs, policies that
/// are alike are measured and priced once, and so are insureds with the same policies, so that a further
/// design costs what is new in it. Per policy: mean, TVaR99, price; per insured: the buyer's view and the
/// frontier; per design: the mean of what insurers pay. No largest events, no exceedance curves, no tail of a
/// sum over several insureds. The figures are those of a few designs on the same years.
class ManyDesigns {
 public:
  /// @param input must outlive this object
  /// @param compiled of the input
  ManyDesigns(const scenario::Scenario& input, const scenario::Compiled& compiled, int threads);
  ~ManyDesigns();
  ManyDesigns(const ManyDesigns&) = delete;
  ManyDesigns& operator=(const ManyDesigns&) = delete;

  /// What to simulate for the payments: each different section of the designs, or policy where its terms on
  /// an occurrence tie the sections together, as a design of its own.
  const Plan& payments() const;

  /// Takes over further years of payments(): those of the table from `first` on.
  void take(const YearLossTable& payments, std::size_t first);

  /// What each policy pays in the years taken over.
  std::vector<PaidYears> policies() const;

  /// Simulates the losses of the same years, measures, prices and compares, and writes into `result`.
  /// @throw tenbin::Error
  void report(Result& result);

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

}  // namespace tenbin::result
