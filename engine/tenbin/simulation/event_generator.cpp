#include "tenbin/simulation/event_generator.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "tenbin/core/error.hpp"
#include "tenbin/random/stream.hpp"
#include "tenbin/simulation/poisson_inversion.hpp"

namespace tenbin {
namespace {

constexpr std::size_t chunk = 2048;  // events: words and amounts stay in the first-level cache
static_assert(chunk % Stream::group == 0);

/// Expected candidates in a cell of operational time; a constant of the format.
constexpr double cell_mean = 16;

/// The words of a stream at rising addresses, through a window that is filled by the vector kernel.
class RisingWords {
 public:
  RisingWords(const Stream& stream, std::vector<std::uint64_t>& window) : stream_(stream), window_(window) {
    window_.resize(chunk);
  }
  std::uint64_t operator()(std::uint64_t address) {
    if (address - base_ >= chunk) {  // also before the first filling
      base_ = address / Stream::group * Stream::group;
      stream_.fill(base_, window_);
    }
    return window_[address - base_];
  }

 private:
  Stream stream_;
  std::vector<std::uint64_t>& window_;
  std::uint64_t base_ = ~std::uint64_t{0} - chunk;
};

std::vector<double> rounded(const std::vector<real>& cdf) {
  std::vector<double> result(cdf.begin(), cdf.end());
  if (!result.empty()) result.back() = 1;
  return result;
}

/// Position of the first entry that is not below u.
std::size_t inverse(const std::vector<double>& cdf, double u) {
  return static_cast<std::size_t>(std::lower_bound(cdf.begin(), cdf.end(), u) - cdf.begin());
}

}  // namespace

class EventGenerator::Source {
 public:
  /// @param years_before 0: the policy year; k: the k-th year before it, at addresses of its own
  Source(const Plan& plan, std::size_t number, int years_before)
      : plan_(plan.sources[number]),
        seed_(plan.seed),
        number_(number),
        all_heads_(plan.source_heads()),
        years_before_(years_before) {
    const std::uint64_t year = static_cast<std::uint64_t>(years_before) << 48;
    const auto address = [&](StreamPurpose purpose, const std::string& head = {}, std::uint64_t group = 0) {
      return stream_address(purpose, plan_.entity, plan_.peril + "/" + head, group | year);
    };
    count_ = address(StreamPurpose::event_count);
    draw_ = address(StreamPurpose::event_draw);
    year_ = address(StreamPurpose::event_year);
    time_ = address(StreamPurpose::event_time);
    cluster_ = address(StreamPurpose::cluster_size);
    annual_ = address(StreamPurpose::annual_count);
    lag_ = address(StreamPurpose::report_lag);
    contribution_ = address(StreamPurpose::ai_contribution);
    check_probability("EventGenerator", "ai_probability", plan_.ai_probability);
    check(plan_.history_years >= 0 && plan_.history_years <= 1000, "EventGenerator", "history_years",
          plan_.history_years, "between 0 and 1000");
    std::map<int, std::uint64_t> earlier;  // heads of the same name, whose amounts add up
    for (const HeadPlan& head : plan_.heads) {
      check(head.severity != nullptr, "EventGenerator", "head without severity, number", head.head,
            "complete");
      check_probability("EventGenerator", "probability of a head", head.probability);
      const std::string& name = plan.heads.at(static_cast<std::size_t>(head.head));
      const std::uint64_t ordinal = earlier[head.head]++ << 32;
      // A dependence group is an address of its own, numbered from 1: 0 stands for the head's name.
      std::uint64_t draw = draw_;
      if (plan_.heads.size() > 1) {
        draw = head.dependence_group < 0 ? address(StreamPurpose::head_draw, name, ordinal)
                                         : address(StreamPurpose::head_draw, {},
                                                   static_cast<std::uint64_t>(head.dependence_group) + 1);
      }
      heads_.push_back({static_cast<std::size_t>(head.head),
                        head.probability,
                        head.severity,
                        draw,
                        address(StreamPurpose::head_presence, name, ordinal),
                        factors_of(head.factors, year),
                        factors_of(head.presence, year),
                        {}});
      if (head.width) heads_.back().width = Width(*head.width, year);
    }
    if (plan_.common) read_common(year);
    frequency_factors_ = factors_of(plan_.frequency_factors, year);
    severity_factors_ = factors_of(plan_.severity_factors, year);
    if (const auto* clusters = std::get_if<PoissonClusters>(&plan_.counts)) {
      rate_ = static_cast<double>(clusters->rate);
      size_cdf_ = rounded(clusters->size_cdf);
      inversion_.emplace(frequency_factors_.empty() ? clusters->rate * block_years : cell_mean);
    } else {
      annual_cdf_ = rounded(std::get<AnnualCounts>(plan_.counts).cdf);
      check(!annual_cdf_.empty(), "EventGenerator", "number of annual count probabilities", 0, "positive");
      if (!frequency_factors_.empty()) {
        throw ParameterError("EventGenerator: the counts of " + plan_.peril +
                             " cannot take a random factor (only Poisson and its clusters can)");
      }
    }
  }

