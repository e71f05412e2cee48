#include "tenbin/measure/column_kernels.hpp"

#include <hwy/contrib/sort/vqsort.h>

#include <algorithm>
#include <limits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "tenbin/measure/column_kernels.cpp"
#include <hwy/foreach_target.h>  // IWYU pragma: keep
// foreach_target.h must come before highway.h
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace tenbin::column::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Tag = hn::CappedTag<double, accumulator_count>;
using Vector = hn::Vec<Tag>;
constexpr std::size_t lanes = hn::MaxLanes(Tag());
constexpr std::size_t vectors = accumulator_count / lanes;

/// Eight accumulators as one, two, four or eight vectors.
struct Accumulator {
  Vector part[vectors];

  explicit HWY_INLINE Accumulator(double start) {
    for (std::size_t v = 0; v < vectors; ++v) part[v] = hn::Set(Tag(), start);
  }
  HWY_INLINE void add(std::size_t v, Vector value) { part[v] = hn::Add(part[v], value); }
  HWY_INLINE void store(double* to) const {
    for (std::size_t v = 0; v < vectors; ++v) hn::StoreU(part[v], Tag(), to + v * lanes);
  }
};

/// add_up() of eight accumulators in memory, two at a time: the same tree.
HWY_INLINE double add_pairs(const double* a) {
  const hn::CappedTag<double, 2> d;
  if constexpr (hn::MaxLanes(d) == 2) {
    const auto pair = hn::Add(hn::Add(hn::LoadU(d, a), hn::LoadU(d, a + 4)),
                              hn::Add(hn::LoadU(d, a + 2), hn::LoadU(d, a + 6)));
    return hn::GetLane(pair) + hn::GetLane(hn::Reverse2(d, pair));
  } else {
    return add_up(a);
  }
}

Scan scan_kernel(std::span<const double> x) {
  const Tag d;
  const Vector zero = hn::Zero(d);
  const Vector one = hn::Set(d, 1.0);
  const Vector bound = hn::Set(d, std::numeric_limits<double>::max());
  Accumulator sum(0), positive(0), bad(0);
  Accumulator smallest(std::numeric_limits<double>::infinity());
  Accumulator largest(-std::numeric_limits<double>::infinity());
  const std::size_t whole = x.size() / accumulator_count * accumulator_count;
  const double* HWY_RESTRICT p = x.data();
  for (std::size_t i = 0; i < whole; i += accumulator_count) {
    for (std::size_t v = 0; v < vectors; ++v) {
      const Vector value = hn::LoadU(d, p + i + v * lanes);
      sum.add(v, value);
      positive.add(v, hn::IfThenElseZero(hn::Gt(value, zero), one));
      bad.part[v] = hn::Or(bad.part[v], hn::IfThenZeroElse(hn::Le(hn::Abs(value), bound), one));
      smallest.part[v] = hn::Min(smallest.part[v], value);
      largest.part[v] = hn::Max(largest.part[v], value);
    }
  }
  double sums[accumulator_count], positives[accumulator_count], bads[accumulator_count],
      low[accumulator_count], high[accumulator_count];
  sum.store(sums);
  positive.store(positives);
  bad.store(bads);
  smallest.store(low);
  largest.store(high);
  for (std::size_t j = 0; whole + j < x.size(); ++j) {
    const double value = p[whole + j];
    sums[j] += value;
    positives[j] += value > 0 ? 1 : 0;
    if (!(std::abs(value) <= std::numeric_limits<double>::max())) bads[j] = 1;
    low[j] = std::min(low[j], value);
    high[j] = std::max(high[j], value);
  }
  Scan result;
  result.sum = add_up(sums);
  result.positive = static_cast<std::int64_t>(add_up(positives));
  result.smallest = low[0];
  result.largest = high[0];
  for (std::size_t j = 0; j < accumulator_count; ++j) {
    result.finite = result.finite && bads[j] == 0;
    result.smallest = std::min(result.smallest, low[j]);
    result.largest = std::max(result.largest, high[j]);
  }
  // -0 and +0 compare equal, so which of them is kept would depend on the vector width.
  result.smallest += 0.0;
  result.largest += 0.0;
  return result;
}

