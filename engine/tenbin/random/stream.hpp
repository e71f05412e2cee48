#pragma once

#include <cstdint>
#include <span>

#include "tenbin/random/address.hpp"

namespace tenbin {

/// Uniform in (0, 1): (k + 1/2) / 2^52 with k the upper 52 bits of a word; exact in double.
inline double unit_interval(std::uint64_t word) { return (static_cast<double>(word >> 12) + 0.5) * 0x1p-52; }

/// The words of one stream in one block of years. Philox4x32-10 (Salmon, Moraes, Dror, Shaw, Parallel Random
/// Numbers: As Easy as 1, 2, 3, SC'11) with key = seed and counter = (number, block, stream address). Words
/// come in groups of sixteen from eight counters: word j is half (j / 8) % 2 of counter 8 (j / 16) + j % 8,
/// so that vectors of any width up to eight lanes store without shuffling.
class Stream {
 public:
  static constexpr std::uint64_t group = 16;  ///< words per group

  Stream(std::uint64_t seed, std::uint64_t address, std::uint32_t block)
      : seed_(seed), address_(address), block_(block) {}

  /// Word `index`, computed alone (Random123).
  std::uint64_t word(std::uint64_t index) const;
  /// Words first, first + 1, ..., by the fastest kernel of this processor; `first` must be a multiple of
  /// `group`.
  void fill(std::uint64_t first, std::span<std::uint64_t> words) const;

 private:
  std::uint64_t seed_;
  std::uint64_t address_;
  std::uint32_t block_;
};

}  // namespace tenbin
