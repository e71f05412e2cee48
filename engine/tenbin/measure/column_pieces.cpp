#include "tenbin/measure/column_pieces.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "tenbin/simulation/parallel_each.hpp"

namespace tenbin::column {
namespace {

/// kernel(part of x, number of the piece's first cluster) for each piece.
template <class Value, class Kernel>
std::vector<Value> by_piece(std::span<const double> x, std::size_t cluster_size, int threads,
                            const Kernel& kernel) {
  const std::size_t clusters = (piece_size + cluster_size - 1) / cluster_size;  // of a piece
  const std::size_t size = clusters * cluster_size;
  const std::size_t pieces = std::max<std::size_t>((x.size() + size - 1) / size, 1);
  std::vector<Value> values(pieces);
  parallel_each(static_cast<std::int64_t>(pieces), pieces == 1 ? 1 : threads, [&](std::int64_t index) {
    const auto piece = static_cast<std::size_t>(index);
    const std::size_t begin = piece * size;
    values[piece] = kernel(x.subspan(begin, std::min(size, x.size() - begin)), piece * clusters);
  });
  return values;
}

template <class Element>
void append(std::vector<Element>& to, const std::vector<Element>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

}  // namespace

Scan scan(std::span<const double> x, int threads) {
  const auto parts =
      by_piece<Scan>(x, 1, threads, [](std::span<const double> part, std::size_t) { return scan(part); });
  Scan whole = parts.front();
  for (std::size_t p = 1; p < parts.size(); ++p) {
    whole.sum += parts[p].sum;
    whole.smallest = std::min(whole.smallest, parts[p].smallest);
    whole.largest = std::max(whole.largest, parts[p].largest);
    whole.positive += parts[p].positive;
    whole.finite = whole.finite && parts[p].finite;
  }
  return whole;
}

std::array<double, 6> power_sums(std::span<const double> x, double centre, double scale, int threads) {
  const auto parts = by_piece<std::array<double, 6>>(
      x, 1, threads,
      [=](std::span<const double> part, std::size_t) { return power_sums(part, centre, scale); });
  std::array<double, 6> whole = parts.front();
  for (std::size_t p = 1; p < parts.size(); ++p) {
    for (std::size_t k = 0; k < whole.size(); ++k) whole[k] += parts[p][k];
  }
  return whole;
}

ClusterPowerSums cluster_power_sums(std::span<const double> x, std::size_t cluster_size, double centre,
                                    double scale, int threads) {
  auto parts =
      by_piece<ClusterPowerSums>(x, cluster_size, threads, [=](std::span<const double> part, std::size_t) {
        return cluster_power_sums(part, cluster_size, centre, scale);
      });
  ClusterPowerSums whole = std::move(parts.front());
  for (std::size_t p = 1; p < parts.size(); ++p) {
    append(whole.first, parts[p].first);
    append(whole.second, parts[p].second);
    append(whole.third, parts[p].third);
  }
  return whole;
}

Tail tail_from(std::span<const double> x, std::size_t cluster_size, double threshold, std::size_t expected,
               int threads) {
  const double share = x.empty() ? 0 : static_cast<double>(expected) / static_cast<double>(x.size());
  auto parts =
      by_piece<Tail>(x, cluster_size, threads, [=](std::span<const double> part, std::size_t first_cluster) {
        const auto likely = static_cast<std::size_t>(share * static_cast<double>(part.size())) + 1;
        Tail tail = tail_from(part, cluster_size, threshold, likely);
        for (std::uint32_t& cluster : tail.clusters) cluster += static_cast<std::uint32_t>(first_cluster);
        return tail;
      });
  Tail whole = std::move(parts.front());
  std::size_t size = 0;
  for (const Tail& part : parts) size += part.amounts.size();
  whole.amounts.reserve(size + whole.amounts.size());
  for (std::size_t p = 1; p < parts.size(); ++p) {
    append(whole.amounts, parts[p].amounts);
    append(whole.clusters, parts[p].clusters);
  }
  return whole;
}

}  // namespace tenbin::column
