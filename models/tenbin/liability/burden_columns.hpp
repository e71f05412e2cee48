#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "tenbin/liability/regime.hpp"
#include "tenbin/severity/quantile_table.hpp"
#include "tenbin/simulation/derived_amounts.hpp"

namespace tenbin::liability {

/// A source of the plan whose events, or part of them, are divided.
struct DividedSource {
  bool is_divided = false;
  std::string entity, peril;  ///< part of the address of every draw
  Autonomy autonomy = Autonomy::substitute;
  /// By claim: heads of the plan that belong to it.
  std::array<std::vector<std::size_t>, claims> heads;

  /// What one party bears whole of a source that is not divided, and its DesignCover answers for: it draws on
  /// the same limits. What is paid goes to insurer(party), the rest to defence(party).
  struct Insured {
    std::size_t party = 0;
    std::vector<std::pair<std::size_t, double>> heads;  ///< with the part of each that is covered
  };
  std::optional<Insured> insured{};
};

/// Places of the derived columns behind the sources' heads.
struct BurdenLayout {
  std::size_t first = 0;           ///< number of heads of the sources
  std::vector<std::size_t> heads;  ///< of the plan, that are divided
  std::size_t count = 0;           ///< of columns

  /// What a party bears of a head before insurance, without costs.
  std::size_t damages(std::size_t party, std::size_t head) const;
  /// Cost of its defence and of its recourse.
  std::size_t defence(std::size_t party) const { return block(0) + party; }
  /// Part of both that its background insurance bears; of a party with a DesignCover what that pays, which
  /// the two columns before do not hold then.
  std::size_t insurer(std::size_t party) const { return block(1) + party; }
  /// 1 where its means are used up.
  std::size_t insolvent(std::size_t party) const { return block(2) + party; }
  /// What it can pay in the year, at the year's first divided event; 0 at others.
  std::size_t assets(std::size_t party) const { return block(3) + party; }
  std::size_t victim() const { return block(4); }          ///< third parties, with their costs
  std::size_t claim_cost() const { return block(4) + 1; }  ///< of the user's own claim against its suppliers
  std::size_t fund_first() const { return block(4) + 2; }
  std::size_t top_up() const { return block(4) + 3; }
  std::size_t friction() const { return block(4) + 4; }
  std::size_t uncompensated() const { return block(4) + 5; }  ///< owed to third parties and never arrived
  std::size_t third_party() const { return block(4) + 6; }    ///< damage of third parties
  std::size_t own_loss() const { return block(4) + 7; }       ///< damage of the user itself
  std::size_t cases() const { return block(4) + 8; }          ///< 1 for each damage of third parties
  std::size_t under_half() const { return block(4) + 9; }  ///< ... that received less than half, net of cost
  std::size_t nothing() const { return block(4) + 10; }    ///< ... that received nothing
  static constexpr std::size_t further = 11;

  /// Columns for these heads.
  BurdenLayout(std::size_t source_heads, std::vector<std::size_t> divided);

 private:
  std::size_t block(std::size_t number) const { return first + (heads.size() + number) * all_parties; }
};

/// A gamma variate of scale 1 from tables. Below a shape of 1/4 its quantile is too steep for one, so that
/// Gamma(a) = Gamma(a + 1) U^(1/a) (Marsaglia and Tsang, ACM Transactions on Mathematical Software 26, 2000),
/// where U^(1/a) is the k-th power of a variate of Beta(a k, 1), a k >= 1/4.
class GammaVariate {
 public:
  GammaVariate() = default;  ///< always 0
  explicit GammaVariate(double shape);

  double operator()(std::uint64_t word, std::uint64_t second_word) const {
    if (!gamma_) return 0;
    double value = (*gamma_)(word);
    if (!boost_) return value;
    const double factor = (*boost_)(second_word);
    for (int i = 0; i < powers_; ++i) value *= factor;
    return value;
  }

 private:
  QuantileTablePtr gamma_, boost_;
  int powers_ = 0;
};

/// The burdens of parties under a regime, as columns of the event table. Every event is worked out by
/// ColumnAllocator, claim by claim; a year's events draw on the same assets, annual insurance limits and
/// annual contract caps in the order of time, so that the k-th events of all years are worked out together.
class BurdenColumnsOfRegime final : public DerivedAmounts {
 public:
  BurdenColumnsOfRegime(Regime regime, std::vector<DividedSource> sources, BurdenLayout layout);
  ~BurdenColumnsOfRegime() override;

  std::size_t columns() const override { return layout_.count; }
  std::unique_ptr<Worker> worker() const override;

  const BurdenLayout& layout() const { return layout_; }
  const Regime& regime() const { return regime_; }
  const std::vector<DividedSource>& sources() const { return sources_; }

  /// Largest relative error of conservation that is tolerated.
  static constexpr double tolerance = 1e-9;

 private:
  class Maker;
  using Tables = std::array<std::array<GammaVariate, chain_parties + 1>, cause_classes>;

  Regime regime_;
  std::vector<DividedSource> sources_;
  BurdenLayout layout_;
  std::array<Tables, 2> weights_;  ///< by autonomy
  QuantileTablePtr assets_;        ///< of median 1
};

}  // namespace tenbin::liability
