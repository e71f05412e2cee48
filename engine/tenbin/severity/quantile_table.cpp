#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "tenbin/severity/quantile_table.cpp"
#include <hwy/foreach_target.h>
// Highway wants its own header after foreach_target.
#include <hwy/highway.h>

#include "tenbin/severity/quantile_table-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace tenbin {
namespace HWY_NAMESPACE {

void sample_sizes(const QuantileTable& table, const std::uint64_t* words, double* sizes, std::size_t count) {
  const hn::CappedTag<double, 8> df;
  const hn::RebindToUnsigned<decltype(df)> du;
  const QuantileTable::Cells cells = table.cells();
  const std::size_t lanes = hn::Lanes(df);
  std::size_t done = 0;
  for (; done + lanes <= count; done += lanes) {
    const auto value = look_up(df, cells, hn::LoadU(du, words + done));
    hn::StoreU(value, df, sizes + done);
    if (HWY_UNLIKELY(!hn::AllFalse(df, hn::IsNaN(value)))) {
      for (std::size_t lane = 0; lane < lanes; ++lane) sizes[done + lane] = table(words[done + lane]);
    }
  }
  for (; done < count; ++done) sizes[done] = table(words[done]);
}

}  // namespace HWY_NAMESPACE
}  // namespace tenbin
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <numbers>

#include "tenbin/core/error.hpp"

namespace tenbin {

HWY_EXPORT(sample_sizes);

namespace {

constexpr std::uint64_t draws = std::uint64_t{1} << 52;
constexpr std::uint64_t draw_mask = draws - 1;

/// Which end of (0, 1) a half is measured from.
enum class Side { lower, upper };

/// The exact quantile function in the coordinate of a half: x = 2^52 times the distance from the end.
class ExactQuantile {
 public:
  ExactQuantile(const Severity& severity, Side side) : severity_(severity), side_(side) {}
  real operator()(real x) const {
    const real p = x * 0x1p-52L;
    return side_ == Side::lower ? severity_.quantile(p) : severity_.upper_quantile(p);
  }

 private:
  const Severity& severity_;
  Side side_;
};

/// Chebyshev nodes and the cosine transform for a fixed number of nodes.
template <std::size_t nodes>
struct ChebyshevBasis {
  std::array<real, nodes> node{};  ///< cos(pi (k + 1/2) / nodes)
  std::array<std::array<real, nodes>, nodes>
      cosine{};  ///< cos(pi j (k + 1/2) / nodes), scaled for coefficients
  static const ChebyshevBasis& get() {
    static const ChebyshevBasis basis;
    return basis;
  }

 private:
  ChebyshevBasis() {
    for (std::size_t k = 0; k < nodes; ++k) {
      const real angle = std::numbers::pi_v<real> * (static_cast<real>(k) + 0.5L) / nodes;
      node[k] = std::cos(angle);
      for (std::size_t j = 0; j < nodes; ++j) {
        cosine[j][k] = std::cos(static_cast<real>(j) * angle) * (j == 0 ? 1 : 2) / nodes;
      }
    }
  }
};

/// Chebyshev interpolant on [a, b] (Trefethen, Approximation Theory and Approximation Practice, ch. 3).
class Chebyshev {
 public:
  template <std::size_t nodes, class Function>
  static Chebyshev through(const Function& f, real a, real b) {
    Chebyshev result((a + b) / 2, (b - a) / 2);
    const auto& basis = ChebyshevBasis<nodes>::get();
    std::array<real, nodes> values{};
    for (std::size_t k = 0; k < nodes; ++k) {
      values[k] = f(result.middle_ + result.half_ * basis.node[k]);
      result.largest_ = std::max(result.largest_, std::fabs(values[k]));
    }
    for (std::size_t j = 0; j < nodes; ++j) {
      real sum = 0;
      for (std::size_t k = 0; k < nodes; ++k) sum += values[k] * basis.cosine[j][k];
      result.coefficients_.push_back(sum);
    }
    // Coefficients that rounding to double could not see cost time only.
    while (result.coefficients_.size() > 1 &&
           std::fabs(result.coefficients_.back()) < 1e-15L * result.largest_) {
      result.coefficients_.pop_back();
    }
    for (const real coefficient : result.coefficients_)
      result.rounded_.push_back(static_cast<double>(coefficient));
    return result;
  }

