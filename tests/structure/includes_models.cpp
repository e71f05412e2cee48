#include "tenbin/scenario/scenario.hpp"
