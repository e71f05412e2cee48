#include "commands/run.hpp"