  real operator()(real x) const {
    const real t = (x - middle_) / half_;
    real b1 = 0, b2 = 0;
    for (std::size_t j = coefficients_.size() - 1; j > 0; --j) {
      const real b0 = 2 * t * b1 - b2 + coefficients_[j];
      b2 = b1;
      b1 = b0;
    }
    return t * b1 - b2 + coefficients_[0];
  }

  /// The same in double, to about 1e-15 of the largest value: enough to measure errors, in a third of the
  /// time.
  double approximate(real x) const {
    const auto t = static_cast<double>((x - middle_) / half_);
    double b1 = 0, b2 = 0;
    for (std::size_t j = rounded_.size() - 1; j > 0; --j) {
      const double b0 = 2 * t * b1 - b2 + rounded_[j];
      b2 = b1;
      b1 = b0;
    }
    return t * b1 - b2 + rounded_[0];
  }

  real largest() const { return largest_; }

 private:
  Chebyshev(real middle, real half) : middle_(middle), half_(half) {}
  real middle_, half_, largest_ = 0;
  std::vector<real> coefficients_;
  std::vector<double> rounded_;
};

/// The quantile function on a smooth stretch, as interpolants accurate to about 1e-12.
class SmoothStretch {
 public:
  SmoothStretch(const ExactQuantile& exact, real a, real b) { add(exact, a, b); }

  real operator()(real x) const { return part(x)(x); }
  double approximate(real x) const { return part(x).approximate(x); }

  /// Largest relative error that was seen against the exact quantile function.
  real error() const { return error_; }

 private:
  void add(const ExactQuantile& exact, real a, real b) {
    constexpr real accuracy = 1e-12L;
    constexpr std::size_t most_parts =
        64;  // a law that needs more is noise, or has a break that it does not state
    Chebyshev part = Chebyshev::through<12>(exact, a, b);
    real error = largest_error(exact, part, a, b);
    if (error > accuracy) {
      part = Chebyshev::through<20>(exact, a, b);
      error = largest_error(exact, part, a, b);
    }
    // Below one draw's width nobody can look; a part that narrow is accepted as it is.
    if (error > accuracy && b - a >= 1 && parts_.size() < most_parts) {
      add(exact, a, (a + b) / 2);
      add(exact, (a + b) / 2, b);
      return;
    }
    if (b - a >= 1) error_ = std::max(error_, error);
    parts_.push_back(std::move(part));
    ends_.push_back(b);
  }

  static real largest_error(const ExactQuantile& exact, const Chebyshev& part, real a, real b) {
    if (part.largest() == 0) return 0;
    real error = 0;
    for (real place : {0.003L, 0.35L, 0.996L}) {
      const real x = a + place * (b - a);
      error = std::max(error, std::fabs(part(x) - exact(x)));
    }
    return error / part.largest();
  }

  const Chebyshev& part(real x) const {
    const auto end = std::upper_bound(ends_.begin(), ends_.end() - 1, x);
    return parts_[static_cast<std::size_t>(end - ends_.begin())];
  }

