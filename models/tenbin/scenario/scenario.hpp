#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// The scenario as plain structs: what the file says, with defaults filled in. No logic, no engine types.
/// Order of members is the order in the file. Amounts are in the scenario's currency, rates per year.
namespace tenbin::scenario {

inline constexpr double unlimited = std::numeric_limits<double>::infinity();

struct Simulation {
  std::int64_t years = 1'000'000;  ///< simulated years, 1 .. 2^31
  std::uint64_t seed = 1;
  std::vector<double> levels = {0.9, 0.95, 0.99, 0.995,
                                0.999};  ///< for VaR and TVaR, each in (0, 1), ascending
  /// uncertain | fixed: whether each world of 16 years draws the library's uncertain numbers anew; empty: the
  /// program's default
  std::string parameters;

  bool operator==(const Simulation&) const = default;
};

/// A distribution by name and named numbers, as in {"distribution": "lognormal", "mu": 10, "sigma": 1.5}.
/// Parameters are checked against the family's table in families.hpp.
struct Distribution {
  std::string family;
  std::map<std::string, double> parameters;
  std::map<std::string, std::vector<double>>
      lists;                             ///< "values", "probabilities", "weights", "boundaries" ...
  std::vector<Distribution> components;  ///< of mixture and splice
  // Modifiers, in this order of application: truncation (conditioning), then scale.
  std::optional<double> truncate_below, truncate_above;
  double scale = 1;

  bool operator==(const Distribution&) const = default;
};

/// Gamma mixing of a claim count: the year's expected count is multiplied by a gamma factor of mean 1.
struct Mixing {
  double cv = 0;      ///< coefficient of variation of the factor, > 0
  std::string group;  ///< perils with the same group share the factor; empty: the peril's own

  bool operator==(const Mixing&) const = default;
};

struct Frequency {
  Distribution distribution;
  std::optional<Mixing> mixing;

  bool operator==(const Frequency&) const = default;
};

/// What else an event of a peril causes.
struct PerilHead {
  std::string head;  ///< damage head, another than those before it
  Distribution severity;
  double probability = 1;                       ///< that an event causes it, (0, 1]
  std::optional<double> gross_profit_per_hour;  ///< [currency/hour]; heads of interruption only
  double contractual_share = 0;  ///< part of a third party's loss that is owed by contract alone

  bool operator==(const PerilHead&) const = default;
};

/// A peril given directly, without the AI library.
struct Peril {
  std::string id;
  Frequency frequency;
  Distribution severity;
  std::optional<Distribution> defence_cost;  ///< of defending a claim
  std::optional<Distribution> report_lag;    ///< from occurrence to report [yr]
  std::int64_t history_years = 0;  ///< years before the policy year in which the activity went on as in it
  std::string series = "none";     ///< none | clusters: which claims have a common cause
  std::string ai_cause = "none";   ///< none | predictive | generative: AI that may contribute
  double ai_probability = 1;       ///< that it contributes to an event
  std::string head;                ///< damage head (perils/source.hpp); empty: the nameless "loss"
  std::string bearer;  ///< party; empty: the business user where the file has parties, else the one insured
  std::optional<double> gross_profit_per_hour;  ///< [currency/hour]; heads of interruption only
  double contractual_share = 0;          ///< part of a third party's loss that is owed by contract alone
  std::vector<PerilHead> further_heads;  ///< beside `head`, of the same event
  std::string head_dependence = "independent";  ///< independent | comonotone: sizes of an event's heads

  bool operator==(const Peril&) const = default;
};

struct Audit {
  std::string method;           ///< self_check | inhouse_committee | committee_outside_members |
                                ///< external_audit | certification
  std::optional<double> score;  ///< 0 .. 100, on the class's scale; or the next, or the one after
  std::string checklist;        ///< file of answers; after reading it stands in `dimensions` and is empty
  std::map<std::string, double> dimensions;  ///< percentage of each dimension of the checklist that applies
  double age_months = 0;                     ///< since the audit
  bool required_item_failed =
      false;  ///< a required item that the insured admits: quality is capped at 40, case "refer"

  bool operator==(const Audit&) const = default;
};

struct Component {
  std::string id;
  std::string kind;  ///< foundation_model | cloud | ot_vendor | data_set | environment

  bool operator==(const Component&) const = default;
};

/// A promise of the integrator that the AI's error rate stays low for a year.
struct PerformanceGuarantee {
  double promised_error_rate = 0;
  double tolerance = 0;  ///< a shortfall counts above promised_error_rate + tolerance
  std::int64_t test_samples = 0, test_errors = 0;                                  ///< of the acceptance test
  std::optional<std::int64_t> monitoring_months, monitoring_samples, cure_months;  ///< default: the library's
  double volume = 0;                                                               ///< decisions a year
  double unit_loss = 0;           ///< for each wrong decision above the promise
  std::optional<double> maximum;  ///< most that is paid in a year; default: the annual fee

