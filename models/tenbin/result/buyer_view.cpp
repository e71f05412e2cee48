#include "tenbin/result/buyer_view.hpp"

namespace tenbin::result {

const char* to_string(Efficiency efficiency) {
  switch (efficiency) {
    case Efficiency::efficient:
      return "efficient";
    case Efficiency::dominated:
      return "dominated";
    case Efficiency::cannot_tell:
      break;
  }
  return "cannot_tell";
}

}  // namespace tenbin::result