  real error_ = 0;
  std::vector<Chebyshev> parts_;
  std::vector<real> ends_;
};

struct Cubic {
  real c0, c1, c2, c3;
  real operator()(real s) const { return c0 + s * (c1 + s * (c2 + s * c3)); }
};

/// Cubic through the four Chebyshev nodes of [a, b] for f.
template <class Function>
Cubic interpolate_cubic(const Function& f, real a, real b) {
  std::array<real, 4> x{}, d{};
  for (int k = 0; k < 4; ++k) {
    x[static_cast<std::size_t>(k)] =
        (a + b) / 2 + (b - a) / 2 * ChebyshevBasis<4>::get().node[static_cast<std::size_t>(k)];
    d[static_cast<std::size_t>(k)] = f(x[static_cast<std::size_t>(k)]);
  }
  for (std::size_t order = 1; order < 4; ++order) {
    for (std::size_t k = 3; k >= order; --k) d[k] = (d[k] - d[k - 1]) / (x[k] - x[k - order]);
  }
  // Newton's form to powers.
  Cubic c{d[3], 0, 0, 0};
  for (std::size_t k = 3; k-- > 0;)
    c = {d[k] - x[k] * c.c0, c.c0 - x[k] * c.c1, c.c1 - x[k] * c.c2, c.c2 - x[k] * c.c3};
  return c;
}

/// The upper 32 bits of a double nearest to `value`, given its lower 32 bits.
std::uint32_t nearest_upper_bits(real value, std::uint32_t lower_bits) {
  if (value == 0) return 0;  // also for a negative zero, whose sign bit would stand in the other coefficient
  const auto upper =
      static_cast<std::uint32_t>(std::bit_cast<std::uint64_t>(static_cast<double>(value)) >> 32);
  std::uint32_t best = upper;
  real best_error = std::numeric_limits<real>::infinity();
  for (std::uint32_t candidate : {upper - 1, upper, upper + 1}) {
    const real error = std::fabs(
        static_cast<real>(std::bit_cast<double>(std::uint64_t{candidate} << 32 | lower_bits)) - value);
    if (error < best_error) {
      best = candidate;
      best_error = error;
    }
  }
  return best;
}

}  // namespace

class QuantileTable::Builder {
 public:
  Builder(QuantileTable& table, const Severity& severity) : table_(table) {
    for (const Side side : {Side::lower, Side::upper}) halves_.push_back(make_half(severity, side));
    for (int bits = 6; bits <= 10; ++bits) {
      fill(bits);
      if (table_.measured_error_ <= error_bound) return;
    }
    throw NumericalError("QuantileTable: the " + severity.name() +
                         " quantile function cannot be tabulated to 1e-9 (it varies too fast within a cell)");
  }

 private:
  /// Stretches of one octave between the breaks in it, and those breaks.
  struct Octave {
    std::vector<SmoothStretch> stretches;
    std::vector<real> breaks;
    real operator()(real x) const {
      const auto stretch = std::upper_bound(breaks.begin(), breaks.end(), x) - breaks.begin();
      return stretches[static_cast<std::size_t>(stretch)](x);
    }
  };
  struct Half {
    Side side;
    std::vector<Octave> octaves;
  };

  Half make_half(const Severity& severity, Side side) {
    std::vector<real> breaks;
    for (const Severity::Break& at : severity.breaks()) {
      if ((at.lower <= 0.5L) == (side == Side::lower))
        breaks.push_back((side == Side::lower ? at.lower : at.upper) * 0x1p52L);
    }
    std::sort(breaks.begin(), breaks.end());
    const ExactQuantile exact(severity, side);
    Half half{side, {}};
    for (int e = -1; e < octaves - 1; ++e) {
      const real low = std::ldexp(1.0L, e), high = std::ldexp(1.0L, e + 1);
      Octave octave;
      real from = low;
      for (real at : breaks) {
        if (at <= low || at >= high || at == from) continue;
        octave.stretches.emplace_back(exact, from, at);
        octave.breaks.push_back(at);
        from = at;
      }
      octave.stretches.emplace_back(exact, from, high);
      for (const SmoothStretch& stretch : octave.stretches)
        stretch_error_ = std::max(stretch_error_, stretch.error());
      half.octaves.push_back(std::move(octave));
    }
    return half;
  }

