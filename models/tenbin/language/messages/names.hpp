#pragma once

#include "tenbin/language/message.hpp"

namespace tenbin::message {
#include "tenbin/language/messages/names.inc"
}