  bool operator==(const PerformanceGuarantee&) const = default;
};

/// One AI system at one insured.
struct Deployment {
  std::string id;
  std::string use_case;  ///< e.g. visual_inspection
  std::string
      business_type;     ///< foundation_developer | custom_developer | integrator | business_user | consumer
  std::string autonomy;  ///< assist | substitute
  std::string ai = "used";    ///< used | none: what would happen without the AI
  std::string product_class;  ///< e.g. auto_parts, food, electronics: class multipliers of the library
  std::string people;  ///< who can be hurt: consumers | elderly_or_disabled; empty: workers and businesses
  std::map<std::string, double>
      exposure;  ///< e.g. turnover [currency/yr], units [1/yr]; names from the library
  std::map<std::string, double> performance;  ///< e.g. false_negative_rate (of the test set), defect_rate
  std::optional<Audit> audit;
  std::optional<PerformanceGuarantee> performance_guarantee;
  std::vector<Component> components;

  bool operator==(const Deployment&) const = default;
};

/// A fund of a liability rule, as in a preset's file.
struct LiabilityFund {
  double rate = 1;                     ///< of the damage, or of what is missing
  std::optional<double> cap;           ///< [million yen]
  bool tort = true;                    ///< what it leaves may be claimed from the parties
  std::map<std::string, double> levy;  ///< who pays it in; party -> weight

  bool operator==(const LiabilityFund&) const = default;
};

/// What differs from a preset of scenarios/presets/; the keys and their meaning are those of its file.
struct LiabilityParameters {
  std::optional<std::string> rule, comparative_fault;
  std::optional<double> kappa, claim_probability;
  std::optional<std::string> order;
  std::optional<std::vector<std::string>> sued;
  std::optional<double> fault_multiplier, defect_probability, development_risk;
  std::optional<std::vector<std::string>> strict_defect, strict_operator;
  std::optional<double> operator_probability, victim_cost_rate, fee_shift, defence_rate;
  std::optional<std::string> contribution_base, contribution_weights;
  std::optional<bool> reallocate;
  std::optional<double> recourse_success, recourse_cost_rate;
  std::optional<bool> cap_binds_victim, cap_binds_contribution;
  std::optional<double> cap_in_annual_fees, statutory_cap;
  std::optional<LiabilityFund> fund, fund_first;
  std::map<std::string, double> compulsory_cover;
  std::optional<std::vector<std::string>> several_only;
  std::optional<std::string> exclusive;
  std::optional<double> fallback_probability;

  bool operator==(const LiabilityParameters&) const = default;
};

/// Means of a party, where they are not the library's.
struct LiableParty {
  std::string role;
  std::optional<double> assets;                                ///< free for a year's claims; median
  std::optional<double> insurance_limit, insurance_retention;  ///< background insurance of a year; 0: none
  std::optional<double> fault_probability;                     ///< that its fault is proven, given harm

  bool operator==(const LiableParty&) const = default;
};

/// A contract between two parties of the chain: `from` supplies, `to` is supplied.
struct SupplyContract {
  std::string from, to;
  std::optional<double> annual_fee;  ///< basis of a cap in annual fees
  double indemnity = 0;              ///< part of what falls on `to` that `from` makes good
  std::optional<double> cap;         ///< of a year, instead of the preset's

  bool operator==(const SupplyContract&) const = default;
};

/// Liability: the final share of each party in third-party loss (rule FIXED_SHARES; sums to 1), or a preset
/// by which every event is worked out.
struct Liability {
  std::string rule;                      ///< "FIXED_SHARES"; empty: a preset
  std::map<std::string, double> shares;  ///< party -> share; parties as in design section 5, and "victim"
  std::string preset;                    ///< id in scenarios/presets/; empty: fixed shares
  std::string preset_file;               ///< own preset; the reader puts its content in the place of it
  std::string financial_loss;            ///< preset for pure financial loss; empty: as the preset says
  std::string own_loss;                  ///< preset for the business user's own loss against its suppliers
  std::optional<LiabilityParameters> parameters;  ///< on top of `preset`
  std::vector<LiableParty> parties;
  std::vector<SupplyContract> contracts;
  std::map<std::string, double> causes;  ///< probability of each class of cause; empty: the library's
  std::optional<double> concentration;   ///< of the courts' weights about their mean
  std::string capacity;  ///< background | design: insurance that parties can pay from; empty: background
  std::optional<bool> incentives;  ///< parties answer to what they bear: frequency follows; absent: no

  bool operator==(const Liability&) const = default;
};

struct Deductible {
  std::string type = "none";   ///< none | ordinary | franchise | percentage
  double amount = 0;           ///< ordinary, franchise
  double rate = 0;             ///< percentage: share of the loss, or of the sum insured
  std::string of = "loss";     ///< percentage: "loss" | "sum_insured"
  double minimum = 0;          ///< percentage
  double maximum = unlimited;  ///< percentage

  bool operator==(const Deductible&) const = default;
};

/// What a section demands of the audits of the AI systems, and what becomes of it where one falls short. At
/// least one of the three demands is there.
struct AuditCondition {
  std::optional<double> minimum_score;             ///< 0 .. 100, on the class's scale
  std::vector<std::string> required_methods;       ///< one of these; empty: any
  std::optional<double> re_audit_interval_months;  ///< oldest audit that counts
  std::string otherwise = "refuse";                ///< refuse | reduce | load
  double reduced_share = 1;                        ///< reduce: factor on the insurer's share, (0, 1)
  double premium_load = 0;                         ///< load: share of the policy's technical premium