  /// Own streams, for the check of collisions; heads of a dependence group share one.
  std::set<std::uint64_t> addresses() const {
    std::set<std::uint64_t> list{count_, draw_, year_, time_, cluster_, annual_, lag_, contribution_};
    for (const Head& head : heads_) list.insert({head.draw, head.presence});
    if (common_) list.insert(hit_);
    return list;
  }

  double expected_events_per_block() const {
    double mean_size = 1;
    if (!size_cdf_.empty()) {
      mean_size = 0;
      for (double f : size_cdf_) mean_size += 1 - f;
      mean_size += 1;
    }
    double annual = 0;
    for (double f : annual_cdf_) annual += 1 - f;
    return block_years * (rate_ * mean_size + annual);
  }

  void arrive(std::uint32_t block, Workspace& workspace, Workspace::Arrivals& arrivals) const {
    arrivals.year.clear();
    arrivals.address.clear();
    arrivals.cluster.clear();
    if (common_) {
      arrive_by_common_events(block, workspace, arrivals);
    } else if (!annual_cdf_.empty()) {
      arrive_by_year(block, arrivals);
    } else if (!frequency_factors_.empty()) {
      arrive_in_operational_time(block, workspace, arrivals);
    } else {
      const auto clusters =
          static_cast<std::size_t>((*inversion_)(unit_interval(Stream(seed_, count_, block).word(0))));
      if (size_cdf_.empty()) {
        arrivals.count = clusters;
        return;
      }
      workspace.words.resize(clusters);
      Stream(seed_, year_, block).fill(0, workspace.words);
      RisingWords size_word(Stream(seed_, cluster_, block), workspace.window);
      for (std::size_t i = 0; i < clusters; ++i) {
        const std::size_t size = 1 + inverse(size_cdf_, unit_interval(size_word(i)));
        arrivals.year.insert(arrivals.year.end(), size, static_cast<std::uint16_t>(workspace.words[i] >> 52));
        if (plan_.causes == CauseGrouping::each_cluster)
          arrivals.cluster.insert(arrivals.cluster.end(), size, i);
      }
    }
    arrivals.count = arrivals.year.size();
  }

