#include "report/verdict.hpp"

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

#include "tenbin/language/messages/report.hpp"
#include "tenbin/measure/batch_figures.hpp"

namespace tenbin::cli {
namespace {

constexpr double wrong = 0.025;  // to each side

}  // namespace

double half_width_of_years(std::size_t shown) {
  return quantile(complement(boost::math::normal(), wrong / static_cast<double>(shown)));
}

double half_width_of_batches(std::size_t shown) {
  return quantile(complement(boost::math::students_t(batch_count - 1), wrong / static_cast<double>(shown)));
}

language::Message verdict(double value, double standard_error, double half_width) {
  if (!std::isfinite(value) || !std::isfinite(standard_error)) return message::difference_cannot_tell;
  if (value > half_width * standard_error) return message::difference_more;
  if (value < -half_width * standard_error) return message::difference_less;
  return value == 0 && standard_error == 0 ? message::difference_none : message::difference_cannot_tell;
}

}  // namespace tenbin::cli