  bool operator==(const AuditCondition&) const = default;
};

struct Section {
  std::string id;                   ///< unique in its policy; default: the cover
  std::string cover;                ///< "all", or a cover of the product, e.g. third_party_liability, recall
  std::vector<std::string> perils;  ///< empty: every peril that the cover reaches
  std::vector<std::string> heads;   ///< empty: every damage head of the cover
  std::string contractual_liability = "excluded";  ///< excluded | covered; covers of liability only
  Deductible deductible;
  std::optional<double> waiting_hours;  ///< time-based sections only
  std::optional<double> sum_insured;    ///< basis of a percentage deductible of the sum insured
  double occurrence_limit = unlimited;  ///< width of the layer
  std::optional<double> share;      ///< insurer's part of the layer, (0, 1]; default: coverage::insurer_share
  double aggregate_deductible = 0;  ///< annual
  double aggregate_limit = unlimited;             ///< annual
  std::optional<double> self_insured_retention;   ///< instead of a deductible
  std::string limit_basis = "above_deductible";   ///< above_deductible | includes_deductible
  std::optional<double> indemnity_hours;          ///< after the waiting time; time-based sections only
  std::string defence_cost = "outside";           ///< outside | inside | not_covered
  std::string fines = "not_covered";              ///< not_covered | covered
  std::optional<std::string> ai_exclusion;        ///< none | generative_only | all_ai; default: the policy's
  std::optional<AuditCondition> audit_condition;  ///< replaces the policy's

  bool operator==(const Section&) const = default;
};

struct Policy {
  std::string id;
  std::string product;  ///< quality_assurance_liability | smart_factory; empty: no product (explicit perils)
  std::string insured;  ///< party; empty with explicit perils: the one insured
  std::vector<Section> sections;
  Deductible deductible;  ///< per occurrence, after the sections
  double occurrence_limit = unlimited;
  double share = 1;
  double aggregate_deductible = 0;
  double aggregate_limit = unlimited;
  std::optional<double> self_insured_retention;  ///< instead of a deductible
  std::string trigger = "losses_occurring";      ///< losses_occurring | claims_made
  std::optional<double> retroactive_years;  ///< claims made: before inception; absent: no retroactive date
  std::string batch_clause = "none";        ///< none | by_cause
  std::string ai_exclusion = "none";        ///< of sections that have none of their own
  std::optional<AuditCondition> audit_condition;  ///< of every section that has none of its own

  bool operator==(const Policy&) const = default;
};

/// Where something stands in its list in the file; no part of what it is, so all places are equal.
struct FilePlace {
  std::optional<std::size_t> index;

  bool operator==(const FilePlace&) const { return true; }
};

struct CoverageDesign {
  std::string id;
  std::string name;
  std::vector<Policy> policies;
  FilePlace place{};  ///< designs of one grid share it

  bool operator==(const CoverageDesign&) const = default;
};

/// How much the buyer dislikes bad years: at most one of the two measures.
struct BuyerTolerance {
  std::optional<double> cvar_weight;    ///< of the mean excess of the worst years over the mean
  std::optional<double> level;          ///< of the worst years; absent: 0.99
  std::optional<double> risk_aversion;  ///< exponential utility [1/currency]

  bool operator==(const BuyerTolerance&) const = default;
};

/// Who weighs the designs, and how.
struct Buyer {
  std::string party;  ///< one of the insureds; empty with explicit perils: the one insured
  BuyerTolerance tolerance;
  std::optional<double> budget;  ///< for premium and retained losses of a year [currency]

  bool operator==(const Buyer&) const = default;
};

/// A number of the scenario's own library, in the place of the program's or beside it (library/number.hpp).
struct LibraryEntry {
  struct Words {
    std::string en, ja;

    bool operator==(const Words&) const = default;
  };
  std::string id;
  double value = 0;
  std::string unit;      ///< empty: as in the program's library, which has the number then
  std::string currency;  ///< of money; the same
  int price_year = 0;
  std::optional<double> low, high;
  std::string source;
  std::string confidence;  ///< high | medium | low
  bool judgement = false;
  std::optional<Words> description;

  bool operator==(const LibraryEntry&) const = default;
};

struct Scenario {
  std::string name;
  std::string description;
  std::string currency;  ///< ISO 4217
  int price_year = 0;    ///< of all amounts; 0: not stated
  Simulation simulation;
  std::vector<LibraryEntry> library;
  std::vector<Peril> perils;
  std::vector<Deployment> deployments;
  /// shared | independent: whether deployments with the same component have its failures together
  std::string common_events = "shared";
  std::optional<Liability> liability;
  std::vector<CoverageDesign> coverage_designs;
  std::optional<Buyer> buyer;

  bool operator==(const Scenario&) const = default;
};

}  // namespace tenbin::scenario