  void fill(std::uint32_t block, const EventColumns& columns, const Workspace::Arrivals& arrivals,
            std::size_t begin, Workspace& workspace, EventTable& table) const {
    const std::size_t count = arrivals.count;
    std::uint16_t* const years = table.year.data() + begin;
    workspace.words.resize(chunk);
    // The only head of a source without other years reads its size from the word that gives the year.
    const bool years_with_sizes = arrivals.year.empty() && heads_.size() == 1 && !common_;
    if (!arrivals.year.empty() || common_) {
      std::copy(arrivals.year.begin(), arrivals.year.end(), years);
    } else if (!years_with_sizes) {
      const Stream stream(seed_, draw_, block);
      for (std::size_t done = 0; done < count; done += chunk) {
        read_years(words_of(stream, arrivals, done, workspace), years + done);
      }
    }
    std::vector<bool> written(all_heads_, false);
    for (const Head& head : heads_) {
      double* const amounts = table.amount[head.head].data() + begin;
      const Stream stream(seed_, head.draw, block), presence(seed_, head.presence, block);
      if (!head.factors.empty()) factors_by_year(head.factors, block, workspace, workspace.factor);
      if (!head.presence_factors.empty())
        factors_by_year(head.presence_factors, block, workspace, workspace.presence);
      if (head.width) factors_by_year(head.width->factors, block, workspace, workspace.power);
      for (std::size_t done = 0; done < count; done += chunk) {
        std::span<std::uint64_t> words = words_of(stream, arrivals, done, workspace);
        if (years_with_sizes) read_years(words, years + done);
        std::span<double> sizes(amounts + done, words.size());
        if (written[head.head]) {
          workspace.sizes_of_chunk.resize(words.size());
          sizes = workspace.sizes_of_chunk;
        }
        if (head.width) {
          for (std::size_t i = 0; i < words.size(); ++i)
            sizes[i] = (*head.width)(words[i], workspace.power[years[done + i]]);
        } else {
          head.severity->sample(words, sizes);
        }
        if (!head.factors.empty()) {
          for (std::size_t i = 0; i < words.size(); ++i) sizes[i] *= workspace.factor[years[done + i]];
        }
        if (head.probability < 1 || !head.presence_factors.empty()) {
          words = words_of(presence, arrivals, done, workspace);
          for (std::size_t i = 0; i < words.size(); ++i) {
            const double factor = head.presence_factors.empty() ? 1 : workspace.presence[years[done + i]];
            if (unit_interval(words[i]) >= head.probability * factor) sizes[i] = 0;
          }
        }
        if (written[head.head]) {
          for (std::size_t i = 0; i < sizes.size(); ++i) amounts[done + i] += sizes[i];
        }
      }
      written[head.head] = true;
    }
    for (std::size_t head = 0; head < written.size(); ++head) {
      if (!written[head]) std::fill_n(table.amount[head].data() + begin, count, 0.0);
    }
    if (!severity_factors_.empty()) {
      factors_by_year(severity_factors_, block, workspace, workspace.factor);
      for (std::size_t head = 0; head < written.size(); ++head) {
        if (!written[head]) continue;
        double* const amounts = table.amount[head].data() + begin;
        for (std::size_t i = 0; i < count; ++i) amounts[i] *= workspace.factor[years[i]];
      }
    }
    if (common_ && common_->size != nullptr)
      multiply_by_common_factor(block, arrivals, written, begin, workspace, table);
    if (columns.time) draw_times(block, arrivals, begin, workspace, table);
    if (columns.identity) {
      for (std::size_t i = 0; i < count; ++i) {
        const std::uint64_t address = !arrivals.cluster.empty()  ? arrivals.cluster[i]
                                      : arrivals.address.empty() ? i
                                                                 : arrivals.address[i];
        table.cause[begin + i] = (common_ ? common_->draw : draw_) ^ (std::uint64_t{block} << 36 | address);
      }
    }
    if (columns.address) {
      for (std::size_t i = 0; i < count; ++i)
        table.address[begin + i] = arrivals.address.empty() ? i : arrivals.address[i];
    }
    if (columns.contribution) {
      const Stream stream(seed_, contribution_, block);
      for (std::size_t done = 0; done < count; done += chunk) {
        const std::span<const std::uint64_t> words = words_of(stream, arrivals, done, workspace);
        for (std::size_t i = 0; i < words.size(); ++i)
          table.contribution[begin + done + i] = unit_interval(words[i]);
      }
    }
  }

