#pragma once

#include <cstddef>
#include <string>

namespace tenbin::scenario {

struct Document;
class Reading;

/// Designs of one file, with all that grids make.
inline constexpr std::size_t most_designs = 1000;

/// A term of a design that is a list stands for one design per entry; several lists for their product, the
/// last one in the file running fastest. The tree is rewritten before anything reads it: each design of the
/// product takes its place with the id BASE[term=value,...], and its nodes keep the pointers of the file, so
/// that every rule sees whole designs and every message names the entry of the list. A term is named by its
/// key ("deductible" for its amount, without "occurrence_" for a limit), behind its section, and its policy,
/// where two lists would have the same name. Reports empty lists, repeated entries and products above
/// `most_designs`.
void expand_grids(Document& document, Reading& reading);

/// What stands before the bracket: the design of the file.
std::string base_of_grid(const std::string& design);
/// The id is one that a grid has made.
bool is_from_grid(const std::string& design);

/// A number as it stands in the id of a design: 1e6, 2.5e7, 0.9, 12. Short, and it reads back to the number.
std::string short_number(double value);

}  // namespace tenbin::scenario
