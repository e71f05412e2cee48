#pragma once

#include <map>
#include <string>
#include <vector>

#include "tenbin/library/number.hpp"

/// Entries of the library that are no numbers: what the numbers are about.
namespace tenbin::library {

/// A name with its meaning and where it comes from.
struct Entry {
  std::string id;
  std::string description_en, description_ja;
  std::string source;
  Confidence confidence = Confidence::low;
  bool judgement = false;
};

/// An exposure base that a deployment may state.
struct Exposure {
  std::string id;    ///< key in the scenario's "exposure" object
  std::string unit;  ///< "currency" stands for the scenario's currency
  std::string description_en, description_ja;
};

/// A peril in the list of a use case.
struct UseCasePeril {
  std::string peril;
  std::vector<std::string> business_types;  ///< where it arises; empty: wherever the use case exists
  std::string if_stated;  ///< an exposure without which the peril is left out; empty: always there
};

/// A deployment that a business of that type could have: what `tenbin new` writes.
struct Example {
  std::string business_type;
  std::string autonomy;
  std::string product_class;  ///< or empty
  std::string people;         ///< or empty
  std::map<std::string, double> exposure, performance;
  std::map<std::string, std::string> components;  ///< id -> kind
};

/// What an AI is used for. Everything that a new use case needs: the perils are chosen here, and numbers
/// use_case/ID/PERIL/... replace those of the peril.
struct UseCase : Entry {
  std::string audit_weights;   ///< column of the checklist's weights
  std::string consequence;     ///< the kind of harm at worst, as in the table of domains
  std::string consumer_party;  ///< who answers for it where consumers use it
  std::vector<UseCasePeril> perils;
  std::vector<Example> examples;  ///< one for each business type in which the use case exists

  /// Or null, where no business of that type has it.
  const Example* example(std::string_view business_type) const;
};

struct BusinessType : Entry {
  std::string party;  ///< the party of liability that the deployment's business is; empty: by the use case
};

/// How AI takes part in an attack, if it is one.
enum class Attack { none, using_ai, by_ai, on_ai };
std::string to_string(Attack attack);

struct PerilEntry : Entry {
  std::string name_en, name_ja;  ///< in a few words, for tables
  Attack attack = Attack::none;
  bool caused_by_ai = false;  ///< without the AI it is another peril, or none
};

/// Who is hurt.
struct People : Entry {};

/// A kind of component that deployments may share.
struct ComponentKind : Entry {};

}  // namespace tenbin::library