  /// Keeps what is reported in the policy year of the events from `begin` on.
  /// @return end of what is kept
  std::size_t keep_reported(std::size_t begin, std::size_t count, EventTable& table) const {
    std::size_t end = begin;
    for (std::size_t i = begin; i < begin + count; ++i) {
      table.time[i] -= years_before_;
      table.reported[i] -= years_before_;
      if (table.reported[i] < 0 || table.reported[i] >= 1) continue;
      table.move(i, end++);
    }
    return end;
  }

  std::size_t number() const { return number_; }
  int years_before() const { return years_before_; }

 private:
  struct Factor {
    /// @param year distinguishes the annual factors of earlier years; a world has one factor for all
    Factor(const FactorPlan& plan, std::uint64_t year)
        : address(stream_address(
              StreamPurpose::factor, plan.group, {},
              static_cast<std::uint64_t>(plan.years_per_draw) | (plan.years_per_draw == 1 ? year : 0))),
          years(static_cast<std::size_t>(plan.years_per_draw)),
          table(plan.table),
          response(plan.response) {
      check(plan.years_per_draw == 1 || plan.years_per_draw == world_years, "EventGenerator",
            "years per draw", plan.years_per_draw, "1 or 16");
      check(table != nullptr || response != nullptr, "EventGenerator", "factor without table, years per draw",
            plan.years_per_draw, "complete");
    }
    std::uint64_t address;
    std::size_t years;
    QuantileTablePtr table;
    ResponsePtr response;
  };

  struct Width {
    Width(const WidthPlan& plan, std::uint64_t year)
        : factors(factors_of(plan.factors, year)), powers(plan.powers), tables(plan.tables) {
      const bool rising = std::is_sorted(powers.begin(), powers.end(), std::less_equal<>{});
      check(powers.size() >= 2 && powers.size() == tables.size() && rising, "EventGenerator",
            "number of powers of a width", static_cast<real>(powers.size()),
            "two or more, rising, each with a table");
    }
    double operator()(std::uint64_t word, double power) const {
      std::size_t i = 1;
      while (i + 1 < powers.size() && power > powers[i]) ++i;
      const double place = std::clamp((power - powers[i - 1]) / (powers[i] - powers[i - 1]), 0.0, 1.0);
      const double low = (*tables[i - 1])(word);
      return low + place * ((*tables[i])(word)-low);
    }
    std::vector<Factor> factors;
    std::vector<double> powers;
    std::vector<QuantileTablePtr> tables;
  };

  struct Head {
    std::size_t head;
    double probability;
    QuantileTablePtr severity;
    std::uint64_t draw, presence;  // addresses
    std::vector<Factor> factors, presence_factors;
    std::optional<Width> width;
  };

  static std::vector<Factor> factors_of(const std::vector<FactorPlan>& plans, std::uint64_t year) {
    std::vector<Factor> factors;
    factors.reserve(plans.size());
    for (const FactorPlan& plan : plans) factors.emplace_back(plan, year);
    return factors;
  }

  /// Addresses and laws of the common events; the addresses are shared between sources on purpose.
  struct Common {
    std::uint64_t count, draw, time, size_address;
    QuantileTablePtr hit, size;
    double rate;
    PoissonInversion inversion;
    std::uint64_t place;
    std::vector<Factor> rate_factors;
  };

