#pragma once

#include <cstdint>
#include <string_view>

/// Random numbers are addressed, not consumed: each has a meaning (seed, purpose, entity, peril, block,
/// index) and is computed from it, so that threads, order and other entities cannot change it
/// (docs/methods/random-numbers.md).
namespace tenbin {

/// Years that share an address block; a constant of the format.
inline constexpr int block_years = 4096;
/// Years that share a draw of uncertain parameters; a constant of the format.
inline constexpr int world_years = 16;

/// What a number is drawn for. Values are part of the format: never renumber, only append.
enum class StreamPurpose : std::uint64_t {
  event_count = 1,       ///< clusters of a source in a block
  event_draw = 2,        ///< year (12 bits) and size of the first head (52 bits) of an event
  event_year = 3,        ///< year of an event where years are not alike
  event_time = 4,        ///< time within the year
  cluster_size = 5,      ///< claims in a cluster
  annual_count = 6,      ///< claims of a source in a year
  factor = 7,            ///< random factor of a group
  head_draw = 8,         ///< size of a further head
  head_presence = 9,     ///< whether the event causes a head
  report_lag = 10,       ///< from occurrence to report
  common_count = 11,     ///< common events in a block
  common_draw = 12,      ///< year (12 bits) of a common event, and the share that it hits (52 bits)
  common_time = 13,      ///< time of a common event within the year
  common_size = 14,      ///< factor on the sizes of all its hits
  common_hit = 15,       ///< whether a source is among those that a common event hits
  ai_contribution = 16,  ///< whether AI contributed to the event
  common_place = 17,     ///< year of a common event whose rate is uncertain
  liability_facts = 24,  ///< cause, faults and proof of an event
  liability_suit = 25,   ///< claim, order and recourse of one of its claims
  liability_means = 26,  ///< what a party can pay in a year
};

/// 64-bit address of a stream: FNV-1a over purpose and length-prefixed names, finished with the 64-bit mixer
/// of MurmurHash3 (Appleby). Plans check that no two of their streams collide.
std::uint64_t stream_address(StreamPurpose purpose, std::string_view entity, std::string_view peril,
                             std::uint64_t sub_stream = 0);

}  // namespace tenbin
