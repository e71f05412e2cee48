#include "tenbin/batch/results_file.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <string_view>

#include "tenbin/batch/results_schema.hpp"
#include "tenbin/language/messages/batch.hpp"
#include "tenbin/language/messages/help.hpp"
#include "tenbin/language/system_error.hpp"

namespace tenbin::batch {

using language::Message;
using namespace std::string_view_literals;

namespace {

constexpr int busy_milliseconds = 60'000;  // a reader may hold the file for a moment
constexpr std::array<std::string_view, 4> status_words = {"waiting", "done", "failed", "invalid"};

RunStatus status_of(std::string_view word) {
  const auto* found = std::find(status_words.begin(), status_words.end(), word);
  return found == status_words.end() ? RunStatus::waiting
                                     : static_cast<RunStatus>(found - status_words.begin());
}

}  // namespace

class SqliteFile {
 public:
  explicit SqliteFile(std::string path) : path_(std::move(path)) {
    struct stat status {};
    const bool existed = stat(path_.c_str(), &status) == 0;
    if (existed && S_ISDIR(status.st_mode)) throw failure(message::failure_reason_folder);
    lock();
    try {
      check_start();
      open();
    } catch (...) {
      // Nothing half-made stays behind.
      shut();
      if (!existed) {
        for (const char* end : {"", "-wal", "-shm", "-journal"}) unlink((path_ + end).c_str());
      }
      unlock();
      throw;
    }
  }

  ~SqliteFile() {
    shut();
    unlock();
  }
  SqliteFile(const SqliteFile&) = delete;
  SqliteFile& operator=(const SqliteFile&) = delete;

  void run(const char* sql) { expect(sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr)); }

  std::int64_t number(const char* sql);

  [[noreturn]] void fail(int code) const {
    const int system_error = handle_ != nullptr ? sqlite3_system_errno(handle_) : errno;
    switch (code & 0xff) {
      case SQLITE_NOTADB:
        throw StorageError({message::results_foreign, {{"file", path_}}});
      case SQLITE_CORRUPT:
        throw StorageError({message::results_damaged, {{"file", path_}}});
      case SQLITE_BUSY:
      case SQLITE_LOCKED:
        throw StorageError({message::results_in_use, {{"file", path_}}});
      case SQLITE_FULL:
        throw failure(message::failure_reason_full);
      case SQLITE_READONLY:
      case SQLITE_PERM:
        throw failure(system_error == EROFS ? message::failure_reason_read_only
                                            : message::failure_reason_permission);
      case SQLITE_NOMEM:
        throw std::bad_alloc();
      default:
        throw failure(language::reason_of(system_error));
    }
  }

  void expect(int code) const {
    if (code != SQLITE_OK) fail(code);
  }

  sqlite3* handle() const { return handle_; }

 private:
  StorageError failure(Message reason) const {
    return StorageError({message::results_cannot_write, {{"file", path_}, {"reason", reason}}});
  }

  /// One batch at a time. The descriptor stays open longer than SQLite's: closing any descriptor of a file
  /// drops the process's locks on it.
  void lock() {
    descriptor_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor_ < 0) throw failure(language::reason_of(errno));
    if (flock(descriptor_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) return;
    unlock();
    throw StorageError({message::results_in_use, {{"file", path_}}});
  }

  /// SQLite takes a file of a few bytes for an empty one.
  void check_start() const {
    constexpr auto magic = "SQLite format 3\0"sv;
    std::array<char, magic.size()> start{};
    const ssize_t count = pread(descriptor_, start.data(), start.size(), 0);
    if (count < 0) throw failure(language::reason_of(errno));
    if (count > 0 && std::string_view(start.data(), static_cast<std::size_t>(count)) != magic)
      throw StorageError({message::results_foreign, {{"file", path_}}});
  }

  void unlock() {
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = -1;
  }

  void shut() {
    sqlite3_close(handle_);
    handle_ = nullptr;
  }