  void read_common(std::uint64_t year) {
    const CommonCausePlan& plan = *plan_.common;
    check_nonnegative_finite("EventGenerator", "rate of common events", plan.rate);
    if (plan.name.empty()) throw ParameterError("EventGenerator: common events without a name");
    if (!plan_.frequency_factors.empty()) {
      throw ParameterError("EventGenerator: the counts of " + plan_.peril +
                           " cannot take a random factor (its events are hits of common events)");
    }
    const auto address = [&](StreamPurpose purpose) { return stream_address(purpose, {}, plan.name, year); };
    common_ = Common{address(StreamPurpose::common_count),
                     address(StreamPurpose::common_draw),
                     address(StreamPurpose::common_time),
                     address(StreamPurpose::common_size),
                     plan.hit,
                     plan.size,
                     plan.rate,
                     PoissonInversion(plan.rate_factors.empty() ? plan.rate * block_years : cell_mean),
                     address(StreamPurpose::common_place),
                     factors_of(plan.rate_factors, year)};
    hit_ = stream_address(StreamPurpose::common_hit, plan_.entity, plan_.peril, year);
  }

  /// Common events of the block in turn; event i hits where the source's own uniform at i is below its share.
  void arrive_by_common_events(std::uint32_t block, Workspace& workspace,
                               Workspace::Arrivals& arrivals) const {
    std::array<std::uint64_t, chunk> words;
    std::array<double, chunk> share;
    const Stream draw(seed_, common_->draw, block), hit(seed_, hit_, block);
    workspace.common_years.clear();
    std::size_t events = 0;
    if (common_->rate_factors.empty()) {
      events = static_cast<std::size_t>(
          common_->inversion(unit_interval(Stream(seed_, common_->count, block).word(0))));
    } else {
      common_events_in_operational_time(block, workspace);
      events = workspace.common_years.size();
    }
    workspace.places.resize(chunk);
    for (std::size_t done = 0; done < events; done += chunk) {
      const std::size_t count = std::min(chunk, events - done);
      draw.fill(done, {words.data(), count});
      hit.fill(done, {workspace.places.data(), count});
      if (common_->hit != nullptr) common_->hit->sample({words.data(), count}, {share.data(), count});
      for (std::size_t i = 0; i < count; ++i) {
        if (common_->hit != nullptr && unit_interval(workspace.places[i]) >= share[i]) continue;
        std::uint16_t year = static_cast<std::uint16_t>(words[i] >> 52);
        if (!workspace.common_years.empty()) year = workspace.common_years[done + i];
        if (year == block_years) continue;
        arrivals.year.push_back(year);
        arrivals.address.push_back(done + i);
      }
    }
  }

  /// Years of the candidates, `block_years` for those beyond the block: as arrive_in_operational_time, from
  /// addresses that all sources of the common events share.
  void common_events_in_operational_time(std::uint32_t block, Workspace& workspace) const {
    factors_by_year(common_->rate_factors, block, workspace, workspace.factor);
    const std::vector<double>& before = operational_time(common_->rate, workspace);
    const double end = before.back();
    const auto cells = static_cast<std::uint64_t>(end / cell_mean) + 1;
    RisingWords count_word(Stream(seed_, common_->count, block), workspace.window);
    RisingWords place_word(Stream(seed_, common_->place, block), workspace.places);
    std::uint64_t candidate = 0;
    for (std::uint64_t cell = 0; cell < cells; ++cell) {
      const std::int64_t in_cell = common_->inversion(unit_interval(count_word(cell)));
      for (std::int64_t i = 0; i < in_cell; ++i, ++candidate) {
        const double v = cell_mean * (static_cast<double>(cell) + unit_interval(place_word(candidate)));
        workspace.common_years.push_back(v < end ? year_at(before, v) : std::uint16_t{block_years});
      }
    }
  }

  /// Expected count before each year, with `workspace.factor` on the rate.
  static const std::vector<double>& operational_time(double rate, Workspace& workspace) {
    std::vector<double>& before = workspace.operational_time;
    before.resize(block_years + 1);
    before[0] = 0;
    for (std::size_t y = 0; y < block_years; ++y) before[y + 1] = before[y] + rate * workspace.factor[y];
    return before;
  }
  static std::uint16_t year_at(const std::vector<double>& before, double v) {
    return static_cast<std::uint16_t>(std::upper_bound(before.begin() + 1, before.end() - 1, v) -
                                      (before.begin() + 1));
  }

