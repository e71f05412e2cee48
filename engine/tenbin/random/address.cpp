#include "tenbin/random/address.hpp"

namespace tenbin {
namespace {

class Fnv1a {
 public:
  void absorb(std::uint64_t number) {
    for (int shift = 0; shift < 64; shift += 8) absorb_byte(static_cast<unsigned char>(number >> shift));
  }
  void absorb(std::string_view text) {
    absorb(static_cast<std::uint64_t>(text.size()));
    for (char c : text) absorb_byte(static_cast<unsigned char>(c));
  }
  std::uint64_t value() const { return state_; }

 private:
  void absorb_byte(unsigned char byte) { state_ = (state_ ^ byte) * 0x100000001b3u; }
  std::uint64_t state_ = 0xcbf29ce484222325u;
};

std::uint64_t finish(std::uint64_t h) {
  h = (h ^ (h >> 33)) * 0xff51afd7ed558ccdu;
  h = (h ^ (h >> 33)) * 0xc4ceb9fe1a85ec53u;
  return h ^ (h >> 33);
}

}  // namespace

std::uint64_t stream_address(StreamPurpose purpose, std::string_view entity, std::string_view peril,
                             std::uint64_t sub_stream) {
  Fnv1a hash;
  hash.absorb(static_cast<std::uint64_t>(purpose));
  hash.absorb(entity);
  hash.absorb(peril);
  hash.absorb(sub_stream);
  return finish(hash.value());
}

}  // namespace tenbin
