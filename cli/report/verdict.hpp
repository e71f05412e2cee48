#pragma once

#include <cstddef>

#include "tenbin/language/message.hpp"

/// What may be said of differences, if all that are shown together are to be right 19 times out of 20
/// (Bonferroni: each interval is widened for their number).
namespace tenbin::cli {

/// Half the width of the interval in standard errors.
double half_width_of_years(std::size_t shown);    ///< errors from single years: normal
double half_width_of_batches(std::size_t shown);  ///< errors from batches of years: Student's t

/// more, less, no difference, or cannot tell where the interval covers zero or the error is not known.
language::Message verdict(double value, double standard_error, double half_width);

}  // namespace tenbin::cli