  /// The common event's factor, the same for all that it hits.
  void multiply_by_common_factor(std::uint32_t block, const Workspace::Arrivals& arrivals,
                                 const std::vector<bool>& written, std::size_t begin, Workspace& workspace,
                                 EventTable& table) const {
    const Stream stream(seed_, common_->size_address, block);
    for (std::size_t done = 0; done < arrivals.count; done += chunk) {
      const std::span<std::uint64_t> words = words_of(stream, arrivals, done, workspace);
      workspace.sizes_of_chunk.resize(words.size());
      common_->size->sample(words, workspace.sizes_of_chunk);
      for (std::size_t head = 0; head < written.size(); ++head) {
        if (!written[head]) continue;
        double* const amounts = table.amount[head].data() + begin + done;
        for (std::size_t i = 0; i < words.size(); ++i) amounts[i] *= workspace.sizes_of_chunk[i];
      }
    }
  }

  static void read_years(std::span<const std::uint64_t> words, std::uint16_t* years) {
    for (std::size_t i = 0; i < words.size(); ++i) years[i] = static_cast<std::uint16_t>(words[i] >> 52);
  }

  void draw_times(std::uint32_t block, const Workspace::Arrivals& arrivals, std::size_t begin,
                  Workspace& workspace, EventTable& table) const {
    // Hits of one common event happen at one time.
    const Stream stream(seed_, common_ ? common_->time : time_, block), lag_stream(seed_, lag_, block);
    for (std::size_t done = 0; done < arrivals.count; done += chunk) {
      double* const time = table.time.data() + begin + done;
      double* const reported = table.reported.data() + begin + done;
      std::span<std::uint64_t> words = words_of(stream, arrivals, done, workspace);
      for (std::size_t i = 0; i < words.size(); ++i) time[i] = unit_interval(words[i]);
      if (plan_.report_lag == nullptr) {
        std::copy_n(time, words.size(), reported);
        continue;
      }
      words = words_of(lag_stream, arrivals, done, workspace);
      plan_.report_lag->sample(words, {reported, words.size()});
      for (std::size_t i = 0; i < words.size(); ++i) reported[i] += time[i];
    }
  }

  /// Words of events done, done + 1, ... (at most a chunk) at their addresses.
  std::span<std::uint64_t> words_of(const Stream& stream, const Workspace::Arrivals& arrivals,
                                    std::size_t done, Workspace& workspace) const {
    const std::span<std::uint64_t> words(workspace.words.data(), std::min(chunk, arrivals.count - done));
    if (arrivals.address.empty()) {
      stream.fill(done, words);
    } else {
      RisingWords word(stream, workspace.window);
      for (std::size_t i = 0; i < words.size(); ++i) words[i] = word(arrivals.address[done + i]);
    }
    return words;
  }

  void factors_by_year(const std::vector<Factor>& factors, std::uint32_t block, Workspace& workspace,
                       std::vector<double>& by_year) const {
    by_year.assign(block_years, 1.0);
    std::array<double, block_years> draws;
    workspace.factor_words.resize(block_years);
    for (const Factor& factor : factors) {
      const std::size_t count = block_years / factor.years;
      const std::span<std::uint64_t> words(workspace.factor_words.data(), count);
      Stream(seed_, factor.address, block).fill(0, words);
      if (factor.response != nullptr) {
        normal_score_table().sample(words, {draws.data(), count});
        for (std::size_t i = 0; i < count; ++i) draws[i] = (*factor.response)(draws[i] - score_shift);
      } else {
        factor.table->sample(words, {draws.data(), count});
      }
      for (std::size_t y = 0; y < block_years; ++y) by_year[y] *= draws[y / factor.years];
    }
  }

