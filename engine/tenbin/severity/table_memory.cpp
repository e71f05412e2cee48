#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "tenbin/severity/quantile_table.hpp"

namespace tenbin {
namespace {

/// Tables by the fingerprints of their laws; the one that was not asked for longest goes first.
class TableMemory {
 public:
  QuantileTablePtr find(const std::string& fingerprint) {
    const std::lock_guard lock(mutex_);
    const auto found = places_.find(fingerprint);
    if (found == places_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    return entries_.front().table;
  }

  void keep(const std::string& fingerprint, const QuantileTablePtr& table) {
    const std::lock_guard lock(mutex_);
    if (places_.contains(fingerprint)) return;
    entries_.push_front({fingerprint, table});
    places_.emplace(fingerprint, entries_.begin());
    if (entries_.size() <= remembered_tables) return;
    places_.erase(entries_.back().fingerprint);
    entries_.pop_back();
  }

 private:
  struct Entry {
    std::string fingerprint;
    QuantileTablePtr table;
  };
  std::mutex mutex_;
  std::list<Entry> entries_;
  std::unordered_map<std::string, std::list<Entry>::iterator> places_;
};

}  // namespace

QuantileTablePtr make_quantile_table(const Severity& severity) {
  static TableMemory memory;
  const std::string fingerprint = severity.fingerprint();
  constexpr std::size_t longest = 1 << 16;  // of a law of data, the text is as large as the data
  if (fingerprint.empty() || fingerprint.size() > longest)
    return std::make_shared<const QuantileTable>(severity);
  if (QuantileTablePtr known = memory.find(fingerprint)) return known;
  // Made outside the lock: two threads may make the same one, and both are right.
  auto table = std::make_shared<const QuantileTable>(severity);
  memory.keep(fingerprint, table);
  return table;
}

}  // namespace tenbin
