#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tenbin/contract/policy_terms.hpp"
#include "tenbin/contract/terms.hpp"
#include "tenbin/frequency/frequency.hpp"
#include "tenbin/severity/quantile_table.hpp"
#include "tenbin/simulation/derived_amounts.hpp"
#include "tenbin/simulation/response.hpp"

/// What the simulation reads: flat, complete and checked. A model compiles its own language into a Plan.
namespace tenbin {

/// A random factor on the expected count, or on the size, of a source's events. Factors with the same `group`
/// are read at the same uniform, hence comonotone: several perils may answer to one uncertain quantity (audit
/// quality, market year), each through its own table.
struct FactorPlan {
  std::string group;       ///< address of the draw; shared by name
  int years_per_draw = 1;  ///< 1: a new draw each year; 16: one per world (parameter uncertainty)
  QuantileTablePtr table;
  /// In place of a table: the factor as a function of the draw's normal score, also a falling one, so that
  /// what one parameter raises it can lower elsewhere.
  ResponsePtr response{};
};

/// The width of a law where it is uncertain: X^b in place of X. Tables are those of X^b with the same mean,
/// at rising `powers`; the world's b is the product of the factors, and amounts are interpolated between the
/// two tables beside it at the same uniform.
struct WidthPlan {
  std::vector<FactorPlan> factors;
  std::vector<double> powers;
  std::vector<QuantileTablePtr> tables;
};

/// One damage head of a source: the amount that an event causes under it. A source may list a head several
/// times (several claims of one event); the amounts add up.
struct HeadPlan {
  int head = 0;            ///< index into Plan::heads
  double probability = 1;  ///< that the event causes this head at all
  QuantileTablePtr severity;
  /// Heads of a source with the same number >= 0 read the same uniform (comonotone); -1: independent.
  int dependence_group = -1;
  std::vector<FactorPlan> factors{};   ///< on this head's amounts alone
  std::vector<FactorPlan> presence{};  ///< on `probability`, which stays at most 1
  std::optional<WidthPlan> width{};    ///< then `severity` is not read
};

// A source with one head reads its size from the word that also gives the year; heads of a source with
// several are addressed by their names, so that adding one leaves the others alone.

/// Which events of a source have a common cause.
enum class CauseGrouping {
  each_event,   ///< a cause of its own
  each_cluster  ///< the claims that the count law draws as one cluster (PoissonClusters) are a series
};

/// What an amount of a source stands for.
enum class Occasion {
  event,
  year  ///< all small losses of a year in one: part of the year's sum, never of its largest event
};

/// Events with one cause that may hit many sources: the failure of something that they share. Each common
/// event hits a source with the probability that is the event's share of hits, and multiplies the amounts of
/// all its hits by one factor. So a source alone sees a Poisson process of rate x E[share], whatever it
/// shares with others (Poisson thinning): only what happens together depends on the name.
struct CommonCausePlan {
  std::string name;       ///< address of the common events; sources with the same name share them
  double rate = 0;        ///< of common events [1/yr]
  QuantileTablePtr hit;   ///< law of the share of hits, on [0, 1]; null: every event hits
  QuantileTablePtr size;  ///< law of the common factor on amounts; null: 1
  std::vector<FactorPlan> rate_factors{};  ///< on the rate; the same at every source with this name
};

/// Events of one peril at one entity.
struct SourcePlan {
  std::string entity;  ///< stable id: part of the address of every draw
  std::string peril;   ///< stable id
  CountScheme counts;  ///< claims per year before factors
  std::vector<FactorPlan> frequency_factors;
  std::vector<FactorPlan> severity_factors;
  std::vector<HeadPlan> heads;
  QuantileTablePtr report_lag{};  ///< from occurrence to report [yr]; null: reported at once
  /// Years before the policy year in which the activity went on at the same law, [0, 1000]: a claims-made
  /// policy meets what they left to be reported. Annual factors are drawn for each of them.
  int history_years = 0;
  CauseGrouping causes = CauseGrouping::each_event;
  AiCause ai_cause = AiCause::none;  ///< what kind of AI may contribute to an event
  double ai_probability = 1;         ///< that it contributes, where there is such a kind
  /// Where the events are hits of common events; `counts` then has their marginal law and takes no factors.
  std::optional<CommonCausePlan> common{};
  Occasion occasion = Occasion::event;
};

/// The part of a head's amount that a section's insured bears and the section covers.
struct CoveredHead {
  int source = 0;     ///< index into Plan::sources
  int head = 0;       ///< index into Plan::heads
  double weight = 1;  ///< e.g. the insured's final share under FIXED_SHARES
};

/// Terms: see SectionTerms.
struct SectionPlan {
  std::string id;
  std::vector<CoveredHead> covered;
  OccurrenceTerms occurrence;
  AggregateTerms aggregate;
  RetentionKind retention = RetentionKind::deductible;
  std::vector<CoveredHead> defence{};  ///< amounts that are defence cost of what the section covers
  DefenceCost defence_cost = DefenceCost::outside;
  AiExclusion ai_exclusion = AiExclusion::none;
  std::vector<CoveredHead> excluded{};  ///< never paid; told as excluded, not as not covered (fines ...)
  double waiting_amount = 0;
  double indemnity_amount = std::numeric_limits<double>::infinity();
  std::vector<CoveredHead> declined{};  ///< never paid: a condition on audits is not met
  /// Small losses of a year (Occasion::year), each of them below the waiting time or the deductible: never
  /// paid, and told as what these keep.
  std::vector<CoveredHead> below{};
};

struct PolicyPlan {
  std::string id;
  std::string insured;  ///< party, or empty where there is only one
  std::vector<SectionPlan> sections;
  OccurrenceTerms occurrence;  ///< on the event's sum over the sections
  AggregateTerms aggregate;    ///< on the year's sum
  RetentionKind retention = RetentionKind::deductible;
  Trigger trigger = Trigger::losses_occurring;
  double retroactive_years = std::numeric_limits<double>::infinity();  ///< claims made: before inception
  OccurrenceBasis basis = OccurrenceBasis::event;
};

/// The terms of a policy, without what they apply to.
PolicyTerms terms_of(const PolicyPlan& policy);

struct DesignPlan {
  std::string id;
  std::vector<PolicyPlan> policies;
};

/// Loss of one party before insurance: sum of weight x amount over its entries.
struct PartyPlan {
  std::string id;
  std::vector<CoveredHead> burden;
};

/// What is made of the events.
enum class Detail {
  full,     ///< all subjects of YearLossTable, and the checks that money is conserved
  payments  ///< annual payments of policies, sections and insurers only: no losses, retentions or largest
            ///< events
};

struct Plan {
  std::uint64_t seed = 1;
  std::int64_t years = 0;
  /// Names of damage heads; those of the derived columns stand last and may repeat others.
  std::vector<std::string> heads;
  std::vector<SourcePlan> sources;
  std::vector<PartyPlan> parties;  ///< who finally bears the loss; empty: one party that bears everything
  std::shared_ptr<const DerivedAmounts> derived{};  ///< null: no columns but those of the sources' heads
  PartyPlan friction{};             ///< what the parties bear beyond the loss; without an id: nothing
  std::vector<PartyPlan> extras{};  ///< further sums by year, subjects of the table by their ids
  std::vector<DesignPlan> designs;
  Detail detail = Detail::full;
  /// Years, from the first, in which every yen that is not paid gets its reason (GapTable); 0: none, at no
  /// cost.
  std::int64_t gap_years = 0;

  /// 16 where any factor is drawn per world, else 1: the cluster of years for standard errors.
  int cluster_years() const;
  /// Number of heads that sources have: those before the derived columns.
  std::size_t source_heads() const;
};

}  // namespace tenbin