  /// Counts by inversion in each year. Event j of year y has address 4096 j + y, so that fewer events are a
  /// prefix.
  void arrive_by_year(std::uint32_t block, Workspace::Arrivals& arrivals) const {
    std::array<std::uint64_t, block_years> words;
    Stream(seed_, annual_, block).fill(0, words);
    std::array<std::size_t, block_years> counts{};
    std::size_t most = 0;
    for (std::size_t y = 0; y < block_years; ++y) {
      counts[y] = inverse(annual_cdf_, unit_interval(words[y]));
      most = std::max(most, counts[y]);
    }
    for (std::size_t j = 0; j < most; ++j) {
      for (std::size_t y = 0; y < block_years; ++y) {
        if (counts[y] <= j) continue;
        arrivals.year.push_back(static_cast<std::uint16_t>(y));
        arrivals.address.push_back(block_years * j + y);
      }
    }
  }

  /// A Poisson process of unit rate in operational time: cells of mean 16, each with its own count; an event
  /// at operational time v falls in the year in which the expected count passes v. Raising the rates by a
  /// factor keeps all events and appends more.
  void arrive_in_operational_time(std::uint32_t block, Workspace& workspace,
                                  Workspace::Arrivals& arrivals) const {
    factors_by_year(frequency_factors_, block, workspace, workspace.factor);
    const std::vector<double>& before = operational_time(rate_, workspace);
    const double end = before.back();
    const auto cells = static_cast<std::uint64_t>(end / cell_mean) + 1;
    RisingWords count_word(Stream(seed_, count_, block), workspace.window);
    RisingWords place_word(Stream(seed_, year_, block), workspace.places);
    RisingWords size_word(Stream(seed_, cluster_, block), workspace.sizes);
    std::uint64_t candidate = 0, event = 0;
    for (std::uint64_t cell = 0; cell < cells; ++cell) {
      const std::int64_t in_cell = (*inversion_)(unit_interval(count_word(cell)));
      for (std::int64_t i = 0; i < in_cell; ++i, ++candidate) {
        const double v = cell_mean * (static_cast<double>(cell) + unit_interval(place_word(candidate)));
        const std::size_t size =
            size_cdf_.empty() ? 1 : 1 + inverse(size_cdf_, unit_interval(size_word(candidate)));
        if (v < end) {
          const std::uint16_t year = year_at(before, v);
          for (std::size_t k = 0; k < size; ++k) {
            arrivals.year.push_back(year);
            arrivals.address.push_back(event + k);
            if (plan_.causes == CauseGrouping::each_cluster) arrivals.cluster.push_back(candidate);
          }
        }
        event += size;
      }
    }
  }

