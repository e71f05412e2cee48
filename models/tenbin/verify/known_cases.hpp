#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tenbin/exact/collective.hpp"

/// Textbook and published cases with exact answers, which the program carries so that it can check itself.
namespace tenbin::verify {

enum class Measure {
  mean,
  standard_deviation,
  skewness,
  value_at_risk,         ///< lower quantile at `level`
  tail_value_at_risk,    ///< Acerbi-Tasche at `level`
  stop_loss,             ///< E[(S - level)+]
  probability_of,        ///< P(S = level), on cases whose amounts are discrete
  distribution,          ///< P(S <= level), on cases whose amounts are discrete
  no_payment,            ///< P(nothing is paid in the year, before aggregate terms), closed form
  payments_per_year,     ///< E[number of payments], closed form
  expected_payment,      ///< E[payment per loss], closed form
  occurrence_exhausted,  ///< P(some payment of the year is the full share * limit), closed form
  aggregate_exhausted    ///< P(the year's payment is the full annual limit)
};

/// Name as in the result's table of measures, e.g. "var".
std::string_view name(Measure measure);

/// One exact answer for the year's payment after all terms.
struct KnownFigure {
  Measure measure;
  double level;      ///< probability or amount; 0 where the measure has none
  double value;      ///< as published or computed independently
  double tolerance;  ///< absolute: half a unit of the last digit given, at least 1e-9 relative
};

struct KnownCase {
  std::string id;      ///< e.g. "loss-models-9.34"
  std::string source;  ///< citation
  CollectiveModel model;
  std::vector<KnownFigure> figures;
};

/// All cases; made once.
const std::vector<KnownCase>& known_cases();

/// The figure from the exact computation.
double exact_value(const KnownCase& known, const ExactTotal& total, const KnownFigure& figure);

/// How far the exact computation may be from the figure: its tolerance, 1e-6 of the value for what is taken
/// from the lattice, and one lattice step more for a quantile of amounts that are not discrete.
double allowed_distance(const ExactTotal& total, const KnownFigure& figure);

}  // namespace tenbin::verify