  void open() {
    expect(sqlite3_open_v2(path_.c_str(), &handle_, SQLITE_OPEN_READWRITE, nullptr));
    sqlite3_extended_result_codes(handle_, 1);
    expect(sqlite3_busy_timeout(handle_, busy_milliseconds));
    const std::int64_t application = number("PRAGMA application_id");
    const std::int64_t version = number("PRAGMA user_version");
    const bool empty = number("SELECT count(*) FROM sqlite_schema") == 0;
    if (application != results_application && !(empty && application == 0 && version == 0))
      throw StorageError({message::results_foreign, {{"file", path_}}});
    if (application == results_application && version != results_version) {
      throw StorageError({message::results_other_version,
                          {{"file", path_}, {"found", version}, {"known", results_version}}});
    }
    run("PRAGMA journal_mode = WAL");
    run("PRAGMA synchronous = FULL");  // a finished run survives a power cut
    run("PRAGMA foreign_keys = ON");
    if (application == results_application) return;
    const std::string marks = "PRAGMA application_id = " + std::to_string(results_application) +
                              "; PRAGMA user_version = " + std::to_string(results_version);
    run("BEGIN IMMEDIATE");
    run(results_schema);
    run(marks.c_str());
    run("COMMIT");
  }

  std::string path_;
  int descriptor_ = -1;
  sqlite3* handle_ = nullptr;
};

