#include "tenbin/verify/known_cases.hpp"

#include <cmath>
#include <memory>

#include "tenbin/contract/expected_payment.hpp"
#include "tenbin/frequency/empirical_count.hpp"
#include "tenbin/frequency/geometric.hpp"
#include "tenbin/frequency/negative_binomial.hpp"
#include "tenbin/frequency/poisson.hpp"
#include "tenbin/severity/discrete.hpp"
#include "tenbin/severity/gamma.hpp"
#include "tenbin/severity/lognormal.hpp"
#include "tenbin/severity/lomax.hpp"

namespace tenbin::verify {
namespace {

using enum Measure;

template <class Family, class... Arguments>
auto make(Arguments... arguments) {
  return std::make_shared<const Family>(arguments...);
}

std::shared_ptr<const Severity> discrete(const std::vector<real>& values,
                                         const std::vector<real>& probabilities) {
  return std::make_shared<const Discrete>(values, probabilities);
}

OccurrenceTerms layer(double limit, double attachment) {
  return OccurrenceTerms(Deductible::ordinary(attachment), limit);
}

// The collective model of the issue: 1,000,000 excess of 10,000, 5,000,000 a year.
KnownCase standard_job() {
  return {"standard-job",
          "Independent Fourier inversion with steps of 12.5 and 25; closed forms for counts and the largest "
          "payment",
          {make<Poisson>(5), make<Lognormal>(10, 1.5L), layer(1e6, 1e4), AggregateTerms(0, 5e6)},
          {{mean, 0, 274330.903, 5e-4},
           {standard_deviation, 0, 304719.403, 1e-2},
           {value_at_risk, 0.99, 1366200, 12.5},
           {value_at_risk, 0.995, 1550080, 12.5},
           {value_at_risk, 0.999, 2014415, 12.5},
           {tail_value_at_risk, 0.99, 1635868.05, 5e-3},
           {tail_value_at_risk, 0.995, 1825257.65, 5e-3},
           {stop_loss, 5e5, 55928.98, 5e-3},
           {stop_loss, 1e6, 11264.57, 5e-3},
           {stop_loss, 2e6, 242.13, 5e-3},
           {no_payment, 0, 0.03009058, 5e-9},
           {payments_per_year, 0, 3.503543, 5e-7},
           {occurrence_exhausted, 0, 0.026548, 5e-7},
           {aggregate_exhausted, 0, 1.547e-9, 5e-13}}};
}

KnownCase loss_models_9_34() {
  return {"loss-models-9.34",
          "Klugman, Panjer, Willmot, Loss Models, 4th ed., exercise 9.34",
          {make<Poisson>(5), discrete({100, 500, 1000}, {0.80L, 0.16L, 0.04L})},
          {{mean, 0, 1000, 1e-9},
           {standard_deviation, 0, 663.32496, 5e-6},  // sqrt(5 * 88,000)
           {probability_of, 600, 0.05989286, 5e-9}}};
}

KnownCase loss_models_9_5() {
  return {"loss-models-9.5-dental",
          "Klugman, Panjer, Willmot, Loss Models, 4th ed., example 9.5 (dental insurance), unit 25",
          {make<EmpiricalCount>(std::vector<real>{.05L, .1L, .15L, .2L, .25L, .15L, .06L, .03L, .01L}),
           discrete({25, 50, 75, 100, 125, 150, 175, 200, 225, 250},
                    {.15L, .2L, .25L, .125L, .075L, .05L, .05L, .05L, .025L, .025L})},
          {{mean, 0, 314.50, 1e-9},
           {standard_deviation, 0, 191.6155, 5e-5},
           {probability_of, 0, 0.05, 1e-12},
           {probability_of, 25, 0.015, 1e-12},
           {probability_of, 50, 0.023375, 1e-12},
           {probability_of, 75, 0.034675, 1e-12},
           {probability_of, 100, 0.03257656, 5e-9},
           {probability_of, 125, 0.03578639, 5e-9},
           {stop_loss, 25, 290.75, 1e-9},
           {stop_loss, 50, 267.375, 1e-9},
           {stop_loss, 75, 244.5844, 5e-5},
           {stop_loss, 100, 222.6606, 5e-5},
           {stop_loss, 125, 201.5513, 5e-5}}};
}

KnownCase loss_data_analytics_5_3_3() {
  return {"loss-data-analytics-5.3.3",
          "Frees (ed.), Loss Data Analytics, example 5.3.3",
          {make<Geometric>(4), discrete({1, 2, 3, 4}, {0.25L, 0.25L, 0.25L, 0.25L})},
          {{probability_of, 0, 0.2, 1e-12},
           {probability_of, 1, 0.04, 1e-12},
           {probability_of, 2, 0.048, 1e-12},
           {probability_of, 3, 0.0576, 1e-12},
           {distribution, 3, 0.3456, 1e-12}}};
}

KnownCase loss_data_analytics_5_5_5() {
  return {"loss-data-analytics-5.5.5",
          "Frees (ed.), Loss Data Analytics, example 5.5.5: losses of 40, 80, 120, 200 after 50 % inflation, "
          "deductible 100",
          {make<NegativeBinomial>(180, 5 / 3.0L), discrete({60, 120, 180, 300}, {0.25L, 0.25L, 0.25L, 0.25L}),
           OccurrenceTerms(Deductible::ordinary(100))},
          {{mean, 0, 22500, 1e-7},  // 300 * (0 + 20 + 80 + 200) / 4
           {standard_deviation, 0, 2514.4582, 5e-5},
           {value_at_risk, 0.99, 28660, 1e-9},
           {tail_value_at_risk, 0.99, 29633.32, 5e-3}}};
}

KnownCase loss_models_9_14() {
  // maximum covered loss 24: a layer of 18 excess of 6
  return {"loss-models-9.14",
          "Klugman, Panjer, Willmot, Loss Models, 4th ed., example 9.14; closed forms",
          {make<Poisson>(3), make<Lomax>(4, 10), OccurrenceTerms(Deductible::ordinary(6), 18, 0.75)},
          {{mean, 0, 1.64023441, 5e-9},
           {standard_deviation, 0, std::sqrt(11.95459193), 2e-9},
           {expected_payment, 0, 0.54674480, 5e-9},
           {no_payment, 0, 0.63269698, 5e-9}}};
}

KnownCase loss_models_9_63() {
  return {"loss-models-9.63",
          "Klugman, Panjer, Willmot, Loss Models, 4th ed., exercise 9.63; independent Fourier inversion",
          {make<NegativeBinomial>(2, 1.5L), make<Gamma>(2, 100), layer(125, 50)},
          {{mean, 0, 259.402308, 5e-7},
           {standard_deviation, 0, std::sqrt(62616.7219), 1e-7},
           {no_payment, 0, 0.178834, 5e-7},
           {value_at_risk, 0.99, 1090.1, 0.05},
           {tail_value_at_risk, 0.99, 1293.67, 5e-3}}};
}

KnownCase bahnemann_5_13() {
  return {
      "bahnemann-5.13",
      "Bahnemann, Distributions for Actuaries, CAS Monograph 2, example 5.13; independent Fourier inversion",
      {make<Poisson>(15), make<Lognormal>(5.9809L, 1.8L), layer(5000, 3000)},
      {{mean, 0, 5785.2541, 5e-5},
       {standard_deviation, 0, 4910.934, 5e-4},
       {skewness, 0, 0.93405, 5e-6},
       {payments_per_year, 0, 1.953592, 5e-7},
       {no_payment, 0, 0.141764, 5e-7},
       {value_at_risk, 0.995, 22152.5, 0.5},
       {tail_value_at_risk, 0.99, 22946.53, 5e-3}}};
}

KnownCase actuar_poisson_gamma() {
  return {"actuar-poisson-gamma",
          "Dutang, Goulet, Pigeon, actuar: An R Package for Actuarial Science, Journal of Statistical "
          "Software 25(7), "
          "section 4; exact series of gamma distribution functions",
          {make<Poisson>(10), make<Gamma>(2, 1)},
          {{mean, 0, 20, 1e-8},
           {standard_deviation, 0, std::sqrt(60.0), 1e-8},
           {value_at_risk, 0.9, 30.295865, 5e-7},
           {value_at_risk, 0.99, 40.811793, 5e-7},
           {value_at_risk, 0.995, 43.528008, 5e-7},
           {value_at_risk, 0.999, 49.375444, 5e-7},
           {tail_value_at_risk, 0.9, 34.995887, 5e-7},
           {tail_value_at_risk, 0.99, 44.580948, 5e-7},
           {tail_value_at_risk, 0.995, 47.135781, 5e-7},
           {tail_value_at_risk, 0.999, 52.701492, 5e-7}}};
}

KnownCase gemact_excess_of_loss() {
  // mean 84,541.68 and standard deviation 177,728.3 are printed; shape 1.3, scale 36,315.49
  const real mu = std::log(36315.494L);
  return {"gemact-excess-of-loss",
          "Pittarello, Luini, Marchione, GEMAct: a Python package for non-life (re)insurance modelling, "
          "Annals of "
          "Actuarial Science 2024, section 3.6; independent Fourier inversion",
          {make<Poisson>(3), make<Lognormal>(mu, 1.3L), layer(1e6, 1e4)},
          {{mean, 0, 215187.73, 0.25},
           {skewness, 0, 2.27599, 5e-6},
           {value_at_risk, 0.995, 1347100, 50},
           {tail_value_at_risk, 0.99, 1424225, 1.5}}};
}

KnownCase mata(std::string id, AggregateTerms aggregate, std::vector<KnownFigure> figures) {
  return {std::move(id),
          "Mata, Pricing Excess of Loss Reinsurance with Reinstatements, ASTIN Bulletin 30(2), 2000; exact "
          "values, the "
          "printed ones carry a discretisation error of 0.03 %",
          {make<Poisson>(10), make<Lomax>(3, 10), layer(10, 10), aggregate},
          std::move(figures)};
}

}  // namespace

std::string_view name(Measure measure) {
  switch (measure) {
    case mean:
      return "mean";
    case standard_deviation:
      return "sd";
    case skewness:
      return "skewness";
    case value_at_risk:
      return "var";
    case tail_value_at_risk:
      return "tvar";
    case stop_loss:
      return "stop_loss";
    case probability_of:
      return "probability_of";
    case distribution:
      return "distribution";
    case no_payment:
      return "no_payment";
    case payments_per_year:
      return "payments_per_year";
    case expected_payment:
      return "expected_payment";
    case occurrence_exhausted:
      return "occurrence_exhausted";
    case aggregate_exhausted:
      return "aggregate_exhausted";
  }
  return "";
}

const std::vector<KnownCase>& known_cases() {
  static const std::vector<KnownCase> cases{
      standard_job(), loss_models_9_34(), loss_models_9_5(), loss_data_analytics_5_3_3(),
      loss_data_analytics_5_5_5(), loss_models_9_14(), loss_models_9_63(), bahnemann_5_13(),
      actuar_poisson_gamma(), gemact_excess_of_loss(),
      // 10 E[(X - 10)+ ^ 10] = 10 * 5 ((10/20)^2 - (10/30)^2) = 50 * 5/36
      mata("mata-no-aggregate", {}, {{mean, 0, 250.0 / 36, 1e-9}, {no_payment, 0, std::exp(-1.25), 1e-12}}),
      mata("mata-one-free-reinstatement", AggregateTerms(0, 20),
           {{mean, 0, 6.615059, 5e-7},
            {standard_deviation, 0, 6.589096, 1.5e-6},
            {no_payment, 0, std::exp(-1.25), 1e-12},
            {aggregate_exhausted, 0, 0.07654346528, 1e-9}})};
  return cases;
}

double exact_value(const KnownCase& known, const ExactTotal& total, const KnownFigure& figure) {
  const auto& annual = total.annual;
  const auto value = [&]() -> real {
    switch (figure.measure) {
      case mean:
        return annual.mean();
      case standard_deviation:
        return annual.standard_deviation();
      case skewness:
        return annual.skewness();
      case value_at_risk:
        return annual.quantile(figure.level);
      case tail_value_at_risk:
        return annual.tail_value_at_risk(figure.level);
      case stop_loss:
        return annual.stop_loss(figure.level);
      case probability_of: {
        const double half = total.step / 2;
        return annual.survival_from(figure.level - half) - annual.survival_from(figure.level + half);
      }
      case distribution:
        return annual.cdf(figure.level + total.step / 2);
      case no_payment:
        return 1 - largest_payment_survival(known.model, 0);
      case payments_per_year:
        return expected_payments(known.model);
      case expected_payment:
        return tenbin::expected_payment(known.model.occurrence, *known.model.severity);
      case occurrence_exhausted:
        return occurrence_exhaustion_probability(known.model);
      case aggregate_exhausted: {
        const AggregateTerms& terms = known.model.aggregate;
        return probability_of_reaching(known.model, terms.deductible() + terms.limit()).value;
      }
    }
    return 0;
  };
  return static_cast<double>(value());
}

double allowed_distance(const ExactTotal& total, const KnownFigure& figure) {
  switch (figure.measure) {
    case value_at_risk:
      return figure.tolerance + (total.sd_error > 0 ? total.step : 0);
    case mean:
    case standard_deviation:
    case skewness:
    case tail_value_at_risk:
    case stop_loss:
      return figure.tolerance + (total.sd_error > 0 ? 1e-7 * std::fabs(figure.value) : 0);
    case probability_of:
    case distribution:
    case no_payment:
    case payments_per_year:
    case expected_payment:
    case occurrence_exhausted:
    case aggregate_exhausted:
      break;
  }
  return figure.tolerance;
}

}  // namespace tenbin::verify
