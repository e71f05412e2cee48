#include "tenbin/exact/spectrum.hpp"

#include <bit>
#include <cmath>
#include <unsupported/Eigen/FFT>
#include <utility>

#include "tenbin/core/error.hpp"
#include "tenbin/frequency/complex_log1p.hpp"

namespace tenbin {
namespace {

using Transform = Eigen::FFT<double>;

/// One for each thread: it keeps the tables of the sizes that it has seen.
Transform& half_spectrum_transform() {
  thread_local Transform transform{Transform::impl_type(), Transform::HalfSpectrum};
  return transform;
}

}  // namespace

Spectrum::Spectrum(const Lattice& lattice, std::size_t size, double tilt)
    : Spectrum(lattice.step(), size, tilt) {
  check(std::has_single_bit(size) && size >= 4 && size <= (std::size_t{1} << 24), "Spectrum", "size",
        static_cast<real>(size), "a power of two from 4 to 2^24");
  check(lattice.size() <= size, "Spectrum", "size", static_cast<real>(size),
        "at least the size of the lattice");
  check_nonnegative_finite("Spectrum", "tilt", tilt);
  std::vector<double> tilted(size);
  for (std::size_t j = 0; j < lattice.size(); ++j)
    tilted[j] = lattice.probabilities()[j] * (tilt > 0 ? std::exp(-tilt * static_cast<double>(j)) : 1.0);
  half_spectrum_transform().fwd(values_, tilted);
}

Spectrum Spectrum::compound(const Frequency& count) const {
  Spectrum result(step_, size_, tilt_);
  result.values_.reserve(values_.size());
  for (const auto& value : values_) result.values_.push_back(count.pgf(value));
  return result;
}

Spectrum Spectrum::power(unsigned count) const {
  check(count >= 1, "Spectrum::power", "count", count, "at least 1");
  Spectrum result(step_, size_, tilt_);
  result.values_.reserve(values_.size());
  for (const std::complex<double>& value : values_) {
    // Written out: std::complex multiplies through a call that looks after infinities.
    double re = value.real(), im = value.imag();
    double power_re = 1, power_im = 0;
    for (unsigned left = count; left > 0; left >>= 1) {
      if ((left & 1) != 0) {
        const double product = power_re * re - power_im * im;
        power_im = power_re * im + power_im * re;
        power_re = product;
      }
      const double square = re * re - im * im;
      im = 2 * re * im;
      re = square;
    }
    result.values_.emplace_back(power_re, power_im);
  }
  return result;
}

void Spectrum::check_same_grid(const char* function, const Spectrum& other) const {
  check(step_ == other.step_, function, "step", other.step_, "the same for both");
  check(size_ == other.size_, function, "size", static_cast<real>(other.size_), "the same for both");
  check(tilt_ == other.tilt_, function, "tilt", other.tilt_, "the same for both");
}

Spectrum& Spectrum::operator*=(const Spectrum& other) {
  check_same_grid("Spectrum::operator*=", other);
  for (std::size_t i = 0; i < values_.size(); ++i) values_[i] *= other.values_[i];
  return *this;
}

Lattice Spectrum::lattice(std::size_t points) const {
  check(points >= 1 && points <= size_, "Spectrum::lattice", "points", static_cast<real>(points),
        "from 1 to the size of the transform");
  std::vector<double> probabilities(size_);
  half_spectrum_transform().inv(probabilities, values_, static_cast<Eigen::Index>(size_));
  probabilities.resize(points);
  for (std::size_t j = 0; tilt_ > 0 && j < points; ++j)
    probabilities[j] *= std::exp(tilt_ * static_cast<double>(j));
  // Rounding leaves small negative probabilities. They are kept: dropping them would add to every tail.
  return {step_, std::move(probabilities)};
}

Spectrum Spectrum::with_shared_gamma(std::span<const Line> lines, double cv) {
  check(!lines.empty(), "Spectrum::with_shared_gamma", "number of lines", 0, "at least 1");
  check_positive_finite("Spectrum::with_shared_gamma", "cv", cv);
  const Spectrum& first = *lines.front().amount;
  Spectrum result(first.step_, first.size_, first.tilt_);
  result.values_.resize(first.values_.size());
  for (const auto& [count, amount] : lines) {
    first.check_same_grid("Spectrum::with_shared_gamma", *amount);
    for (std::size_t i = 0; i < result.values_.size(); ++i)
      result.values_[i] += count->log_pgf(amount->values_[i]);
  }
  const double squared = cv * cv;
  for (auto& value : result.values_) value = std::exp(-complex_log1p(-squared * value) / squared);
  return result;
}

Lattice compound(const Frequency& count, const Lattice& amount, std::size_t size, double tilt) {
  return Spectrum(amount, size, tilt).compound(count).lattice();
}

Lattice convolve(const Lattice& left, const Lattice& right) {
  const std::size_t points = left.size() + right.size() - 1;
  const std::size_t size = std::max(std::bit_ceil(points), std::size_t{4});
  const Lattice sum = (Spectrum(left, size) *= Spectrum(right, size)).lattice();
  return {sum.step(),
          {sum.probabilities().begin(), sum.probabilities().begin() + static_cast<std::ptrdiff_t>(points)}};
}

}  // namespace tenbin