  SourcePlan plan_;
  std::uint64_t seed_;
  std::optional<Common> common_;
  std::uint64_t hit_ = 0;
  std::size_t number_;
  std::size_t all_heads_;  ///< of all sources
  int years_before_;
  std::uint64_t count_ = 0, draw_ = 0, year_ = 0, time_ = 0, cluster_ = 0, annual_ = 0, lag_ = 0,
                contribution_ = 0;
  std::vector<Head> heads_;
  std::vector<Factor> frequency_factors_, severity_factors_;
  double rate_ = 0;  // [1/yr] of clusters
  std::vector<double> size_cdf_, annual_cdf_;
  std::optional<PoissonInversion> inversion_;
};

EventGenerator::EventGenerator(const Plan& plan)
    : seed_(plan.seed), heads_(plan.source_heads()), columns_(plan.heads.size()), derived_(plan.derived) {
  std::set<std::uint64_t> seen;
  double events = 0;
  std::map<std::string, std::uint32_t> entities, perils;
  const auto count_in = [&](const Source& source) {
    for (std::uint64_t address : source.addresses()) {
      if (!seen.insert(address).second) {
        throw ParameterError("EventGenerator: two random streams have the same address (rename peril " +
                             plan.sources[source.number()].peril + ")");
      }
    }
    events += source.expected_events_per_block();
  };
  for (std::size_t number = 0; number < plan.sources.size(); ++number) {
    sources_.emplace_back(plan, number, 0);
    count_in(sources_.back());
    const auto index = static_cast<std::uint32_t>(number);
    entity_.push_back(entities.emplace(plan.sources[number].entity, index).first->second);
    peril_.push_back(perils.emplace(plan.sources[number].peril, index).first->second);
  }
  const bool late_claims =
      std::any_of(plan.designs.begin(), plan.designs.end(), [](const DesignPlan& design) {
        return std::any_of(design.policies.begin(), design.policies.end(),
                           [](const PolicyPlan& policy) { return policy.trigger == Trigger::claims_made; });
      });
  for (std::size_t number = 0; late_claims && number < plan.sources.size(); ++number) {
    if (plan.sources[number].report_lag == nullptr) continue;
    for (int year = 1; year <= plan.sources[number].history_years; ++year) {
      earlier_.emplace_back(plan, number, year);
      count_in(earlier_.back());
    }
  }
  check(events <= most_events_per_block, "EventGenerator", "expected events in 4096 years",
        static_cast<real>(events), "at most 5e7 (about 12,000 a year); split small frequent losses off");
}

EventGenerator::~EventGenerator() = default;
EventGenerator::EventGenerator(EventGenerator&&) noexcept = default;
EventGenerator& EventGenerator::operator=(EventGenerator&&) noexcept = default;

void EventGenerator::generate(std::uint32_t block, const EventColumns& columns, Workspace& workspace,
                              EventTable& table) const {
  workspace.arrivals.resize(sources_.size() + earlier_.size());
  std::size_t count = 0;
  for (std::size_t s = 0; s < sources_.size(); ++s) {
    sources_[s].arrive(block, workspace, workspace.arrivals[s]);
    count += workspace.arrivals[s].count;
  }
  for (std::size_t e = 0; e < earlier_.size(); ++e) {
    Workspace::Arrivals& arrivals = workspace.arrivals[sources_.size() + e];
    earlier_[e].arrive(block, workspace, arrivals);
    count += arrivals.count;
  }
  EventColumns wanted = columns;
  wanted.time = wanted.time || !earlier_.empty() || derived_ != nullptr;
  wanted.address = wanted.address || derived_ != nullptr;
  table.start(count, columns_, wanted);
  table.source_heads = heads_;
  std::size_t begin = 0;
  const auto close = [&](const Source& source, std::size_t end) {
    const std::size_t s = source.number();
    table.runs.push_back({static_cast<std::uint32_t>(s), begin, end, source.years_before()});
    if (columns.identity) {
      std::fill(table.entity.begin() + static_cast<std::ptrdiff_t>(begin),
                table.entity.begin() + static_cast<std::ptrdiff_t>(end), entity_[s]);
      std::fill(table.peril.begin() + static_cast<std::ptrdiff_t>(begin),
                table.peril.begin() + static_cast<std::ptrdiff_t>(end), peril_[s]);
    }
    begin = end;
  };
  for (std::size_t s = 0; s < sources_.size(); ++s) {
    sources_[s].fill(block, wanted, workspace.arrivals[s], begin, workspace, table);
    close(sources_[s], begin + workspace.arrivals[s].count);
  }
  for (std::size_t e = 0; e < earlier_.size(); ++e) {
    const Workspace::Arrivals& arrivals = workspace.arrivals[sources_.size() + e];
    earlier_[e].fill(block, wanted, arrivals, begin, workspace, table);
    // What is not reported in the policy year is another year's business.
    close(earlier_[e], earlier_[e].keep_reported(begin, arrivals.count, table));
  }
  if (!earlier_.empty()) table.shrink(begin);
  if (derived_ == nullptr) return;
  if (workspace.derived == nullptr) workspace.derived = derived_->worker();
  workspace.derived->derive(seed_, block, table);
}

}  // namespace tenbin
