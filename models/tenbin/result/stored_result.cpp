#include "tenbin/result/stored_result.hpp"

#include <limits>
#include <utility>

#include "tenbin/language/messages/compare.hpp"
#include "tenbin/language/messages/errors.hpp"
#include "tenbin/scenario/document.hpp"
#include "tenbin/scenario/field.hpp"
#include "tenbin/scenario/reader.hpp"

namespace tenbin::result {
namespace {

using language::Message;
using scenario::Node;
using scenario::Reading;

/// An object of the document. Members are read into variables; a key that is absent leaves its variable.
class Row {
 public:
  Row(Reading& reading, const Node& node) : reading_(reading), node_(node) {
    if (node.kind != Node::Kind::object) wrong(node, message::wanted_object);
  }

  template <class T>
  const Row& need(const char* key, T& target) const {
    if (node_.kind == Node::Kind::object && node_.find(key) == nullptr) {
      reading_.report_missing(node_, key, message::stored_missing);
    }
    return may(key, target);
  }

  template <class T>
  const Row& may(const char* key, T& target) const {
    if (const Node* value = node_.find(key)) read(*value, target);
    return *this;
  }

  /// Rows of the list under `key`.
  template <class Item, class ReadItem>
  const Row& list(const char* key, std::vector<Item>& target, const ReadItem& read_item) const {
    const Node* value = node_.find(key);
    if (value == nullptr) return *this;
    if (value->kind != Node::Kind::array) {
      wrong(*value, message::wanted_list);
      return *this;
    }
    target.reserve(value->items.size());
    for (const Node* item : value->items) read_item(Row(reading_, *item), target.emplace_back());
    return *this;
  }

  const Node& node() const { return node_; }

 private:
  void wrong(const Node& at, Message wanted) const {
    reading_.report(at, message::stored_wrong_type, {{"wanted", wanted}});
  }
  void read(const Node& value, std::string& target) const {
    if (value.kind != Node::Kind::string) return wrong(value, message::wanted_text);
    target = value.text;
  }
  void read(const Node& value, double& target) const {
    if (value.kind == Node::Kind::null) {
      target = std::numeric_limits<double>::quiet_NaN();
    } else if (value.is_numeric()) {
      target = value.number;
    } else {
      wrong(value, message::wanted_number);
    }
  }
  void read(const Node& value, bool& target) const {
    if (value.kind != Node::Kind::boolean) return wrong(value, message::wanted_flag);
    target = value.magnitude != 0;
  }
  void read(const Node& value, std::int64_t& target) const {
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (value.kind != Node::Kind::integer || value.is_negative || value.magnitude > most)
      return wrong(value, message::wanted_integer);
    target = static_cast<std::int64_t>(value.magnitude);
  }
  template <class T>
  void read(const Node& value, std::optional<T>& target) const {
    target.reset();
    if (value.kind == Node::Kind::null) return;
    T present{};
    read(value, present);
    target = present;
  }