  void fill(int bits) {
    const std::size_t cells = std::size_t{1} << bits, all_cells = std::size_t{2} * octaves * cells;
    table_.cell_bits_ = bits;
    table_.measured_error_ = static_cast<double>(stretch_error_);
    table_.constant_.assign(all_cells, 0);
    table_.linear_.assign(all_cells, 0);
    table_.high_.assign(all_cells, 0);
    table_.pieces_.clear();
    std::size_t cell = 0;
    for (const Half& half : halves_) {
      for (int e = -1; e < octaves - 1; ++e) {
        const Octave& octave = half.octaves[static_cast<std::size_t>(e) + 1];
        const real width = std::ldexp(1.0L, e - bits);
        real low = std::ldexp(1.0L, e);
        for (std::size_t i = 0; i < cells; ++i, ++cell, low += width) {
          const auto first = std::upper_bound(octave.breaks.begin(), octave.breaks.end(), low);
          const auto last = std::lower_bound(octave.breaks.begin(), octave.breaks.end(), low + width);
          if (first < last) {
            cut(cell, half.side, octave, low, low + width, {first, last});
          } else {
            fit(cell, octave, low, width);
          }
          if (table_.measured_error_ > error_bound) return;
        }
      }
    }
  }

  void note_error(double approximation, double exact, double scale) {
    if (scale == 0) return;
    table_.measured_error_ = std::max(table_.measured_error_, std::fabs(approximation - exact) / scale);
  }

  void fit(std::size_t cell, const Octave& octave, real low, real width) {
    const auto stretch =
        std::upper_bound(octave.breaks.begin(), octave.breaks.end(), low) - octave.breaks.begin();
    const SmoothStretch& smooth = octave.stretches[static_cast<std::size_t>(stretch)];
    const auto f = [&](real s) { return smooth(low + (s - 1) * width); };
    const Cubic c = interpolate_cubic(f, 1, 2);
    const std::uint32_t cube = nearest_upper_bits(c.c3, 0);
    const std::uint32_t square = nearest_upper_bits(c.c2, cube);
    const std::uint64_t high = std::uint64_t{square} << 32 | cube;
    const double c2 = std::bit_cast<double>(high), c3 = std::bit_cast<double>(high << 32);
    // The line takes up what the shortened coefficients leave: least squares of the rest on Chebyshev nodes.
    const real d2 = c.c2 - c2, d3 = c.c3 - c3;
    real sum = 0, slope = 0;
    for (int k = 0; k < 4; ++k) {
      const real t = ChebyshevBasis<4>::get().node[static_cast<std::size_t>(k)], s = 1.5L + t / 2;
      const real rest = s * s * (d2 + s * d3);
      sum += rest / 4;
      slope += rest * t / 2;
    }
    const auto c1 = static_cast<double>(c.c1 + 2 * slope);
    const auto c0 = static_cast<double>(c.c0 + sum - 3 * slope);
    table_.constant_[cell] = c0;
    table_.linear_[cell] = c1;
    table_.high_[cell] = high;
    const auto check_at = [&](real s) { return smooth.approximate(low + (s - 1) * width); };
    const auto rounded = [=](double s) { return c0 + s * (c1 + s * (c2 + s * c3)); };
    const double at_low = check_at(1), at_high = check_at(2);
    const double scale = std::max(std::fabs(at_low), std::fabs(at_high));
    note_error(rounded(1), at_low, scale);
    note_error(rounded(1.3087), check_at(1.3087L), scale);
    note_error(rounded(2), at_high, scale);
  }

