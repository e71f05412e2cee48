#pragma once

namespace tenbin {

/// Number type of everything that is computed once, at plan time: distribution functions, tables, plan
/// constants. x87 extended precision has no processor-dependent variants in glibc, so a table that is
/// computed in `real` and rounded once to double has the same bits on every x86-64 processor.
using real = long double;

}  // namespace tenbin