  Reading& reading_;
  const Node& node_;
};

void read_build(const Row& build, Result& result) {
  std::string commit, compiler, flags;
  build.may("version", result.version).may("commit", commit).may("compiler", compiler).may("flags", flags);
  result.build = "commit " + commit + ", " + compiler + ", " + flags;
}

void read_tables(const Row& root, Result& result) {
  root.list("measures", result.measures, [](const Row& row, MeasureRow& out) {
    row.need("subject", out.subject)
        .need("basis", out.basis)
        .need("measure", out.measure)
        .may("level", out.level)
        .need("value", out.value)
        .need("standard_error", out.standard_error);
  });
  root.list("curves", result.curves, [](const Row& row, ExceedancePoint& out) {
    row.need("subject", out.subject)
        .need("basis", out.basis)
        .need("return_period", out.return_period)
        .need("loss", out.loss)
        .need("standard_error", out.standard_error);
  });
  root.list("differences", result.differences, [](const Row& row, DesignDifference& out) {
    row.need("design", out.design)
        .need("reference", out.reference)
        .need("subject", out.subject)
        .need("measure", out.measure)
        .may("level", out.level)
        .need("value", out.value)
        .need("standard_error", out.standard_error);
  });
  root.list("prices", result.prices, [](const Row& row, PolicyPrice& out) {
    row.need("design", out.design)
        .need("policy", out.policy)
        .may("product", out.product)
        .may("insured", out.insured)
        .may("expected_claims", out.expected_claims)
        .may("expected_claims_standard_error", out.expected_claims_se)
        .may("claims_expense", out.claims_expense)
        .may("risk_load", out.risk_load)
        .may("condition_load", out.condition_load)
        .may("capital", out.capital)
        .may("expense", out.expense)
        .may("profit", out.profit)
        .need("technical_premium", out.technical_premium)
        .need("technical_premium_standard_error", out.technical_premium_se)
        .may("expected_loss_ratio", out.expected_loss_ratio)
        .may("expected_loss_ratio_standard_error", out.expected_loss_ratio_se)
        .may("parameter_load", out.parameter_load)
        .may("standard_deviation_premium", out.deviation_premium)
        .may("minimum_premium", out.minimum_premium)
        .may("premium", out.premium)
        .list("sections", out.sections, [](const Row& section, SectionPrice& part) {
          std::optional<double> limit;
          section.need("section", part.section)
              .may("cover", part.cover)
              .may("expected_claims", part.expected_claims)
              .may("expected_claims_standard_error", part.expected_claims_se)
              .may("technical_premium", part.premium)
              .may("technical_premium_standard_error", part.premium_se)
              .may("annual_limit", limit);
          if (limit) part.annual_limit = *limit;
        });
  });
  const auto figure = [](const Row& row, const char* key, BuyerFigure& out) {
    row.may(key, out.value).may((std::string(key) + "_standard_error").c_str(), out.standard_error);
  };
  root.list("buyer_views", result.buyer_views, [&](const Row& row, BuyerView& out) {
    row.need("design", out.design).may("party", out.party);
    figure(row, "premium", out.premium);
    figure(row, "retained_mean", out.retained);
    figure(row, "retained_tvar99", out.tail);
    figure(row, "price_of_volatility", out.volatility);
    figure(row, "total_cost", out.total_cost);
    figure(row, "probability_over_budget", out.over_budget);
    std::string efficiency;
    row.may("beyond_sample", out.beyond_sample)
        .may("frontier", efficiency)
        .may("dominated_by", out.dominated_by);
    for (const Efficiency known : {Efficiency::efficient, Efficiency::dominated}) {
      if (efficiency == to_string(known)) out.efficiency = known;
    }
  });
  root.list("buyer_differences", result.buyer_differences, [&](const Row& row, BuyerDifference& out) {
    row.need("design", out.design).need("reference", out.reference).may("party", out.party);
    figure(row, "total_cost", out.total_cost);
  });
  root.may("gap_years", result.gap_years).list("gaps", result.gaps, [](const Row& row, GapFigure& out) {
    row.need("design", out.design)
        .may("policy", out.policy)
        .may("insured", out.insured)
        .may("entity", out.entity)
        .may("peril", out.peril)
        .may("head", out.head)
        .need("reason", out.reason)
        .need("mean", out.mean)
        .may("standard_error", out.standard_error);
  });
  root.list("audit_credits", result.audit_credits, [](const Row& row, AuditCredit& out) {
    row.need("deployment", out.deployment)
        .may("credit", out.credit)
        .may("uncapped", out.uncapped)
        .may("cap", out.cap);
  });
  root.list("audits", result.audits, [](const Row& row, AuditPosterior& out) {
    row.need("deployment", out.deployment)
        .may("method", out.method)
        .may("score", out.score)
        .may("posterior_mean", out.mean)
        .may("posterior_sd", out.sd)
        .may("credibility", out.credibility)
        .may("refer", out.refer);
  });
  root.list("assumptions", result.assumptions, [](const Row& row, Assumption& out) {
    row.need("id", out.id)
        .need("value", out.value)
        .may("unit", out.unit)
        .may("low", out.low)
        .may("high", out.high)
        .may("confidence", out.confidence)
        .may("judgement", out.judgement)
        .may("source", out.source);
  });
}

/// False where the document is something else altogether; then nothing more is worth saying about it.
bool is_result_document(const Node& root, Reading& reading) {
  const Node* format = root.find("format");
  const Node* version = root.find("version");
  if (format == nullptr || format->kind != Node::Kind::string || format->text != "tenbin/result") {
    reading.report(root, message::stored_other_document);
  } else if (version == nullptr || version->kind != Node::Kind::integer || version->magnitude != 1) {
    reading.report(version == nullptr ? root : *version, message::stored_other_version);
  } else {
    return true;
  }
  return false;
}

}  // namespace

ReadStored read_stored(std::string_view text, std::string file_name) {
  const scenario::Document document = scenario::parse_document(text);
  if (document.fault) return {std::nullopt, {{std::move(file_name), {}, *document.fault, 0}}};
  Reading reading(std::move(file_name));
  Result result;
  if (is_result_document(*document.root, reading)) {
    const Row root(reading, *document.root);
    root.may("input_file", result.source_file)
        .need("years", result.years_done)
        .may("interrupted", result.interrupted)
        .may("target_met", result.target_met);
    if (const Node* build = document.root->find("build")) read_build(Row(reading, *build), result);
    for (const char* key : {"input", "measures"}) {
      if (document.root->find(key) == nullptr)
        reading.report_missing(*document.root, key, message::stored_missing);
    }
    if (const Node* input = document.root->find("input")) {
      reading.read_object(scenario::scenario_table(), &result.input, *input);
      scenario::fill_ids(result.input);
    }
    read_tables(root, result);
  }
  ReadStored read;
  read.problems = reading.take_problems();
  if (read.problems.empty()) read.result = std::move(result);
  return read;
}

ReadStored read_stored_file(const std::string& path) {
  scenario::FileText file = scenario::read_file_text(path);
  if (file.problem) return {std::nullopt, {std::move(*file.problem)}};
  return read_stored(file.text, path);
}

}  // namespace tenbin::result