  /// Pieces of a cell with breaks in it; the cell keeps where they stand.
  void cut(std::size_t cell, Side side, const Octave& octave, real low, real high, std::vector<real> breaks) {
    const auto index = [](real x) { return static_cast<std::uint64_t>(std::ceil(x - 0.5L)); };
    breaks.push_back(high);
    std::vector<Piece> pieces;
    std::uint64_t from = index(low);
    for (real at : breaks) {
      const std::uint64_t to = index(at);
      if (to > from) {
        add_piece(pieces, octave, side, side == Side::lower ? from : draws - to, to - from);
      }
      from = std::max(from, to);
    }
    std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) { return a.first < b.first; });
    table_.constant_[cell] = std::numeric_limits<double>::quiet_NaN();
    table_.high_[cell] = std::uint64_t{table_.pieces_.size()} << 32 | pieces.size();
    table_.pieces_.insert(table_.pieces_.end(), pieces.begin(), pieces.end());
  }

  void add_piece(std::vector<Piece>& pieces, const Octave& octave, Side side, std::uint64_t first,
                 std::uint64_t count) {
    const real width = static_cast<real>(count);
    // Only places of draws: the stretch may end half a draw before the piece does.
    const auto f = [&](real t) {
      const real place = std::clamp(t * width, 0.5L, width - 0.5L);
      const real draw = static_cast<real>(first) + place;
      return octave(side == Side::lower ? draw : static_cast<real>(draws) - draw);
    };
    const real a = 0.5L / width, b = 1 - a;
    Cubic c{f(0.5L), 0, 0, 0};
    if (count > 1) c = interpolate_cubic(f, a, b);
    const Piece piece{first,
                      static_cast<double>(1 / width),
                      static_cast<double>(c.c0),
                      static_cast<double>(c.c1),
                      static_cast<double>(c.c2),
                      static_cast<double>(c.c3)};
    const Cubic rounded{piece.c0, piece.c1, piece.c2, piece.c3};
    const real scale = std::max(std::fabs(f(a)), std::fabs(f(b)));
    real error = 0;
    for (real t : {0.0L, 0.3087L, 0.6913L, 1.0L}) {
      error = std::max(error, std::fabs(rounded(a + t * (b - a)) - f(a + t * (b - a))));
    }
    if (count > 1 && error > error_bound / 2 * scale) {
      const std::uint64_t half = count / 2;
      add_piece(pieces, octave, side, first, half);
      add_piece(pieces, octave, side, first + half, count - half);
      return;
    }
    if (scale > 0)
      table_.measured_error_ = std::max(table_.measured_error_, static_cast<double>(error / scale));
    pieces.push_back(piece);
  }

  QuantileTable& table_;
  std::vector<Half> halves_;
  real stretch_error_ = 0;
};

QuantileTable::QuantileTable(const Severity& severity) { Builder(*this, severity); }

double QuantileTable::cut_cell(std::size_t cell, std::uint64_t draw) const {
  const auto begin = pieces_.begin() + static_cast<std::ptrdiff_t>(high_[cell] >> 32);
  const auto end = begin + static_cast<std::ptrdiff_t>(high_[cell] & 0xffffffffu);
  const auto piece = std::upper_bound(begin, end, draw,
                                      [](std::uint64_t value, const Piece& p) { return value < p.first; }) -
                     1;
  const double t = (static_cast<double>(draw - piece->first) + 0.5) * piece->scale;
  return piece->c0 + t * (piece->c1 + t * (piece->c2 + t * piece->c3));
}

double QuantileTable::operator()(std::uint64_t word) const {
  const std::uint64_t draw = word & draw_mask;
  const bool upper = (draw >> 51) != 0;
  const std::uint64_t from_end = upper ? draw_mask - draw : draw;
  const double x = static_cast<double>(from_end) + 0.5;
  const auto bits = std::bit_cast<std::uint64_t>(x);
  const std::uint64_t cell = (bits >> (52 - cell_bits_)) - (std::uint64_t{0x3fe} << cell_bits_) +
                             (upper ? std::uint64_t{octaves} << cell_bits_ : 0);
  const double constant = constant_[cell];
  if (std::isnan(constant)) return cut_cell(cell, draw);
  const double s = std::bit_cast<double>((bits << cell_bits_ & draw_mask) | 0x3ff0000000000000u);
  const std::uint64_t high = high_[cell];
  const double rest = std::bit_cast<double>(high) + s * std::bit_cast<double>(high << 32);
  return constant + s * (linear_[cell] + s * rest);
}

void QuantileTable::sample(std::span<const std::uint64_t> words, std::span<double> sizes) const {
  check(words.size() == sizes.size(), "QuantileTable::sample", "number of sizes",
        static_cast<real>(sizes.size()), "that of the words");
  HWY_DYNAMIC_DISPATCH(sample_sizes)(*this, words.data(), sizes.data(), words.size());
}

}  // namespace tenbin
#endif  // HWY_ONCE
