#include "tenbin/batch/batch_run.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <mutex>
#include <new>
#include <thread>
#include <vector>

#include "tenbin/batch/fingerprint.hpp"
#include "tenbin/core/error.hpp"
#include "tenbin/result/run.hpp"
#include "tenbin/scenario/rehearsal.hpp"
#include "tenbin/simulation/parallel_each.hpp"

namespace tenbin::batch {
namespace {

using language::Language;

class Batch {
 public:
  Batch(const ScenarioSet& set, ResultsFile& file, const BatchOptions& options)
      : set_(set), file_(file), options_(options), known_(file.enter(set)) {
    counts_.members = set.size();
  }

  Counts run() {
    const auto processors = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    threads_ = options_.threads > 0 ? options_.threads : processors;
    shares_.assign(static_cast<std::size_t>(threads_), 0);
    // Each worker takes the next member as soon as it is free, so that long and short ones mix well.
    parallel_each(threads_, options_.threads, [this](std::int64_t worker) {
      while (!stopped()) {
        const std::size_t member = next_.fetch_add(1);
        if (member >= set_.size()) return;
        try {
          compute(member, static_cast<std::size_t>(worker));
        } catch (...) {
          broken_.store(true);
          throw;
        }
      }
    });
    return counts_;
  }

 private:
  bool stopped() const { return broken_.load() || (options_.stop_requested && options_.stop_requested()); }

  bool is_known(const RunState& state, const RunRecord& record, const std::string& seed) const {
    if (state.hash != record.hash || state.seed != seed || state.status == RunStatus::waiting) return false;
    if (options_.refresh == Refresh::only_changed) return true;
    return state.status == RunStatus::done && state.build == record.build;
  }

  void compute(std::size_t member, std::size_t worker) {
    const auto start = std::chrono::steady_clock::now();
    RunRecord record;
    record.version = options_.version;
    record.build = options_.version + ", " + options_.build;
    scenario::ReadResult read = set_.read(member);
    std::vector<scenario::Problem> problems = std::move(read.problems);
    result::Result result;
    if (read.scenario) {
      scenario::Scenario& scenario = *read.scenario;
      if (options_.years) scenario.simulation.years = *options_.years;
      if (options_.seed) scenario.simulation.seed = *options_.seed;
      record.scenario = &scenario;
      record.input = canonical_input(scenario);
      record.hash = sha256(record.input);
      if (is_known(known_[member], record, std::to_string(scenario.simulation.seed))) return keep();
      try {
        result = result::run(scenario, run_options(worker));
        if (result.interrupted || result.years_done == 0) return;
        record.result = &result;
      } catch (const std::bad_alloc&) {
        fail(record, "there is not enough memory");
      } catch (const Error& error) {
        problems = scenario::rehearse(scenario, set_.name(member));
        if (problems.empty()) fail(record, error.what());
      } catch (const std::exception& error) {
        fail(record, error.what());
      }
    }
    if (!problems.empty()) {
      record.status = RunStatus::invalid;
      for (const scenario::Problem& problem : problems) {
        record.error += (record.error.empty() ? "" : "\n") + problem.text(Language::english);
      }
      if (record.hash.empty()) {
        record.hash = sha256(record.error);
        if (is_known(known_[member], record, "")) return keep();
      }
    }
    record.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    finish(member, worker, record, std::move(problems));
  }

  static void fail(RunRecord& record, std::string error) {
    record.status = RunStatus::failed;
    record.error = std::move(error);
  }

  result::RunOptions run_options(std::size_t worker) {
    result::RunOptions options;
    // One thread asked for: this one. Otherwise idle threads of the batch join where there is work.
    options.threads = threads_ == 1 ? 1 : 0;
    options.stop_requested = [this] { return stopped(); };
    if (options_.progress) {
      options.progress = [this, worker](std::int64_t done, std::int64_t aim) {
        const std::lock_guard lock(mutex_);
        shares_[worker] = aim > 0 ? static_cast<double>(done) / static_cast<double>(aim) : 0;
        show();
      };
    }
    return options;
  }

  void keep() {
    const std::lock_guard lock(mutex_);
    ++counts_.kept;
  }

  void finish(std::size_t member, std::size_t worker, const RunRecord& record,
              std::vector<scenario::Problem> problems) {
    const std::lock_guard lock(mutex_);
    if (broken_.load()) return;
    file_.record(member, record);
    std::size_t& count = record.status == RunStatus::done     ? counts_.done
                         : record.status == RunStatus::failed ? counts_.failed
                                                              : counts_.invalid;
    ++count;
    shares_[worker] = 0;
    if (options_.finished) {
      options_.finished(
          {member, set_.name(member), record.status, record.seconds,
           record.status == RunStatus::failed ? record.error : std::string(), std::move(problems)},
          counts_);
    }
    show();
  }

  void show() const {
    if (!options_.progress) return;
    double work = static_cast<double>(counts_.worked());
    for (const double share : shares_) work += share;
    options_.progress(counts_, work);
  }

  const ScenarioSet& set_;
  ResultsFile& file_;
  const BatchOptions& options_;
  std::vector<RunState> known_;
  int threads_ = 1;
  std::atomic<std::size_t> next_{0};
  std::atomic<bool> broken_{false};
  std::mutex mutex_;  ///< of what follows, and of the file
  Counts counts_;
  std::vector<double> shares_;  ///< of the member that each worker computes
};

}  // namespace

Counts run_batch(const ScenarioSet& set, ResultsFile& file, const BatchOptions& options) {
  return Batch(set, file, options).run();
}

}  // namespace tenbin::batch
