#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "tenbin/liability/event.hpp"

namespace tenbin::liability {

/// What varies from event to event; everything else is the prototype's. A null pointer stands for the
/// prototype's value in every event. Sets of parties are bits: bit i for place i of Event::parties.
struct EventColumns {
  struct OfParty {
    const double* weight = nullptr;
    const double* assets = nullptr;     ///< infinity: no limit
    const double* retention = nullptr;  ///< these two only where the prototype has insurance
    const double* limit = nullptr;      ///< infinity: no limit
    const double* order_key = nullptr;
    const double* victim_cap = nullptr;     ///< infinity: no limit
    const double* statutory_cap = nullptr;  ///< infinity: no limit
  };

  std::size_t count = 0;  ///< events
  const double* damage = nullptr;
  const double* victim_weight = nullptr;
  const std::uint64_t* claim_made = nullptr;  ///< 0 or 1
  const std::uint64_t* fallback = nullptr;    ///< 0 or 1
  const std::uint64_t* liable = nullptr;
  const std::uint64_t* at_fault = nullptr;
  const std::uint64_t* covered = nullptr;
  const std::uint64_t* gross_negligence = nullptr;
  const std::uint64_t* time_barred = nullptr;
  const std::uint64_t* outcomes = nullptr;           ///< bit 8 i + j: recourse of i against j succeeds
  const std::uint64_t* contract_outcomes = nullptr;  ///< bit e: the claim under contract e succeeds
  std::array<OfParty, most_parties> party{};
  std::array<const double*, most_contracts> cap{};  ///< infinity: no limit
};

/// Where the burdens go; null: not wanted. Meaning as in Allocation.
struct BurdenColumns {
  std::array<double*, most_parties> own{}, insurer{}, cost{};
  std::array<double*, most_parties> paid{};  ///< to the victim
  /// What is left of the retention, of the limit and of each contract's cap (infinity: no limit, or pierced),
  /// for the next claim that draws on them.
  std::array<double*, most_parties> retention_left{}, limit_left{};
  std::array<double*, most_contracts> cap_left{};
  double* victim = nullptr;
  double* fund_first = nullptr;
  double* top_up = nullptr;
  double* friction = nullptr;
  double* transferred = nullptr;
  double* uncompensated = nullptr;
};

/// The event whose burdens, fund and victim differ most from damage and friction.
struct LargestResidual {
  double relative = 0;  ///< |residual| / max(1, damage + friction); a run must not go on above 1e-9
  std::size_t event = 0;
};

struct ColumnPlan;

/// allocate() over columns: the same results, several events at once. Vectors of doubles with masks instead
/// of branches, compiled for every instruction set; no memory is taken after construction. Events without a
/// claim are left out of the work. A prototype with a settlement, or with fault compared pair by pair, is
/// worked out event by event.
class ColumnAllocator {
 public:
  /// @param prototype as for allocate()
  explicit ColumnAllocator(Event<double> prototype);
  ~ColumnAllocator();
  ColumnAllocator(const ColumnAllocator&) = delete;
  ColumnAllocator& operator=(const ColumnAllocator&) = delete;

  const Event<double>& prototype() const { return prototype_; }
  /// True if events are worked out several at once.
  bool is_vectorized() const;

  /// One object must not be used by two threads at a time.
  LargestResidual allocate(const EventColumns& events, const BurdenColumns& burdens);

  /// The event in full, for the scalar kernel: its steps, or the reason for a residual.
  Event<double> event(const EventColumns& events, std::size_t place) const;

 private:
  struct Scratch;

  LargestResidual chunk(const EventColumns& events, const BurdenColumns& burdens);
  LargestResidual one_by_one(const EventColumns& events, const BurdenColumns& burdens);

  Event<double> prototype_, current_;
  std::unique_ptr<ColumnPlan> plan_;  // null where events are worked out one by one
  std::unique_ptr<Scratch> scratch_;
};

}  // namespace tenbin::liability
