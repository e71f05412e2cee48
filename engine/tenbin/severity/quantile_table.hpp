#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "tenbin/severity/severity.hpp"

namespace tenbin {

/// The one sampler of all claim-size families: the quantile function as cubic pieces over the bits of u.
///
/// A draw is a 52-bit number U and means u = (U + 1/2) / 2^52. Each half of (0, 1) is mirrored to its own
/// end, so that x = min(U, 2^52 - 1 - U) + 1/2 counts from the nearer end, and cut into octaves [2^e,
/// 2^(e+1)) with 2^m equal cells each: exponent and leading mantissa bits of x, as a double, are the index of
/// the cell, the rest is the place in it. Both tails are thus as fine, in relative terms, as the middle.
/// Cells that contain a break of the distribution (an atom's edge, a splice point) are cut into pieces at
/// whole U, so that an atom keeps its probability to 2^-52.
///
/// Coefficients are computed in `real` from Chebyshev interpolants of the exact quantile function and rounded
/// once; evaluation only multiplies and adds: the same bits on every processor.
class QuantileTable {
 public:
  /// Relative error allowed inside a piece, against the largest value in the piece.
  static constexpr double error_bound = 1e-9;

  /// @throw NumericalError if the finest table does not keep `error_bound`
  explicit QuantileTable(const Severity& severity);

  /// Size of draw U (lower 52 bits of `word`), computed alone.
  double operator()(std::uint64_t word) const;
  /// Sizes of the draws in the lower 52 bits of `words`, by the fastest kernel of this processor.
  void sample(std::span<const std::uint64_t> words, std::span<double> sizes) const;

  /// Largest relative error that was found against the exact quantile function.
  double measured_error() const { return measured_error_; }
  /// Binary logarithm of the number of cells in an octave.
  int cell_bits() const { return cell_bits_; }

  /// Coefficients of the cells, for kernels: cubic in s = 1 + place in cell, in [1, 2).
  /// `high` packs two coefficients: read as double it is that of s^2, shifted left by 32 bits that of s^3.
  struct Cells {
    const double* constant;  ///< NaN: the cell is cut, ask operator()
    const double* linear;
    const std::uint64_t* high;
    int cell_bits;
  };
  Cells cells() const { return {constant_.data(), linear_.data(), high_.data(), cell_bits_}; }
  static constexpr int octaves = 52;  ///< per half: exponents -1 .. 50 of x

 private:
  struct Piece {
    std::uint64_t first;    ///< smallest U
    double scale;           ///< 1 / number of U in it
    double c0, c1, c2, c3;  ///< cubic in (U - first + 1/2) * scale
  };
  class Builder;
  double cut_cell(std::size_t cell, std::uint64_t draw) const;

  int cell_bits_ = 0;
  double measured_error_ = 0;
  std::vector<double> constant_, linear_;
  std::vector<std::uint64_t> high_;
  std::vector<Piece> pieces_;  ///< of all cut cells, sorted by `first`
};

using QuantileTablePtr = std::shared_ptr<const QuantileTable>;

/// The table of a law. A table costs milliseconds, and runs of many variants or scenarios ask for the same
/// laws again: the last `remembered_tables` of this process are kept, by the laws' fingerprints. Threads may
/// ask at the same time.
QuantileTablePtr make_quantile_table(const Severity& severity);

/// A table takes 160 kB, of a law whose quantiles rise steeply 640 kB: some 40 MB in all.
inline constexpr std::size_t remembered_tables = 256;

}  // namespace tenbin
