#include "tenbin/core/error.hpp"
