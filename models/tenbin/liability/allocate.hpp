#pragma once

#include <span>
#include <vector>

#include "tenbin/liability/allocation.hpp"
#include "tenbin/liability/event.hpp"
#include "tenbin/liability/exact.hpp"

namespace tenbin::liability {

/// Works out one event, in ten steps:
///   S1 shares, S2 reduction by the victim's fault, S3 exposure of each party, S4 defence, S5 collection
///   (S5b fallback suit), S6 re-split of what could not be paid, S7 top-up fund: the outward layer;
///   S8 contribution, S9 contracts: the inward layer; S10 tally.
/// docs/methods/liability.md has the equations. Number is double or Exact; nothing is rounded with Exact,
/// and with double comparisons have a tolerance of 1e-12 so that both agree on amounts written in decimals.
/// Conservation: sum of own + insurer, fund and victim equal damage + friction.
/// @param event as checked by the reader (event_reader.hpp); it is not checked again
/// @param steps where the steps are recorded; null: nowhere
template <class Number>
Allocation<Number> allocate(const Event<Number>& event, std::vector<Step<Number>>* steps = nullptr);

extern template Allocation<double> allocate(const Event<double>&, std::vector<Step<double>>*);
extern template Allocation<Exact> allocate(const Event<Exact>&, std::vector<Step<Exact>>*);

enum class BatchMode : std::uint8_t {
  sequential,  ///< event after event, in their order
  pari_passu,  ///< each party pays all events in the same proportion
};

/// Several events of one year on the same parties.
struct BatchTerms {
  BatchMode mode = BatchMode::pari_passu;
  /// What starts afresh at each event instead of being used up over the batch; sequential only. Assets never
  /// do.
  PartySet per_event_retention{}, per_event_limit{};
  std::bitset<most_contracts> per_event_cap{};
};

/// Events that draw on the same assets, retentions, limits and caps: those of the first event.
///   pari_passu: S1 to S4 for all events in order; then in rounds every sued party pays what all events ask
///   of it, each event in proportion to what it asks; a party that cannot pay all leaves; then S5b to S10 in
///   order. The result up to S5 does not depend on the order of the events.
/// @param events in the order of time; all with the same parties and contracts
/// @throw ParameterError if the parties or contracts differ, or something is per event under pari_passu
template <class Number>
std::vector<Allocation<Number>> allocate_batch(std::span<const Event<Number>> events,
                                               const BatchTerms& terms);

extern template std::vector<Allocation<double>> allocate_batch(std::span<const Event<double>>,
                                                               const BatchTerms&);
extern template std::vector<Allocation<Exact>> allocate_batch(std::span<const Event<Exact>>,
                                                              const BatchTerms&);

}  // namespace tenbin::liability