std::array<double, 6> power_sums_kernel(std::span<const double> x, double centre, double scale) {
  const Tag d;
  const Vector c = hn::Set(d, centre);
  const Vector s = hn::Set(d, scale);
  Accumulator sum1(0), sum2(0), sum3(0), sum4(0), sum5(0), sum6(0);
  const std::size_t whole = x.size() / accumulator_count * accumulator_count;
  const double* HWY_RESTRICT p = x.data();
  for (std::size_t i = 0; i < whole; i += accumulator_count) {
    for (std::size_t v = 0; v < vectors; ++v) {
      const Vector z = hn::Mul(hn::Sub(hn::LoadU(d, p + i + v * lanes), c), s);
      const Vector z2 = hn::Mul(z, z);
      const Vector z3 = hn::Mul(z2, z);
      sum1.add(v, z);
      sum2.add(v, z2);
      sum3.add(v, z3);
      sum4.add(v, hn::Mul(z2, z2));
      sum5.add(v, hn::Mul(z2, z3));
      sum6.add(v, hn::Mul(z3, z3));
    }
  }
  double sums[6][accumulator_count];
  sum1.store(sums[0]);
  sum2.store(sums[1]);
  sum3.store(sums[2]);
  sum4.store(sums[3]);
  sum5.store(sums[4]);
  sum6.store(sums[5]);
  for (std::size_t j = 0; whole + j < x.size(); ++j) {
    const double z = (p[whole + j] - centre) * scale;
    const double z2 = z * z;
    const double z3 = z2 * z;
    sums[0][j] += z;
    sums[1][j] += z2;
    sums[2][j] += z3;
    sums[3][j] += z2 * z2;
    sums[4][j] += z2 * z3;
    sums[5][j] += z3 * z3;
  }
  std::array<double, 6> result{};
  for (std::size_t k = 0; k < 6; ++k) result[k] = add_up(sums[k]);
  return result;
}

ClusterPowerSums cluster_sums_kernel(std::span<const double> x, std::size_t cluster_size, double centre,
                                     double scale) {
  const Tag d;
  const Vector c = hn::Set(d, centre);
  const Vector s = hn::Set(d, scale);
  const std::size_t clusters = (x.size() + cluster_size - 1) / cluster_size;
  ClusterPowerSums result{std::vector<double>(clusters), std::vector<double>(clusters),
                          std::vector<double>(clusters)};
  const double* HWY_RESTRICT p = x.data();
  for (std::size_t k = 0; k < clusters; ++k) {
    const std::size_t begin = k * cluster_size;
    const std::size_t size = std::min(cluster_size, x.size() - begin);
    const std::size_t whole = size / accumulator_count * accumulator_count;
    Accumulator sum1(0), sum2(0), sum3(0);
    for (std::size_t i = begin; i < begin + whole; i += accumulator_count) {
      for (std::size_t v = 0; v < vectors; ++v) {
        const Vector z = hn::Mul(hn::Sub(hn::LoadU(d, p + i + v * lanes), c), s);
        const Vector z2 = hn::Mul(z, z);
        sum1.add(v, z);
        sum2.add(v, z2);
        sum3.add(v, hn::Mul(z2, z));
      }
    }
    double sums[3][accumulator_count];
    sum1.store(sums[0]);
    sum2.store(sums[1]);
    sum3.store(sums[2]);
    for (std::size_t j = 0; whole + j < size; ++j) {
      const double z = (p[begin + whole + j] - centre) * scale;
      const double z2 = z * z;
      sums[0][j] += z;
      sums[1][j] += z2;
      sums[2][j] += z2 * z;
    }
    result.first[k] = add_pairs(sums[0]);
    result.second[k] = add_pairs(sums[1]);
    result.third[k] = add_pairs(sums[2]);
  }
  return result;
}

ClusterCounts counts_above_kernel(std::span<const double> x, std::size_t cluster_size, double threshold) {
  const Tag d;
  const Vector t = hn::Set(d, threshold);
  ClusterCounts result;
  const double* HWY_RESTRICT p = x.data();
  for (std::size_t begin = 0; begin < x.size(); begin += cluster_size) {
    const std::size_t size = std::min(cluster_size, x.size() - begin);
    const std::size_t whole = size / accumulator_count * accumulator_count;
    std::size_t count = 0;
    for (std::size_t i = begin; i < begin + whole; i += lanes) {
      count += hn::CountTrue(d, hn::Gt(hn::LoadU(d, p + i), t));
    }
    for (std::size_t i = begin + whole; i < begin + size; ++i) count += p[i] > threshold ? 1 : 0;
    const auto signed_count = static_cast<std::int64_t>(count);
    result.sum += signed_count;
    result.sum_squares += signed_count * signed_count;
    result.last = signed_count;
  }
  return result;
}