namespace {

/// NULL of SQL.
struct Null {};

/// A prepared statement; values are bound in their order.
class Statement {
 public:
  Statement(SqliteFile& database, const std::string& sql) : database_(database) {
    database_.expect(sqlite3_prepare_v2(database_.handle(), sql.c_str(), -1, &statement_, nullptr));
  }
  ~Statement() { sqlite3_finalize(statement_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  /// Runs the statement once with these values.
  template <class... Values>
  void operator()(const Values&... values) {
    start(values...);
    const int code = sqlite3_step(statement_);
    if (code != SQLITE_DONE && code != SQLITE_ROW) database_.fail(code);
    database_.expect(sqlite3_reset(statement_));
  }

  template <class... Values>
  void start(const Values&... values) {
    place_ = 0;
    (bind(values), ...);
  }

  /// True while there is a row.
  bool step() {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) database_.fail(code);
    database_.expect(sqlite3_reset(statement_));
    return false;
  }

  std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
  std::string text(int column) const {
    const unsigned char* bytes = sqlite3_column_text(statement_, column);
    if (bytes == nullptr) return {};
    return {reinterpret_cast<const char*>(bytes),
            static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }

 private:
  void bind(Null /*unused*/) { database_.expect(sqlite3_bind_null(statement_, ++place_)); }
  void bind(std::int64_t value) { database_.expect(sqlite3_bind_int64(statement_, ++place_, value)); }
  void bind(std::size_t value) { bind(static_cast<std::int64_t>(value)); }
  void bind(int value) { bind(std::int64_t{value}); }
  void bind(double value) {  // SQLite keeps not-a-number as NULL; infinity would come back as text elsewhere
    if (!std::isfinite(value)) return bind(Null{});
    database_.expect(sqlite3_bind_double(statement_, ++place_, value));
  }
  void bind(const std::optional<double>& value) {
    if (!value) return bind(Null{});
    bind(*value);
  }
  void bind(std::string_view value) {
    database_.expect(
        sqlite3_bind_text64(statement_, ++place_, value.data(), value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
  }
  void bind(const std::string& value) { bind(std::string_view(value)); }
  void bind(const char* value) { bind(std::string_view(value)); }

  SqliteFile& database_;
  sqlite3_stmt* statement_ = nullptr;
  int place_ = 0;
};

/// A transaction that is undone unless it is committed.
class Transaction {
 public:
  explicit Transaction(SqliteFile& database) : database_(database) { database_.run("BEGIN IMMEDIATE"); }
  ~Transaction() {
    if (!committed_) sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit() {
    database_.run("COMMIT");
    committed_ = true;
  }

 private:
  SqliteFile& database_;
  bool committed_ = false;
};

const result::MeasureRow* find(const result::Result& result, const std::string& subject,
                               const char* measure) {
  for (const result::MeasureRow& row : result.measures) {
    if (row.subject == subject && row.basis == "aep" && row.measure == measure && !row.level) return &row;
  }
  return nullptr;
}

double value_of(const result::MeasureRow* row) { return row == nullptr ? std::nan("") : row->value; }
double error_of(const result::MeasureRow* row) { return row == nullptr ? std::nan("") : row->standard_error; }

/// "INSERT INTO table VALUES (?, ?, ...)"
std::string insertion(const char* table, int columns) {
  std::string sql = std::string("INSERT INTO ") + table + " VALUES (?";
  for (int i = 1; i < columns; ++i) sql += ", ?";
  return sql + ")";
}

void write_result(SqliteFile& database, std::int64_t run, const result::Result& result) {
  std::int64_t number = 0;
  {
    Statement insert(database, insertion("measures", 8));
    for (const result::MeasureRow& row : result.measures) {
      insert(run, ++number, row.subject, row.basis, row.measure, row.level, row.value, row.standard_error);
    }
  }
  {
    Statement insert(database, insertion("exceedance", 7));
    number = 0;
    for (const result::ExceedancePoint& point : result.curves) {
      insert(run, ++number, point.subject, point.basis, point.return_period, point.loss,
             point.standard_error);
    }
  }
  {
    Statement insert(database, insertion("parties", 6));
    const double whole = value_of(find(result, "ground_up", "mean"));
    constexpr std::string_view prefix = "party/";
    number = 0;
    for (const result::MeasureRow& row : result.measures) {
      if (row.subject.compare(0, prefix.size(), prefix) != 0 || row.basis != "aep" || row.measure != "mean")
        continue;
      insert(run, ++number, row.subject.substr(prefix.size()), row.value, row.standard_error,
             row.value / whole);
    }
  }
  {
    Statement insert(database, insertion("designs", 10));
    number = 0;
    for (const scenario::CoverageDesign& design : result.input.coverage_designs) {
      const auto* paid = find(result, "design/" + design.id + "/insurer", "mean");
      const auto* kept = find(result, "design/" + design.id + "/insured", "mean");
      std::optional<double> premium;
      for (const result::PolicyPrice& price : result.prices) {
        if (price.design == design.id) premium = premium.value_or(0) + price.technical_premium;
      }
      insert(run, ++number, design.id, design.name, design.policies.size(), value_of(paid), error_of(paid),
             value_of(kept), error_of(kept), premium);
    }
  }
  {
    Statement insert(database, insertion("prices", 17));
    number = 0;
    for (const result::PolicyPrice& price : result.prices) {
      insert(run, ++number, price.design, price.policy, price.product, price.insured, price.expected_claims,
             price.expected_claims_se, price.claims_expense, price.risk_load, price.capital, price.expense,
             price.profit, price.technical_premium, price.technical_premium_se, price.expected_loss_ratio,
             price.expected_loss_ratio_se);
    }
  }
  {
    Statement insert(database, insertion("differences", 9));
    number = 0;
    for (const result::DesignDifference& row : result.differences) {
      insert(run, ++number, row.design, row.reference, row.subject, row.measure, row.level, row.value,
             row.standard_error);
    }
  }
  Statement insert(database, insertion("audits", 9));
  number = 0;
  for (const result::AuditPosterior& audit : result.audits) {
    insert(run, ++number, audit.deployment, audit.method, audit.score, audit.mean, audit.sd,
           audit.credibility, audit.refer ? 1 : 0);
  }
}

}  // namespace

std::int64_t SqliteFile::number(const char* sql) {
  Statement statement(*this, sql);
  return statement.step() ? statement.integer(0) : 0;
}

ResultsFile::ResultsFile(std::string path) : database_(std::make_unique<SqliteFile>(std::move(path))) {}
ResultsFile::~ResultsFile() = default;

void ResultsFile::close() { database_.reset(); }

ResultsFile::Totals ResultsFile::totals() {
  Totals totals;
  Statement select(*database_, "SELECT status, in_set, count(*) FROM runs GROUP BY status, in_set");
  while (select.step()) {
    std::int64_t* const by_status[] = {&totals.waiting, &totals.done, &totals.failed, &totals.invalid};
    const auto status = static_cast<std::size_t>(status_of(select.text(0)));
    *(select.integer(1) != 0 ? by_status[status] : &totals.left_behind) += select.integer(2);
  }
  return totals;
}

std::vector<RunState> ResultsFile::enter(const ScenarioSet& set) {
  SqliteFile& database = *database_;
  struct Known {
    std::int64_t id;
    RunState state;
  };
  std::map<std::string, Known> known;
  std::vector<std::string> order;
  Transaction transaction(database);
  {
    Statement select(database, "SELECT id, name, status, hash, seed, build FROM runs ORDER BY id");
    while (select.step()) {
      order.push_back(select.text(1));
      known[order.back()] = {
          select.integer(0),
          {order.back(), status_of(select.text(2)), select.text(3), select.text(4), select.text(5)}};
    }
  }
  std::map<std::string, std::int64_t> wanted;
  for (std::size_t member = 0; member < set.size(); ++member) {
    wanted[set.name(member)] = static_cast<std::int64_t>(member) + 1;
  }
  const auto in_set = static_cast<std::int64_t>(wanted.size());
  std::int64_t last = in_set;
  for (const std::string& name : order) {
    if (wanted.find(name) == wanted.end()) wanted[name] = ++last;
  }
  // Ids are moved out of the way first, because each is unique.
  Statement move(database, "UPDATE runs SET id = ? WHERE id = ?");
  for (const auto& [name, one] : known) {
    if (one.id != wanted[name]) move(-wanted[name], one.id);
  }
  for (const auto& [name, one] : known) {
    if (one.id != wanted[name]) move(wanted[name], -wanted[name]);
  }
  Statement mark(database, "UPDATE runs SET in_set = ? WHERE id = ? AND in_set <> ?");
  for (const auto& [name, one] : known) {
    const int now = wanted[name] <= in_set ? 1 : 0;
    mark(now, wanted[name], now);
  }
  Statement add(database, "INSERT INTO runs (id, name, in_set, status) VALUES (?, ?, 1, 'waiting')");
  Statement forget(database, "DELETE FROM changes WHERE run = ?");
  Statement change(database, insertion("changes", 4));
  std::vector<RunState> states;
  for (std::size_t member = 0; member < set.size(); ++member) {
    const auto id = static_cast<std::int64_t>(member) + 1;
    const auto found = known.find(set.name(member));
    if (found == known.end()) {
      add(id, set.name(member));
      states.push_back({set.name(member), RunStatus::waiting, {}, {}, {}});
    } else {
      states.push_back(found->second.state);
    }
    forget(id);
    std::int64_t number = 0;
    for (const Change& one : set.changes(member)) change(id, ++number, one.pointer, one.value);
  }
  transaction.commit();
  return states;
}

void ResultsFile::record(std::size_t member, const RunRecord& record) {
  SqliteFile& database = *database_;
  const auto id = static_cast<std::int64_t>(member) + 1;
  Transaction transaction(database);
  for (const char* table :
       {"measures", "exceedance", "parties", "designs", "prices", "differences", "audits", "timings"}) {
    Statement(database, std::string("DELETE FROM ") + table + " WHERE run = ?")(id);
  }
  Statement update(database,
                   "UPDATE runs SET status = ?, error = nullif(?, ''), title = nullif(?, ''), "
                   "currency = nullif(?, ''), seed = nullif(?, ''), years = nullif(?, 0), hash = ?, "
                   "version = ?, build = ?, input = nullif(?, '') WHERE id = ?");
  const scenario::Scenario* scenario = record.scenario;
  update(status_words.at(static_cast<std::size_t>(record.status)), record.error,
         scenario != nullptr ? scenario->name : "", scenario != nullptr ? scenario->currency : "",
         scenario != nullptr ? std::to_string(scenario->simulation.seed) : "",
         record.result != nullptr ? record.result->years_done : 0, record.hash, record.version, record.build,
         record.input, id);
  if (record.result != nullptr) write_result(database, id, *record.result);
  Statement(database, insertion("timings", 2))(id, record.seconds);
  transaction.commit();
}

}  // namespace tenbin::batch
