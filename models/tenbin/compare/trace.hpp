#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tenbin/contract/gap_reason.hpp"
#include "tenbin/language/catalogue.hpp"
#include "tenbin/result/result.hpp"

/// The events of single years of a run, made again from the seed.
namespace tenbin::compare {

struct TraceOptions {
  std::size_t worst = 20;
  std::vector<std::int64_t> years{};  ///< these instead of the worst; counted from 0
  std::string subject{};              ///< empty: insurer of the first design, else ground_up
  int threads = 0;
  std::function<void(std::int64_t done, std::int64_t aim)> progress{};
  std::function<bool()> stop_requested{};
};

/// What a section makes of an event, after the terms of section and policy.
struct TracedSection {
  std::string section;
  double burden = 0;  ///< of the event, what the section covers
  double paid = 0;
  std::array<double, gap_reasons> gap{};  ///< burden = paid + sum of the gaps
};

struct TracedPolicy {
  std::string design, policy, insured;
  std::vector<TracedSection> sections;
  double uncovered = 0;  ///< of the insured's burden, what no section covers
  double paid = 0;
};

struct TracedEvent {
  double time = 0;  ///< since the start of the year [yr], (0, 1); negative: occurred in an earlier year and
                    ///< is reported in this one
  double reported = 0;  ///< since the start of the year [yr]
  std::string entity, peril;
  std::uint64_t cause = 0;
  double loss = 0;
  std::vector<double> amounts;         ///< by Trace::heads
  std::vector<double> burdens;         ///< by Trace::parties
  std::vector<TracedPolicy> policies;  ///< of all designs
};

struct TracedYear {
  std::int64_t year = 0;            ///< from 0
  double value = 0;                 ///< of the subject
  std::vector<TracedEvent> events;  ///< by time
};

struct Trace {
  std::string subject;  ///< annual sums of it order the years
  std::vector<std::string> heads, parties;
  std::vector<TracedYear> years;  ///< the worst first, or as asked for
  double seconds = 0;
};

/// A trace, or why there is none.
struct TraceOutcome {
  std::optional<Trace> trace;
  std::optional<language::Phrase> fault;
  enum class Reason { none, usage, failure } reason = Reason::none;
};

/// Simulates the run of a stored result once more to find its worst years, draws the blocks of these years
/// again (draws are addressed, so only they are needed), and walks every policy through their events.
/// Checked, else a failure: the run's means are those of the result, bit for bit; each block's years are
/// those of the run, bit for bit; the events of a year add up to its figures within 1e-9 of the loss.
/// @param file of the result, for messages; version and build of this program, which the message compares
TraceOutcome trace(const result::Result& stored, const std::string& file, const std::string& version,
                   const std::string& build, const TraceOptions& options);

}  // namespace tenbin::compare