Tail tail_from_kernel(std::span<const double> x, std::size_t cluster_size, double threshold,
                      std::size_t expected) {
  // Room is checked once per chunk; stores may write a whole vector past the end.
  constexpr std::size_t chunk_size = 4096;
#if HWY_TARGET <= HWY_AVX3
  const Tag d;
#else
  // Two amounts at a time: Highway 1.0.3 permutes wider vectors by a table that g++ copies to the stack on
  // each call.
  const hn::CappedTag<double, 2> d;
#endif
  constexpr std::size_t step = hn::MaxLanes(d);
  const auto t = hn::Set(d, threshold);
  const auto zero = hn::Zero(d);
  const bool with_clusters = cluster_size > 1;
  Tail tail;
  const double* HWY_RESTRICT p = x.data();
  std::size_t count = 0;
  std::size_t room = std::min(expected, x.size()) + chunk_size + accumulator_count;
  tail.amounts.resize(room);
  if (with_clusters) tail.clusters.resize(room);
  const std::size_t whole = x.size() / accumulator_count * accumulator_count;
  std::uint32_t cluster = 0;
  std::size_t next_cluster_begin = cluster_size;
  for (std::size_t chunk = 0; chunk < x.size(); chunk += chunk_size) {
    if (count + chunk_size + accumulator_count > room) {
      room += room / 2 + chunk_size;
      tail.amounts.resize(room);
      if (with_clusters) tail.clusters.resize(room);
    }
    double* HWY_RESTRICT to = tail.amounts.data();
    const std::size_t chunk_end = std::min(chunk + chunk_size, whole);
    for (std::size_t i = chunk; i < chunk_end; i += accumulator_count) {
      const std::size_t before = count;
      for (std::size_t v = 0; v < accumulator_count; v += step) {
        // + 0 turns -0 into +0, so that sorting cannot leave them in an order of its own.
        const auto value = hn::Add(hn::LoadU(d, p + i + v), zero);
        const auto keep = hn::Ge(value, t);
#if HWY_TARGET <= HWY_AVX3
        count += hn::CompressStore(value, keep, d, to + count);
#else
        // A whole vector is stored and only the kept part counted: masked stores are slow.
        hn::StoreU(hn::Compress(value, keep), d, to + count);
        count += hn::CountTrue(d, keep);
#endif
      }
      if (with_clusters) {  // without a branch on whether anything was kept
        if (i == next_cluster_begin) {
          ++cluster;
          next_cluster_begin += cluster_size;
        }
        std::uint32_t* HWY_RESTRICT clusters = tail.clusters.data() + before;
        for (std::size_t j = 0; j < accumulator_count; ++j) clusters[j] = cluster;
      }
    }
  }
  for (std::size_t i = whole; i < x.size(); ++i) {
    if (!(p[i] >= threshold)) continue;
    tail.amounts[count] = p[i] + 0.0;
    if (with_clusters) tail.clusters[count] = static_cast<std::uint32_t>(i / cluster_size);
    ++count;
  }
  tail.amounts.resize(count);
  if (with_clusters) tail.clusters.resize(count);
  return tail;
}

}  // namespace tenbin::column::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tenbin::column {

HWY_EXPORT(scan_kernel);
HWY_EXPORT(power_sums_kernel);
HWY_EXPORT(cluster_sums_kernel);
HWY_EXPORT(counts_above_kernel);
HWY_EXPORT(tail_from_kernel);

Scan scan(std::span<const double> x) { return HWY_DYNAMIC_DISPATCH(scan_kernel)(x); }

std::array<double, 6> power_sums(std::span<const double> x, double centre, double scale) {
  return HWY_DYNAMIC_DISPATCH(power_sums_kernel)(x, centre, scale);
}

ClusterPowerSums cluster_power_sums(std::span<const double> x, std::size_t cluster_size, double centre,
                                    double scale) {
  return HWY_DYNAMIC_DISPATCH(cluster_sums_kernel)(x, cluster_size, centre, scale);
}

ClusterCounts cluster_counts_above(std::span<const double> x, std::size_t cluster_size, double threshold) {
  return HWY_DYNAMIC_DISPATCH(counts_above_kernel)(x, cluster_size, threshold);
}

std::int64_t count_above(std::span<const double> x, double threshold) {
  constexpr std::size_t any_size = 4096;  // the sum of the counts does not depend on the clusters
  return HWY_DYNAMIC_DISPATCH(counts_above_kernel)(x, any_size, threshold).sum;
}

Tail tail_from(std::span<const double> x, std::size_t cluster_size, double threshold, std::size_t expected) {
  return HWY_DYNAMIC_DISPATCH(tail_from_kernel)(x, cluster_size, threshold, expected);
}

void sort_ascending(std::span<double> x) {
  const hwy::Sorter sorter;
  sorter(x.data(), x.size(), hwy::SortAscending());
}

}  // namespace tenbin::column
#endif  // HWY_ONCE
