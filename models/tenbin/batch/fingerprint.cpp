#include "tenbin/batch/fingerprint.hpp"

#include <openssl/evp.h>

#include <array>
#include <new>
#include <nlohmann/json.hpp>

#include "tenbin/scenario/reader.hpp"

namespace tenbin::batch {

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1)
    throw std::bad_alloc();
  std::string text;
  for (unsigned int i = 0; i < size; ++i) {
    constexpr std::string_view digits = "0123456789abcdef";
    text += digits[digest.at(i) >> 4U];
    text += digits[digest.at(i) & 15U];
  }
  return text;
}

std::string canonical_input(const scenario::Scenario& scenario) { return scenario::to_json(scenario).dump(); }

}  // namespace tenbin::batch
