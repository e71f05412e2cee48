// QuantileTable over Highway vectors; included once per dispatch target.
#if defined(TENBIN_SEVERITY_QUANTILE_TABLE_INL_HPP_) == defined(HWY_TARGET_TOGGLE)
#ifdef TENBIN_SEVERITY_QUANTILE_TABLE_INL_HPP_
#undef TENBIN_SEVERITY_QUANTILE_TABLE_INL_HPP_
#else
#define TENBIN_SEVERITY_QUANTILE_TABLE_INL_HPP_
#endif

#include <hwy/highway.h>

#include <cstdint>

#include "tenbin/severity/quantile_table.hpp"

HWY_BEFORE_NAMESPACE();
namespace tenbin {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Sizes of the draws in the lower 52 bits of `words`; NaN in lanes that fall in a cut cell.
template <class DF, class VU = hn::Vec<hn::RebindToUnsigned<DF>>>
HWY_INLINE hn::Vec<DF> look_up(DF df, const QuantileTable::Cells& cells, VU words) {
  const hn::RebindToUnsigned<DF> du;
  const hn::RebindToSigned<DF> di;
  const int place_shift = 52 - cells.cell_bits;
  const auto mantissa = hn::Set(du, 0x000fffffffffffffu);
  const auto upper_half = hn::BitCast(du, hn::BroadcastSignBit(hn::BitCast(di, hn::ShiftLeft<12>(words))));
  const auto from_end = hn::And(hn::Xor(words, upper_half), mantissa);
  // 2^52 + V as a double, then V + 1/2: both exact.
  const auto x =
      hn::Sub(hn::BitCast(df, hn::Or(from_end, hn::Set(du, 0x4330000000000000u))), hn::Set(df, 0x1p52 - 0.5));
  const auto bits = hn::BitCast(du, x);
  const std::uint64_t first_cell = std::uint64_t{0x3fe} << cells.cell_bits;  // of x = 1/2
  const auto side =
      hn::And(upper_half, hn::Set(du, std::uint64_t{QuantileTable::octaves} << cells.cell_bits));
  const auto cell =
      hn::BitCast(di, hn::Add(hn::Sub(hn::ShiftRightSame(bits, place_shift), hn::Set(du, first_cell)), side));
  const auto place = hn::And(hn::ShiftLeftSame(bits, cells.cell_bits), mantissa);
  const auto s = hn::BitCast(df, hn::Or(place, hn::Set(du, 0x3ff0000000000000u)));
  const auto constant = hn::GatherIndex(df, cells.constant, cell);
  const auto linear = hn::GatherIndex(df, cells.linear, cell);
  const auto high = hn::GatherIndex(du, cells.high, cell);
  const auto square = hn::BitCast(df, high);
  const auto cube = hn::BitCast(df, hn::ShiftLeft<32>(high));
  auto value = hn::Add(square, hn::Mul(s, cube));
  value = hn::Add(linear, hn::Mul(s, value));
  return hn::Add(constant, hn::Mul(s, value));
}

// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace tenbin
HWY_AFTER_NAMESPACE();

#endif
